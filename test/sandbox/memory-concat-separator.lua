-- Half a gigabyte of separators between empty texts.
-- expect: limit memory|fuel
local t, gap, u = {}, ("x"):rep(1e6), {}
for i = 1, 400 do t[i] = "" end
for i = 1, 10 do u[i] = table.concat(t, gap) u[i]:byte(1) end
