-- Memory without end.
-- expect: limit fuel|deadline|memory
local n, t = 0, {} while true do n = n + 1 t[n] = load('local t = {} t.field' .. n .. ' = 1 return t')() end
