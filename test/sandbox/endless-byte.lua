-- Work without end.
-- expect: limit fuel|deadline|memory
local s = ('x'):rep(100) while true do s:byte(1, -1) string.char(s:byte(1, 100)) end
