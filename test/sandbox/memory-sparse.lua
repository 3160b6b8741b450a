-- Memory without end.
-- expect: limit fuel|deadline|memory
local t, n = {}, 1 while true do n = (n * 1103515245 + 12345) % 2 ^ 31 t[n] = n end
