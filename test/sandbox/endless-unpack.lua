-- Work without end.
-- expect: limit fuel|deadline|memory
local t = {} for i = 1, 200 do t[i] = i end while true do (unpack or table.unpack)(t) end
