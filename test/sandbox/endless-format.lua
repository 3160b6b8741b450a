-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(string.format, '%99.99f', 1 / 3) end
