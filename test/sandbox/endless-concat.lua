-- Work without end.
-- expect: limit fuel|deadline|memory
local t = {} for i = 1, 1e4 do t[i] = 'xxxx' end while true do table.concat(t) end
