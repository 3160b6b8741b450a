-- Work without end.
-- expect: limit fuel|deadline|memory
local t = {} while true do rawset(t, 1, 1) rawget(t, 1) rawequal(t, t) type(t) end
