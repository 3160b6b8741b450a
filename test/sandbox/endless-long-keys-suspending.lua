-- Long strings as keys and in comparisons, in a chunk whose metamethods may yield: its operators are functions of their own.
-- expect: limit fuel
local m = setmetatable({}, {__eq = function() return coroutine.yield() end})
local a, b = ("x"):rep(1e7) .. "y", ("x"):rep(1e7) .. "y"
local t = { [a] = 1 }
while t[b] do
  t[b] = 2
  if a == b and a <= b and not (a < b) and rawequal(a, b) then rawset(t, a, rawget(t, b)) end
end
