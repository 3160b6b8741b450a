-- Work without end.
-- expect: limit fuel|deadline|memory
local n = 0 local t = {} while true do n = n + 1 t[('k'):rep(1000) .. n] = true t[('k'):rep(1000) .. n] = nil end
