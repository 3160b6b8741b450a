-- Joined texts take no memory until they are read.
-- expect: limit memory|fuel
local t, s = {}, ("x"):rep(1e6)
for i = 1, 400 do t[i] = s .. i end
for i = 1, 400 do t[i]:byte(5) end
