-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do t[#t + 1] = {} end
