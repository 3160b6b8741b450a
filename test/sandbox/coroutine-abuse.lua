-- Coroutines that resume themselves, each other, the dead, and from inside library callbacks.
-- expect: prints
local co
co = coroutine.create(function() return coroutine.resume(co) end)
local ok, a, b = coroutine.resume(co)
assert(ok and a == false)
assert(not coroutine.resume(co))
local x, y
x = coroutine.create(function() return coroutine.resume(y) end)
y = coroutine.create(function() return coroutine.resume(x) end)
assert(coroutine.resume(x))
local w
w = coroutine.wrap(function() return w() end)
assert(not pcall(w))
assert(not pcall(coroutine.wrap(function() error({}) end)))
local self = coroutine.running()
local inner = coroutine.wrap(function()
  for i = 1, 100 do
    local ok, v = pcall(string.gsub, "abc", ".", function(c) return coroutine.yield(c) end)
    coroutine.yield(ok)
  end
end)
for i = 1, 50 do pcall(inner, "z") end
local s = coroutine.wrap(function() table.sort({3, 1, 2}, function(a, b) coroutine.yield() return a < b end) end)
for i = 1, 20 do pcall(s) end
local many = {}
for i = 1, 2000 do
  many[i] = coroutine.create(function(...) local t = {...} coroutine.yield(t) error(t) end)
  assert(coroutine.resume(many[i], i))
end
for i = 1, 2000, 3 do assert(not coroutine.resume(many[i])) end
assert(coroutine.status(many[1]) == "dead" and coroutine.status(many[2]) == "suspended")
assert(not pcall(coroutine.resume, nil))
assert(not pcall(coroutine.create, 1))
pcall(coroutine.yield)
local f = coroutine.wrap(function() pcall(function() pcall(function() coroutine.yield(1) error("x") end) coroutine.yield(2) end) return 3 end)
assert(f() == 1 and f() == 2 and f() == 3)
print("held")
