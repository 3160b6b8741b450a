-- Memory without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do t = setmetatable({t}, {__index = t}) end
