-- Work without end.
-- expect: limit fuel|deadline|memory
local function f(n) if n == 0 then while true do debug.traceback() end end return (f(n - 1)) end f(150)
