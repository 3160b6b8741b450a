--@ 5.0 5.1 5.2: tail calls
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + 1) end
print(loop(100000, 0))
local even, odd
function even(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return even(n - 1) end
print(even(30001), odd(30001))
local t = {} function t:run(n) if n == 0 then return "method", n end return self:run(n - 1) end
print(t:run(20000))
local function many(n, ...) if n == 0 then return 1, 2, 3 end return many(n - 1, n) end
print(many(10000))
local c = setmetatable({}, {}) getmetatable(c).__call = function(self, n) if n == 0 then return "called" end return self(n - 1) end
print(c(5000))
print(pcall(loop, 1000, {}) )
local function viapcall(n) if n == 0 then return "end" end return select and select(2, pcall(viapcall, n - 1)) or "end" end
print(viapcall(50))
--@ 5.1 5.2: deep recursion
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
print(depth(10000))
local function sum(t, i) if not t[i] then return 0 end return t[i] + sum(t, i + 1) end
local t = {} for i = 1, 5000 do t[i] = i end
print(sum(t, 1))
--@ 5.0 5.1 5.2: definitions and calls
local a = {b = {c = {}}}
function a.b.c.f(x) return x end
function a.b.c:m(x) return self == a.b.c, x end
print(a.b.c.f(1), a.b.c:m(2))
print((function() return 1, 2 end)())
local function none() end
print(none()) print((none())) print(type(none() == nil))
print(pcall(none)) print(tostring(none() == nil))
print(type{}, type"x", string.len[[long]])
local obj = {v = 1, add = function(self, n) self.v = self.v + n return self end}
print(obj:add(1):add(2).v)
local order = {}
local function note(x) table.insert(order, x) return x end
local t = {[note("k1")] = note("v1"), note("i1"), x = note("x")}
local r = note(1) + note(2) * note(3)
local f = function(...) return 0 end
f(note("a"), note("b"), note("c"))
t[note("tk")] = note("tv")
print(table.concat(order, " "))
local function f2(a, b, c) return c, b, a end
print(f2(1)) print(f2(1, 2, 3, 4)) print((f2(1, 2, 3)))
print(f2(f2(1, 2, 3)))
print(f2(f2(1, 2, 3), 4))
--@ 5.1 5.2: loading code
local load = loadstring or load
print(load("return ...", "=name")(1, 2))
print(load("return 1 + 1")()) print(load("x = "))
print(pcall(load("error('here')", "@file.lua"))) print(pcall(load("error('here')", "=name"))) print(pcall(load("error('here')", "some code")))
print(pcall(load("\n\nlocal x = nil + 1", "line one\nline two")))
print(load("return", "=(x)"))
G = 1 load("G = G + 1")() print(G)
local parts = {"return ", "1", "+", "2", nil}
local i = 0
print((_G.load)(function() i = i + 1 return parts[i] end)())
print(pcall(_G.load, function() error("reader") end))
print((_G.load)(function() return nil end)())
--@ 5.0 5.1: environments of functions
local env = {print = print}
local f = function() x = 5 return y end
setfenv(f, env) f() print(env.x, x, rawget(_G, "x"))
print(getfenv(f) == env, getfenv(1) == _G, getfenv(type) == _G)
local function g() setfenv(1, {print = print}) z = 1 print(z) end
g() print(z)
print(pcall(function() setfenv(20, {}) end))
--@ 5.2: _ENV
local function f() local _ENV = {y = 2} x = 1 return x, y end
print(f()) print(x)
local env = {print = print}
load("print(a) a = 1", "n", "t", env)() print(env.a, a)
do local _ENV = setmetatable({}, {__index = _G}) w = 5 print(w) end print(w)
local function g(_ENV) return v end print(g({v = 9}))
print(pcall(load("return x.y", "=n", "t", {})))
_ENV.q = 7 print(q)
--@ 5.0 5.1 5.2: sort
local t = {5, 2, 8, 1, 9, 3} table.sort(t) print(table.concat(t, " "))
table.sort(t, function(a, b) return a > b end) print(table.concat(t, " "))
local words = {"pear", "Apple", "fig", "banana"} table.sort(words) print(table.concat(words, " "))
table.sort(words, function(a, b) return string.len(a) < string.len(b) or (string.len(a) == string.len(b) and a < b) end) print(table.concat(words, " "))
print(pcall(table.sort, {3, 1, "x"})) print(pcall(table.sort, {1, 2, 3}, function() error("cmp") end))
local big = {} for i = 1, 200 do big[i] = i * 7919 - math.floor(i * 7919 / 211) * 211 end table.sort(big) local ok = true for i = 2, 200 do ok = ok and big[i - 1] <= big[i] end print(ok)
--@ 5.2: yields inside metamethods
local log = {}
local function step(name, ...) log[#log + 1] = name coroutine.yield(name) return ... end
local M = {
  __add = function(a, b) return step("add", 1) end, __sub = function() return step("sub", 2) end, __unm = function() return step("unm", 3) end,
  __concat = function() return step("concat", "c") end, __len = function() return step("len", 4) end,
  __eq = function() return step("eq", true) end, __lt = function() return step("lt", 1) end, __le = function() return step("le", nil) end,
  __index = function(t, k) return step("index", k .. "!") end,
  __newindex = function(t, k, v) step("newindex") rawset(t, k, v) end,
  __call = function(self, x) return step("call", x) end,
}
local function new() return setmetatable({}, M) end
local co = coroutine.wrap(function()
  local a, b = new(), new()
  local sum = a + 1
  for i = 1, 2 do sum = sum + (a - i) end
  print(sum, -a, a .. "x", "x" .. a, #a, a == b, a ~= b, a < b, a <= b, a > b)
  print(a.field, a[1], a("called"))
  a.x, b.y = 1, 2
  print(a.x, b.y)
  if a == b and a < b then print("yes") end
  while a <= b do print("never") end
  local t = {a.one, a + b, n = #a}
  print(t[1], t[2], t.n)
  return "end"
end)
while true do
  local r = co()
  if r == "end" then break end
end
print(table.concat(log, " "))
--@ 5.1 5.2: dumped functions come back with fresh upvalues
local load = loadstring or load
local a, b = 20, 30
local x = load(string.dump(function(x) if x == "set" then a = 10; b = (b or 0) + 1 else return a, b end end))
print(x()) x("set") print(x()) print(a, b)
print(string.sub(string.dump(x), 2, 4), pcall(string.dump, type))
local t = {} function t.m(y) return y end function t:n(y) return self, y end function t:o() return self end
print(load(string.dump(t.m))(5), load(string.dump(t.n))(1, 2)) print(load(string.dump(t.o))(7))
print(pcall(load(string.dump(load("x = 1\nreturn error('here', 1)", "=nm")))))
print(load(string.dump(function(...) return ... end))(1, 2, 3))
local function lines()

  error("x") end
print(pcall(load(string.dump(lines))))
print(load("\27Lua garbage"))
--@ 5.0 5.1 5.2: long chunk names
local load = loadstring or load
local x = string.rep("x", 200)
local names = {x, "@" .. x, "=" .. x, "ab\n" .. x, string.rep("y", 43), string.rep("y", 44), string.rep("y", 45), string.rep("y", 62), string.rep("y", 63), string.rep("y", 64), "@" .. string.rep("z", 59), "@" .. string.rep("z", 60), "@" .. string.rep("z", 72), "@" .. string.rep("z", 73)}
for _, name in ipairs(names) do local _, e = load("x =", name) print(e) end
--@ 5.0 5.1 5.2: closures that share a variable which changes
local function pair(n)
  return function() n = n + 1 return n end, function(m) n = m end
end
local up, set = pair(1)
print(up(), up()) set(10) print(up())
local made = {}
local function fill()
  local all = 0
  for i = 1, 3 do
    local own = i * 10
    made[i] = function(d) own = own + d all = all + d return own, all end
  end
  local k = 0
  while k < 2 do
    local inner = k
    made[4 + k] = function() inner = inner + 1 return function() inner = inner + 1 return inner end end
    k = k + 1
  end
  repeat local last = all; made[6] = function() last = last + 1 return last end until true
end
fill()
print(made[1](1), made[1](1), made[2](5), made[3](0))
print(made[4]()(), made[5]()(), made[4]()(), made[6](), made[6]())
local function deep(x)
  return function() return function() x = x .. "!" return x end end
end
local d = deep("a") print(d()(), d()(), d()())
local function called(f)
  local seen = 0
  f(function() seen = seen + 1 end)
  return function() seen = seen + 1 return seen end
end
print(called(function(g) g() g() end)())
local function recursive(n)
  local down
  down = function(k) if k == 0 then return n end n = n + k return down(k - 1) end
  return down(n)
end
print(recursive(4))
--@ 5.1 5.2: select of the arguments
local function all(...)
  local texts = {}
  for i = 1, select("#", ...) do texts[#texts + 1] = tostring((select(i, ...))) end
  return table.concat(texts, ",")
end
print(all(), all(nil), all(1, nil, 3, nil), all("a", "b"))
local function at(i, ...) local v = select(i, ...) return v end
print(at(1, "x", "y"), at(2, "x", "y"), at(3, "x", "y"), at(-1, "x", "y"), at("2", "x", "y"), at(1.9, "x", "y"), at("#", 1, nil))
print(pcall(at, 0, 1)) print(pcall(at, -3, 1)) print(pcall(at, {}, 1)) print(pcall(at, nil, 1))
local function rest(i, ...) return select(i, ...) end
print(rest(2, 1, 2, 3)) print((rest(2, 1, 2, 3))) print(rest("#", 1, 2, 3))
local function yields(...)
  local n = 0
  for i = 1, select("#", ...) do n = n + coroutine.yield((select(i, ...))) end
  return n
end
local co = coroutine.wrap(yields) print(co(1, "two", nil), co(1), co(2), co(3))
local stock = select
select = function(n, ...) return "mine", n, ... end
local ok, one, more = pcall(all, 1, 2), at(1, 2), {rest(1, 2)}
select = stock
print(ok, one, more[1], more[2], more[3])
--@ 5.0 5.1: arg is a table until it is assigned something else
local function last(...)
  if arg.n > 1 then arg = 5 end
  return arg + 1
end
print(pcall(last, 1, 2))
print(pcall(last, 1))
--@ 5.1 5.2: methods of several classes called at one place, with waits, varargs and later changes
local A, B, C = {}, {}, {}
A.__index, B.__index, C.__index = A, B, C
function A:f(x, y) return "A" .. tostring(x) .. tostring(y) end
function B:f(x) local v = coroutine.yield("B" .. tostring(x)) return "B" .. tostring(v), x end
function C.f(...) return select("#", ...) end
if A then function A:g() return self:f(1) end end
do function B:g() return (self:f(2)) end end
for i = 1, 2 do C.g = function(self) return self:f(i, i, i) end end
local function id(...) return ... end
local function calls(o)
  local n = 1
  local function bump() n = n + 1 return n end
  local a, b = o:f(n, bump())
  print(a, b, n)
  print(o:f(n, bump(), n), n)
  print(o:f(id(1, 2, 3)))
  print((o:f(bump() + 1, n)))
  return o:f(n)
end
local function run(f)
  local co = coroutine.wrap(function() return "end", f() end)
  for i = 1, 20 do
    local word, a, b = co(i)
    print(word, a, b)
    if word == "end" then break end
  end
end
for _, c in ipairs{A, B, C} do
  local o = setmetatable({}, c)
  run(function() return calls(o) end)
  run(function() return o:g() end)
end
A.f = function(self) return "new" end
print(setmetatable({}, A):g(), pcall(function() local o = {} o:f(1) end))
A.f = 5
print(pcall(function() local o = setmetatable({}, A) o:f(1) end))
print(pcall(function() local s = "x" return s:f(1) end))
--@ 5.2: methods that a jump defines again
local A, B, n = {}, {}, 0
A.__index, B.__index = A, B
::top::
function A:f() return "A" .. n end
function B:f() return "B" .. n end
n = n + 1
if n < 3 then goto top end
local function look(o) return o:f() end
print(look(setmetatable({}, A)), look(setmetatable({}, B)))
--@ 5.1 5.2: lists of the arguments
local function longer(...) local t = {...} for i = 1, 3 do t[#t + 1] = i end return #t, t[1] end
print(longer(7, 8), longer(), longer("a"))
local function twice(...) local a, b = {...}, {...} a[1] = "changed" return b[1], #b end
print(twice(1, 2))
local function after(...) local t = {...} t[1] = "changed" return ... end
print(after(1, 2))
local function turns(...) local s = "" for i = 1, 3 do local t = {...} t[#t + 1] = i s = s .. #t end return s end
print(turns(1, 2))
local function while_(...) local n = 0 while #{...} > n do n = n + 1 end return n end
print(while_(1, 2, 3))
for _, v in ipairs((function(...) return {...} end)(4, 5)) do print(v) end
local function each(...) local s = 0 for _, v in ipairs({...}) do s = s + v end return s end
print(each(1, 2, 3), each())
local function nested(...) local t = {...} return function(...) local u = {...} u[1] = t[1] return u[1], #u, #t end end
print(nested(1, 2)(8, 9, 10))
local function waits(...)
  local t = {...}
  coroutine.yield(#t)
  t[#t + 1] = 5
  coroutine.yield(#t, t[1])
  return t[#t]
end
local co = coroutine.wrap(waits)
print(co(1, 2)) print(co()) print(co())
local function several() return 1, 2, 3 end
local kept = {several()}
kept[1] = "mine"
print(#kept, ({several()})[1], #{several(), several()}, #{(several())})
local function count(...) return select("#", ...) end
print(count(), count(nil, nil), (count(1)))
local stock = select
select = function(...) return "mine", ... end
local mine, what, first = count(1, 2)
select = stock
print(mine, what, first)
