-- Work without end.
-- expect: limit fuel|deadline|memory
while true do math.random() math.max(1, 2, 3) math.fmod(1, 2) end
