-- Work without end.
-- expect: limit fuel|deadline|memory
local n = 0 while true do n = n + 1 load('return ' .. n) end
