-- 5.1
-- shown chunk names: 60 characters at run time, 80 in syntax errors
local name = ("n"):rep(90)
print(select(2, loadstring("x =", name)))
print(select(2, pcall(loadstring("error('m')", name))))
print(select(2, loadstring("x =", "@" .. name)))
print(select(2, pcall(loadstring("error('m')", "@" .. name))))
print(select(2, pcall(loadstring("error('m')", "=" .. name))))
print(select(2, loadstring("x =", "a\0b")))
-- load asks once more after an end that comes first
local pieces, i = {"return 5"}, -1
print(load(function() i = i + 1 return pieces[i] end)())
-- environments of anything
local t = {}
local co = coroutine.create(function() return 1 end)
print(debug.setfenv(string.rep, t) == string.rep, debug.getfenv(string.rep) == t)
print(debug.setfenv(co, t) == co, debug.getfenv(co) == t)
print(pcall(function() debug.setfenv(t, t) end))
print(debug.getfenv(1), debug.getfenv("x"))
-- what require hands to a loader
package.preload.one = function(...) print(select("#", ...), ...) end
require "one"
-- searchers that give a number, a path that is one
package.preload.two = 5
print((select(2, pcall(require, "two")):match("^[^\n]*")))
package.path = 5
print((select(2, pcall(require, "three")):match("no file .5.")))
print(pcall(package.seeall), select("#", package.seeall({})))
print(loadstring("\27Lua"))
conflict = 1
print(pcall(module, "conflict")) print(pcall(module, "conflict.inner"))
print(pcall(module, "made.before.the.error")) print(type(made.before.the.error._M))
-- the width of an interval is one of C's ints
print(math.random(-2^31, 2^31 - 1)) print(math.random(-2^31, 0) < -2^31)
