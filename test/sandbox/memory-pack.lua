-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do t[#t + 1] = {(unpack or table.unpack)({}, 1, 240)} end
