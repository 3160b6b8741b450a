-- Long strings that differ in nothing, compared again and again.
-- expect: limit fuel
local a, b = ("x"):rep(1e7) .. "y", ("x"):rep(1e7) .. "y"
local n = 0
while a == b do n = n + 1 end
