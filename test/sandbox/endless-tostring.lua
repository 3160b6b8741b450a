-- Work without end.
-- expect: limit fuel|deadline|memory
while true do tostring(1 / 3) end
