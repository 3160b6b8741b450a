-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(coroutine.wrap(function() while true do end end)) end
