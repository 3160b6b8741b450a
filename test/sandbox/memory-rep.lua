-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do t[#t + 1] = ('x'):rep(1e6) .. #t end
