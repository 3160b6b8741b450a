-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(string.find, ('a'):rep(30000), ('a*'):rep(30) .. 'b') end
