-- debug.getinfo and string.dump look at all lines of a function and at all texts that were loaded, for one call.
-- expect: limit fuel|deadline
local f = assert(loadstring(("x = 1\n"):rep(2000)))
for i = 1, 20 do loadstring("local x = " .. i .. (" x = x + 1"):rep(100)) end
while true do debug.getinfo(f, "L") debug.getinfo(f, "S") pcall(string.dump, f) end
