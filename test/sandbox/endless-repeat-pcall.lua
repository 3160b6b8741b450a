-- Work without end.
-- expect: limit fuel|deadline|memory
repeat pcall(function() repeat until false end) until false
