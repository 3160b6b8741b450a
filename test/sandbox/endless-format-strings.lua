-- Work without end.
-- expect: limit fuel|deadline|memory
local s = ('x'):rep(1e5) while true do string.format('%s%s%s%q', s, s, s, s) end
