-- 5.2
local shared = 1
local function same() return function() return shared, print end end
local function fresh(x) return function() return x end end
local function named() local function inner(...) return select("#", ...) end return inner end
local function recursive() local function f(n) return n == 0 and "end" or f(n - 1) end return f end
print(same() == same(), fresh(1) == fresh(1), named() == named(), recursive() == recursive())
print(same()(), fresh(2)(), named()(1, nil), recursive()(3))
local list = {}
for i = 1, 3 do
  local own = i
  list[i], list[i + 3], list[i + 6] = function() return list end, function() return own end, function() return i end
end
print(list[1] == list[3], list[4] == list[5], list[7] == list[8], list[1]() == list, list[5](), list[9]())
local function equal() return setmetatable({}, {__eq = function() return true end}) end
print(equal() == equal())
local function nested(f) return function(f) return function() return f end, function() return shared end end end
local a, b = nested()(1) local c, d = nested()(2)
print(a == c, b == d, a(), c(), b())
print(pcall(same()), pcall(function() return (function() return nothing.x end)() end))
