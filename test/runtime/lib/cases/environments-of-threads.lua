-- 5.1
print(setfenv(1, getfenv(1)) ~= nil)
local f = loadstring("return setfenv(1, getfenv(1))")
print(f == f())
local function g() return (setfenv(1, getfenv(1))) end
print(g == g())
local t = {tostring=tostring}
print(pcall(setfenv, 0, t)==true, select('#', setfenv(0, t)))
print(getfenv(0)==t, getfenv(1) == _G, loadstring("return x")() == nil, getfenv(loadstring("return x")) == t)
local co = coroutine.create(function() print("co", getfenv(0)==t, getfenv(1)==_G); setfenv(0, {tostring=tostring}); print(getfenv(0)==t) end)
print(coroutine.resume(co))
print(getfenv(0)==t)
local co2 = coroutine.create(function() end)
print(debug.getfenv(co2)==t, debug.setfenv(co2, _G)==co2, debug.getfenv(co2)==_G)
setfenv(0, _G)
print(debug.getfenv(co2)==_G)
local u, e = newproxy(), {}
print(debug.getfenv(u) == _G, debug.setfenv(u, e) == u, debug.getfenv(u) == e)
print(pcall(setfenv, string.rep, {}))
print(pcall(debug.setfenv, 1, {}))
local function outer() local h = setfenv(2, {_G=_G}) _G.print(h == inner) end
function inner() outer() end
inner()
