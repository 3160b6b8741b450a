-- Work without end.
-- expect: limit fuel|deadline|memory
local s = ('x = 1 '):rep(2000) while true do load(s .. '--' .. tostring({})) end
