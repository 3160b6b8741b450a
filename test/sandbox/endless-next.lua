-- Work without end.
-- expect: limit fuel|deadline|memory
local t = {} for i = 1, 1e4 do t['k' .. i] = i end while true do for k in next, t do t[k] = nil break end next(t) end
