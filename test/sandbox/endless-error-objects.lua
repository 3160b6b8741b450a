-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(error, {}) pcall(error, 'x', 2) end
