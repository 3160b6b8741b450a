-- Work without end.
-- expect: limit fuel|deadline|memory
local function f(...) return f(...) end f(1, 2, 3)
