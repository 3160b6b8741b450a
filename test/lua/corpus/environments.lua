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

--@ 5.0 5.1 5.2: a metatable of the globals is asked once for each read of a nil global, in order
do
  local n = 0
  local function start() n = 0 end
  setmetatable(_G, { __index = function(_, k) n = n + 1 return n end })
  x = 10
  local t = {}
  print(x + z, n) print(z - 1, n) print(z * z, n) print(z < 5, n) print(-z, n) print(z .. "a" .. y, n)
  print(z == 3, n) print(z ^ 2, n) print(z and y, n) print(not z, n) print(math.floor(z), n) print(t[z], n)
  start()
  t[z] = z
  print(next(t))
  if z > y then print("never") elseif z then print("then", n) end
  for i = z, y + 2 do print(i) end
  for i = 1, 3 do x = x + z end
  print(x, n)
  local a, b = z, y + 2
  local list = { z, y + 1, k = z - y }
  print(a, b, list[1], list[2], list.k, n)
  setmetatable(_G, nil)
end
--@ 5.0 5.1 5.2: globals that are set to nil ask the metatable of the globals again, whatever they held when it was set
first, second, third, fourth = 1, 2, 3, 4
local told = {}
setmetatable(_G, {
  __index = function(_, name) return "no " .. name end,
  __newindex = function(t, name, value)
    told[name] = (told[name] or 0) + 1
    rawset(t, name, value)
  end,
})
first = nil
print(first, rawget(_G, "first"))
first = 5
print(first, told.first)
local function nothing() return nil end
second = nothing()
print(second)
second, third = 1, nothing()
print(second, third, told.second, told.third)
rawset(_G, "fourth", nil)
print(fourth)
for i = 1, 3 do
  fourth = i
  fourth = nil
end
print(fourth, told.fourth)
local function each()
  for i = 1, 2 do
    third = nothing()
    third = i
  end
end
each()
print(third, told.third)
setmetatable(_G, nil)
third = nil
print(third, first)
--@ 5.0 5.1: functions of a chunk that runs in a table have environments of their own
local table1 = setmetatable({}, {__index = _G})
local chunk = loadstring("x = 1 function get() return x end return function() return x, get() end")
setfenv(chunk, table1)
local inner = chunk()
print(x, table1.x, inner(), getfenv(inner) == table1, getfenv(table1.get) == table1, getfenv(chunk) == table1)
setfenv(inner, {x = 2, get = table1.get})
print(inner())
setfenv(table1.get, {x = 3})
print(inner())
print(table1.get(), getfenv(inner).x, getfenv(chunk) == table1)
--@ 5.1 5.2: a module that takes itself out of package.loaded
package.preload.gone = function(name) package.loaded[name] = nil end
print(require("gone"), package.loaded.gone)
package.preload.refused = function(name) package.loaded[name] = false end
print(require("refused"), package.loaded.refused)
package.preload.silent = function() end
print(require("silent"), package.loaded.silent)
--@ 5.2: the registry begins with the main thread and the globals
local registry = debug.getregistry()
print(registry[1] == coroutine.running(), registry[2] == _G, type(registry._LOADED))
--@ 5.0 5.1: functions with the names of JavaScript's own fields have environments
local getfenv = getfenv
local function constructor() return getfenv(1) end
local function __proto__() return getfenv(1) end
local function toString() return getfenv(1) end
local t = {print = print}
setfenv(constructor, t) setfenv(__proto__, t)
print(constructor() == t, __proto__() == t, toString() == _G)
local valueOf = loadstring("return function() return hasOwnProperty, getfenv(1) end")()
print(select("#", valueOf()), select(2, valueOf()) == _G)
--@ 5.1 5.2: what sees the names of a module
local print, module, pcall, type = print, module, pcall, type
place = "outside"
local function see() return place end
module("a.module", function(m) print("option", m._NAME, place, see()) end)
print(place, see())
place = "inside"
print(place, see())
local function other() module("another") place = "there" return place end
print(pcall(other))
print(place, see())
--@ 5.1 5.2: package.path ends at a zero
package.path = "?.here;./?.there\0;?.beyond"
package.cpath = ""
print(pcall(require, "nothing"))
if package.searchpath then print(package.searchpath("nothing", "?.here\0;?.beyond")) end
