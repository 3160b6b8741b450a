-- A format of millions of directives.
-- expect: limit memory|fuel
local format = ("%d"):rep(3e6)
for i = 1, 10 do pcall(string.format, format, 1) end
