--@ 5.1 5.2: comparisons with locals that hold a literal for good
local RED, NONE, YES, NO, TEN, more = "red", nil, true, false, 10
local changed = "red"
local function name(x)
  if x == RED then return "red" end
  if NONE == x then return "none" end
  if x == YES then return "yes" end
  if NO == x then return "no" end
  if x ~= TEN then return "other" end
  return "ten"
end
print(name("red"), name(nil), name(true), name(false), name(10), name("blue"), name({}))
print(RED == "red", "red" == RED, RED ~= "red", NONE == nil, YES == NO, RED == YES, TEN == 10, TEN == "10", more == nil)
print(RED == changed, NONE == more)
changed = "blue"
print(RED == changed)
do
  local RED = 5
  print(RED == 5, RED == "red", name(RED))
end
local function later() return changed == LATE end
print(later())
for i = 1, 2 do
  local STEP = "step"
  print((i == 1 and STEP or i) == STEP)
end
local equal = setmetatable({}, { __eq = function() return true end })
print(equal == NONE, equal == RED, NONE == equal, equal == setmetatable({}, getmetatable(equal)))
local co = coroutine.wrap(function(x)
  local WAIT = "wait"
  while x == WAIT do x = coroutine.yield(x == WAIT) end
  return "done", x == NONE
end)
print(co("wait"), co("wait"))
print(co())
