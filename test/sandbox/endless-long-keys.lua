-- A long string looked up as a key again and again.
-- expect: limit fuel
local a, b = ("x"):rep(1e7) .. "y", ("x"):rep(1e7) .. "y"
local t = { [a] = 1 }
while t[b] do t[b] = 2 end
