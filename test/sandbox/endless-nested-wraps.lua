-- Coroutines that wrap one another as deep as they may; the error at the bottom gets a position in each of them on its way out.
-- expect: limit fuel|deadline
local function f() return coroutine.wrap(f)() end
while true do pcall(f) end
