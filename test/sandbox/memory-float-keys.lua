-- Memory without end.
-- expect: limit fuel|deadline|memory
local t, n = {}, 0 while true do n = n + 0.5 t[n] = n end
