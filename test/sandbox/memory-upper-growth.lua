-- Memory without end.
-- expect: limit fuel|deadline|memory
local t, s = {}, ('x'):rep(1e5) while true do t[#t + 1] = (s .. #t):upper() end
