-- Many joined texts of moderate length, and then all of them are read.
-- expect: limit memory|fuel
local t, s = {}, ("x"):rep(12000)
for i = 1, 30000 do t[i] = s .. i end
for i = 1, 30000 do t[i]:byte(5) end
while true do end
