-- Work without end.
-- expect: limit fuel|deadline|memory
local function f() while true do pcall(coroutine.wrap(f)) end end f()
