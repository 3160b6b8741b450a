--@ 5.1 5.2: recursion, closures over changing variables
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
print(fib(15))
local function counter()
  local count = 0
  return function() count = count + 1 return count end, function(v) count = v end
end
local get, set = counter()
get() get()
print(get()) set(10) print(get())
local isodd
local function iseven(n) if n == 0 then return true end return isodd(n - 1) end
function isodd(n) if n == 0 then return false end return iseven(n - 1) end
print(iseven(10), isodd(7), iseven(7))
local fs = {}
for i = 1, 3 do
  local j = i
  fs[i] = function() j = j + 1 return i * 100 + j end
end
print(fs[1](), fs[1](), fs[2](), fs[3]())
--@ 5.1 5.2: numeric for in floating point
for x = 0.1, 0.55, 0.1 do print(x) end
for i = 3, 1 do print("never") end
for i = 1, 0, -0.25 do print(i) end
for i = "1", "3" do print(i + 0) end
for i = 1, 3 do local i = i * 2 print(i) end
for i = 1, 3 do i = i * 10 print(i) end
print(pcall(function() for i = 1, {} do end end))
print(pcall(function() for i = "x", 2 do end end))
print(pcall(function() for i = 1, 2, nil do end end))
print(pcall(function() for i = 1, 10, 0 do if i > 0 then error("once", 0) end end end))
--@ 5.1 5.2: tables built by constructors
local function three() return 1, 2, 3 end
print(#{three()}, #{three(), three()}, #{(three())}, #{three(), nil})
local t = {three(), x = 1, three(), [10] = "ten", "last"}
print(t[1], t[2], t[3], t[4], t.x, t[10])
local u = {[1] = "overwritten", "item"}
print(u[1])
local n = {1, nil, 3}
print(#n, n[3])
print(pcall(function() return {[nil] = 1} end))
print(pcall(function() local k = 0 / 0 return {[k] = 1} end))
--@ 5.1 5.2: methods, inheritance, metamethods
local A = {}
A.__index = A
function A.new(v) return setmetatable({v = v}, A) end
function A:get() return self.v end
function A:name() return "A" end
local B = setmetatable({}, {__index = A})
B.__index = B
function B.new(v) local o = A.new(v) return setmetatable(o, B) end
function B:name() return "B" .. A.name(self) end
local C = setmetatable({}, {__index = B})
C.__index = C
local c = setmetatable({v = 7}, C)
print(B.new(5):get(), B.new(5):name(), c:get(), c:name())
local ops = setmetatable({}, {
  __add = function(a, b) return "add" end, __sub = function() return "sub" end, __mul = function() return "mul" end,
  __div = function() return "div" end, __mod = function() return "mod" end, __pow = function() return "pow" end,
  __unm = function() return "unm" end, __concat = function() return "concat" end, __call = function(self, ...) return "call", ... end,
  __index = function(_, k) return k end, __lt = function() return true end, __le = function() return false end,
})
print(ops + 1, 1 - ops, ops * ops, ops / 2, ops % 2, 2 ^ ops, -ops, ops .. "x", "x" .. ops, 1 .. ops)
print(ops(1, 2))
print(ops.field, ops[12], ops < ops, ops <= ops, ops > ops, ops >= ops)
local log = {}
local proxy = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v * 2) log[#log + 1] = k end})
proxy.a = 1 proxy.a = 5 proxy[1] = 3
print(proxy.a, proxy[1], table.concat(log, ","))
--@ 5.1 5.2: errors in each kind of expression
local t = {}
local function try(f, ...) print(select(2, pcall(f, ...))) end
try(function() return t.x.y end)
try(function() return undefinedname.y end)
try(function() t.x.y = 1 end)
try(function() return t.x() end)
try(function() return t:nomethod() end)
try(function() undefinedfunction() end)
try(function() return 1 + {} end)
try(function() return t.a + 1 end)
try(function() return -t end)
try(function() return #5 end)
try(function() return t .. "x" end)
try(function() return "a" .. t.b end)
try(function() return 1 < "2" end)
try(function() return {} < {} end)
try(function() return nil > 1 end)
try(function() t[nil] = 1 end)
try(function() local a = "x" return a.b.c end)
try(function() error("with position") end)
try(function() error("without", 0) end)
try(function() local function inner() error("level 2", 2) end inner() end)
--@ 5.1 5.2: deep tail calls and deep recursion
local function loop(n) if n > 0 then return loop(n - 1) end return "done" end
print(loop(100000))
local a, b
function a(n) if n == 0 then return "a" end return b(n - 1) end
function b(n) if n == 0 then return "b" end return a(n - 1) end
print(a(50001))
local function deep(n) if n == 0 then return 0 end return 1 + deep(n - 1) end
print(deep(4000))
print((select(2, pcall(function() local function f() return 1 + f() end return f() end))) ~= nil)
--@ 5.2: yields through iterators, pcall, methods and tail calls
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
for x in gen(3) do print(x) end
local function inner(x) return coroutine.yield(x * 2) end
local object = {}
function object:run(x) local y = inner(x) return inner(y) end
local co = coroutine.create(function(x) local ok, v = pcall(object.run, object, x) return ok, v, "end" end)
print(coroutine.resume(co, 1))
print(coroutine.resume(co, 5))
print(coroutine.resume(co, 9))
print(coroutine.status(co), coroutine.resume(co))
local function each(list)
  return function(_, i) i = i + 1 coroutine.yield("step " .. i) if list[i] then return i, list[i] end end, nil, 0
end
local it = coroutine.wrap(function() for i, v in each({"a", "b"}) do coroutine.yield(i .. v) end return "finished" end)
for i = 1, 6 do print(it()) end
