-- Work without end.
-- expect: limit fuel|deadline|memory
coroutine.wrap(function() pcall(string.match, ('a'):rep(30000), '.-.-.-.-.-.-b') end)() while true do end
