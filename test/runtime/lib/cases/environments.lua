-- 5.1
local function f() return x end setfenv(f, {x = 5}) print(f(), getfenv(f).x, x)
local function outer() setfenv(2, {print = print, z = 9}) end
local function g()
  outer()
  print(z)
end
g()
print(getfenv(1) == _G, getfenv() == _G, getfenv(0) == _G, getfenv(print) == _G, pcall(setfenv, string.rep, {}))
print(pcall(getfenv, -1)) print(pcall(getfenv, 50)) print(pcall(function() setfenv(1) end)) print(pcall(function() setfenv(f, 1) end))
local made = loadstring("y = 1 return function() return y end") local env = {} setfenv(made, env) print(made()(), env.y, y)
package.preload.m = function(...) module(..., package.seeall) function hello() return "hello from " .. _NAME end end
local m = require("m") print(m.hello(), m == package.loaded.m, m._M == m, m._PACKAGE == "", _G.m == m)
package.preload["a.b"] = function() module("a.b") v = 1 end require("a.b") print(a.b.v, a.b._PACKAGE, a.b._NAME)
print(pcall(function() string2 = 1 module("string2.x") end))
env = {print = print} setfenv(1, env) w = 5 print(env.w, w)
