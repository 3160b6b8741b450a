-- Work without end.
-- expect: limit fuel|deadline|memory
if debug and debug.sethook then debug.sethook(function() while true do pcall(error) end end, '', 1) end while true do end
