-- Functions called as JavaScript's own: nothing of JavaScript's is taken for what is noted of them (without `setfenv` by name they have no environments).
-- expect: prints
local get, set = _G["get" .. "fenv"], _G["set" .. "fenv"]
local function toString() local changed = set(1, {leak = true}) return changed end
local function valueOf() local found = get(1) return found end
local function hasOwnProperty() local changed = set(1, {}) return changed end
local function __proto__() local changed = set(1, {}) return changed end
for _, f in ipairs({toString, hasOwnProperty, __proto__}) do
  local changed, why = pcall(f)
  assert(not changed and why:find("cannot change environment"), why)
end
assert(valueOf() == _G)
print("held")
