-- Work without end.
-- expect: limit fuel|deadline|memory
local s = ('x'):rep(1e5) while true do s:upper() s:lower() s:reverse() s:len() end
