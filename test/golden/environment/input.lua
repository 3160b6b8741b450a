x = 1
local function show() return x end
local env = {x = 2, print = print, tostring = tostring}
setfenv(show, env)
print(show(), x)
local function mk() return function() return x end end
local f1 = mk()
setfenv(mk, env)
local f2 = mk()
print(f1(), f2(), getfenv(f2) == env, getfenv(1) == _G)
setfenv(1, setmetatable({}, {__index = _G}))
x = 10
print(x, _G.x, show())
function g() return x end
print(g(), _G.g)
local y = 0
for i = 1, 3 do local f = function() y = y + i return y + x end print(f()) end
print(pcall(undefinedfn))
