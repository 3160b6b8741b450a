-- Memory without end.
-- expect: limit fuel|deadline|memory
local s = '' local t = {} while true do s = s .. 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' t[#t + 1] = s .. #t end
