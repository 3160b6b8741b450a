-- Work without end.
-- expect: limit fuel|deadline|memory
while true do local t = {} for i = 1, 1000 do t[i] = i end pcall(table.sort, t, function() return true end) end
