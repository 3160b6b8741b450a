--@ 5.2: _ENV as a local, a parameter and an upvalue
local p = print
local function show() return x end
x = 1
p(show(), _ENV.x, _ENV == _G)
do local _ENV = {x = 5, print = print} print(x) y = 3 p(_ENV.y) end
local function sandbox(_ENV) z = 9 return z end
p(sandbox({}), z)
_ENV = setmetatable({}, {__index = _G})
print(x, show())
x = 7
print(x, show(), _G.x)
local function late(a) local q = tostring(a) w = q return w end
print(late(5), w, _G.w)

--@ 5.1: setfenv and getfenv
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

--@ 5.2: an environment that is no table is an upvalue, or a local variable
print(pcall(load("return x.y", "=n", "t", nil)))
print(pcall(load("x()", "=n", "t", 5)))
print(pcall(load("x = 1", "=n", "t", true)))
print(pcall(load("_ENV = nil; x = 1", "=n")))
print(pcall(load("local _ENV = nil; return x", "=n")))
print(pcall(load("local _ENV = nil; return (function() return x end)()", "=n")))
print(pcall(load("_ENV = nil; return (function() x = 1 end)()", "=n")))
