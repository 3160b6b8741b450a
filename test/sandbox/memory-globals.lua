-- Memory without end.
-- expect: limit fuel|deadline|memory
local n = 0 while true do n = n + 1 _G['global' .. n] = n end
