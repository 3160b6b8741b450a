-- Work without end.
-- expect: limit fuel|deadline|memory
local a = ('x'):rep(1e6) .. 'a' local b = ('x'):rep(1e6) .. 'b' while true do local c = a < b local d = a == b end
