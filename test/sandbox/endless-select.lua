-- Work without end.
-- expect: limit fuel|deadline|memory
while true do select(-1, (unpack or table.unpack)({}, 1, 200)) end
