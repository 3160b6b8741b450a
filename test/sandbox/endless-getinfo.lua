-- Work without end.
-- expect: limit fuel|deadline|memory
while true do debug.getinfo(1) end
