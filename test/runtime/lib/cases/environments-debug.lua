-- 5.1
local function f() return x end
x = "global"
print(f(), debug.setfenv(f, {x = "own"}) == f, f(), debug.getfenv(f) ~= _G)
