-- Memory without end.
-- expect: limit fuel|deadline|memory
local s = 'xx' while true do s = s:gsub('.', '%0%0') end
