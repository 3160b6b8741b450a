-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {'xxxxxxxxxx'} while true do local s = table.concat({t[#t], t[#t]}) t[#t + 1] = s end
