-- Names that mean something in JavaScript, as locals, globals, fields, labels, parameters and functions.
-- expect: prints
local rt, chunk, arguments, eval, await, undefined, env, main, started, Value = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
assert(rt + chunk + arguments + eval + await + undefined + env + main + started + Value == 55)
local this, new, delete, void, class, super, yield, let, static, async = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
assert(this + new + delete + void + class + super + yield + let + static + async == 55)
local NaN, Infinity, Object, Function, globalThis, process, require_, module, exports, Array = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
assert(NaN + Infinity + Object + Function + globalThis + process + require_ + module + exports + Array == 55)
local function constructor(prototype, __proto__, hasOwnProperty, toString, valueOf)
  return prototype, __proto__, hasOwnProperty, toString, valueOf
end
assert(select("#", constructor(1, 2, 3, 4, 5)) == 5)
function hasOwnProperty(x) return x end
function __defineGetter__(x) return x end
function toString() return "mine" end
function then_(x) return x end
assert(hasOwnProperty(1) == 1 and __defineGetter__(2) == 2 and toString() == "mine" and then_(3) == 3)
local t = {constructor = 1, __proto__ = 2, toString = 3, valueOf = 4, hasOwnProperty = 5, meta = 6, arr = 7, hash = 8, length = 9, name = 10}
local sum, n = 0, 0
for k, v in pairs(t) do sum = sum + v; n = n + 1; assert(rawget(t, k) == v) end
assert(sum == 55 and n == 10)
for _, k in ipairs {"constructor", "__proto__", "toString", "meta", "arr", "hash", "length", "name", "valueOf", "hasOwnProperty"} do
  t[k] = nil
  assert(t[k] == nil and rawget(t, k) == nil)
end
assert(next(t) == nil)
t["$x"] = 1; t["$constructor"] = 2; t["$$x"] = 3; t["$"] = 4; t[""] = 5
assert(t.x == nil and t.constructor == nil and t["$x"] == 1 and t["$constructor"] == 2 and t["$$x"] == 3 and t["$"] == 4 and t[""] == 5)
do
  local n = 0
  ::constructor:: ::await:: ::break_:: ::default:: ::switch:: ::yield:: ::eval::
  n = n + 1
  if n < 3 then goto default end
  assert(n == 3)
end
for class = 1, 2 do for new, delete in pairs {1} do assert(class and new and delete) end end
then_, catch, finally = 1, 2, 3
assert(then_ + catch + finally == 6)
local object = setmetatable({}, {__index = {then_ = 1}})
assert(object["then"] == nil and object.then_ == 1)
print("held")
