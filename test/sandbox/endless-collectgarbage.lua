-- Work without end.
-- expect: limit fuel|deadline|memory
while true do collectgarbage() end
