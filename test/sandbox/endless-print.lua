-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(print) end
