-- Work without end.
-- expect: limit fuel|deadline|memory
while true do bit32.band((unpack or table.unpack)({}, 1, 0)) bit32.extract(1, 0, 32) end
