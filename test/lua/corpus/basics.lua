--@ 5.2: a bit of everything
local buf = {} local function out(...) for i = 1, select("#", ...) do buf[#buf+1] = tostring((select(i, ...))) end end local function flush() local s = table.concat(buf) buf = {} return s end
local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
print("fib", fib(20))
function gfib(n) if n < 2 then return n end return gfib(n-1) + gfib(n-2) end
print("gfib", gfib(15))
local t = {}
for i = 1, 10 do t[i] = i * i end
print(#t, t[3], t[10])
local s = 0
for i, v in ipairs(t) do s = s + v end
print("sum", s)
local names = {a = 1, b = 2}
local keys = {}
for k, v in pairs(names) do keys[#keys + 1] = k .. v end
table.sort(keys)
print(keys[1], keys[2])
local function counter() local c = 0 return function() c = c + 1 return c end end
local c1, c2 = counter(), counter()
print(c1(), c1(), c2())
local Account = {} Account.__index = Account
function Account.new(b) return setmetatable({balance = b}, Account) end
function Account:deposit(x) self.balance = self.balance + x return self end
local acc = Account.new(10)
print(acc:deposit(5):deposit(7).balance)
print(select("#", 1, nil, 3), (select(2, "a", "b", "c")))
local function va(...) local a, b = ... return select("#", ...), a, b, ... end
print(va(1, nil, 3))
print((va(1, 2)))
print(pcall(function() local x = nil; return x.y end))
print(pcall(function() error("boom") end))
print(pcall(error, {1}))
local a, b, c = (function() return 1, 2, 3 end)()
print(a, b, c)
a, b = b, a
print(a, b)
local i = 1
local arr = {10, 20, 30}
i, arr[i] = i + 1, 99
print(i, arr[1], arr[2])
print(("x"):rep(3), #"abc", "a" .. 1 .. 2.5)
local function tail(n) if n == 0 then return "done" end return tail(n - 1) end
print(tail(100000))
for i = 10, 1, -3 do out(i, " ") end print(flush())
for x = 0.1, 0.5, 0.1 do out(x, " ") end print(flush())
local n = 0
repeat local z = n n = n + 1 until z >= 3
print(n)
while true do n = n + 1 if n > 10 then break end end
print(n)
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto cont end out(i, ":", j, " ") ::cont:: end end print()
do local k = 0 ::top:: k = k + 1 if k < 5 then goto top end print("k", k) end
print(1 < 2, "a" < "b", 1 == 1.0, "1" == 1, not nil, 5 % 3, -5 % 3, 5 % -3, 2^10, 7 / 2)
print(nil == false, 1 and 2, nil or "x", false and 1, nil and 1 or 2)
local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a + i) end return "end" end)
print(co(10), co(20), co(30), co(40))
local t2 = {1, 2, 3, n = 3, [10] = "ten", va(5)}
print(#t2, t2[4], t2[5], t2.n, t2[10])
print(tostring(1e15), 1e100, 0x10, 1/0, -1/0, 2^53)
local mt = setmetatable({}, {__add = function(a, b) return "add" end, __index = function(t, k) return k .. "!" end, __call = function(self, x) return "called " .. x end, __eq = function() return true end, __lt = function() return true end, __len = function() return 42 end, __concat = function(a, b) return "cat" end})
print(mt + 1, mt.foo, mt("z"), mt == setmetatable({}, getmetatable(mt)), mt < mt, #mt, mt .. "x", "x" .. mt)
local fns = {}
for i = 1, 3 do fns[i] = function() i = i + 1 return i end end
print(fns[1](), fns[1](), fns[2]())
for k in string.gmatch("one two", "%a+") do out(k, ".") end print(flush())
error("final")

--@ 5.0 5.1 5.2: keys that next does not know
local function try(t, key) print(pcall(next, t, key)) end
try({}, 1)
try({[1.5] = 1}, 2)
try({x = 1}, 1)
try({[7] = 1, [2.5] = 2}, 30)
try({[1.5] = 1, [30] = 1}, 2 ^ 31)
try({1, 2, nil, 4, x = 1}, 5)
try({1, 2, 3}, 4)
try({1, 2, 3}, 0)
try({1, 2, nil, 4}, 100)
try({1, 2, nil, 4}, "x")
--@ 5.0 5.1 5.2: a traversal goes on from items that it has taken out
local t, seen = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0
local key = next(t)
while key do
  seen = seen + 1
  t[key] = nil
  if key == 10 then t[3] = nil t[7] = nil end
  key = next(t, key)
end
print(seen)
t, seen = {n = 1}, 0
for i = 1, 100 do t[i] = i end
key = next(t)
while key do
  seen = seen + 1
  if seen > 1 then t[key] = nil end
  if key == 50 then t[1] = nil end
  key = next(t, key)
end
print(seen)
t, seen = {x = 1, y = 2}, 0
for i = 20, 1, -1 do t[i] = i end
key = next(t)
while key do
  seen = seen + 1
  local following = next(t, key)
  t[key] = nil
  assert(next(t, key) == following)
  key = following
end
print(seen, next(t))
--@ 5.0 5.1 5.2: what pairs gives
local f, s = pairs({ 10, 20 })
print(f == next, f == pairs({}), f(s), f(s, 2))
print(pcall(f), pcall(f, 1))
for k, v in f, s do print(k, v) end
for k in f, { a = 1 } do print(k) end
print(pcall(function() for k in f, 1 do end end))
--@ 5.0 5.1 5.2: an option of getinfo that is C's
print(pcall(debug.getinfo, 1, ">n") and debug.getinfo(1, ">n").namewhat, pcall(debug.getinfo, 60, ">"))
print(type((select or function(n, a, b) return b end)(2, pcall(debug.getinfo, 1, ">"))))
print(pcall(debug.getinfo, 1, "n>"))
print(pcall(debug.getinfo, print, ">n"))
--@ 5.2: the function that it is about then
local info = debug.getinfo(1, ">fSlut")
print(info.func, info.what, info.source, info.currentline, info.nups, info.nparams, info.isvararg, info.istailcall)
