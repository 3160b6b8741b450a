-- Work without end.
-- expect: limit fuel|deadline|memory
local function f() local ok = pcall(f) return ok end while true do f() end
