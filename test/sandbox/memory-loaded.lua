-- Memory without end.
-- expect: limit fuel|deadline|memory
local n, t = 0, {} while true do n = n + 1 t[n] = load('local x = ' .. n .. ' return function() return x end')() end
