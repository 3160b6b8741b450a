-- Work without end.
-- expect: limit fuel|deadline|memory
while true do local t = {} for i = 1, 5e4 do t[i] = i end while #t > 0 do table.remove(t, 1) end end
