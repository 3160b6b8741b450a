-- Work without end.
-- expect: limit fuel|deadline|memory
local t = {} for i = 1, 3e4 do t[i] = i % 1000 end while true do table.sort(t, function(a, b) return a > b end) table.sort(t) end
