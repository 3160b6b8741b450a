-- Work without end.
-- expect: limit fuel|deadline|memory
local s = ('1'):rep(1e5) while true do tonumber(s) tonumber(s, 36) end
