-- 5.0 5.1 5.2
local co = coroutine
local c = co.create(function(a, b) print("start", a, b) local x = co.yield(a + b) print("got", x) local y, z = co.yield(x * 2) print(y, z) return "end", 1 end)
print(co.status(c)) print(co.resume(c, 1, 2)) print(co.status(c)) print(co.resume(c, 10)) print(co.resume(c, "y", "z")) print(co.status(c)) print(co.resume(c))
local w = co.wrap(function() for i = 1, 3 do co.yield(i) end end) print(w(), w(), w(), w()) print(pcall(w))
print(co.resume(co.create(function() error("inside") end))) print(co.resume(co.create(function() error({}) end)) == false) print(pcall(co.wrap(function() error("w", 0) end)))
print(pcall(function() co.resume(1) end)) print(pcall(function() co.status(nil) end)) print(pcall(function() co.wrap({}) end))
local inner = co.wrap(function() local ok, v = pcall(function() return 1 + co.yield("from pcall") end) print(ok, v) end)
local gen = co.wrap(function() local function walk(t) if type(t) == "table" then for _, v in ipairs(t) do walk(v) end else co.yield(t) end end walk({1, {2, {3, 4}}, 5}) end)
local sum = 0 for i = 1, 5 do sum = sum + gen() end print(sum)
local self self = co.create(function() return co.resume(self) end) print(co.resume(self)) print(co.status(self))
local outer outer = co.create(function() local i = co.create(function() return co.status(outer) end) return co.resume(i) end) print(co.resume(outer))
