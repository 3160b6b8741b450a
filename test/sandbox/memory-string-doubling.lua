-- Memory without end.
-- expect: limit fuel|deadline|memory
local s = 'x' while true do s = s .. s end
