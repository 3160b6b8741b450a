-- Work without end.
-- expect: limit fuel|deadline|memory
while true do load(function() return ' ' end) end
