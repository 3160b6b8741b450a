-- Work without end.
-- expect: limit fuel|deadline|memory
local function f(...) return f(1, ...) end pcall(f) while true do end
