-- Memory without end.
-- expect: limit fuel|deadline|memory
while true do pcall(string.rep, 'x', 1e15) pcall(string.rep, 'x', 2 ^ 29) end
