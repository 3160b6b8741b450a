--@ 5.0 5.1 5.2: multiple assignment evaluates before it assigns
local a, b, c = 1, 2
print(a, b, c)
a, b = b, a
print(a, b)
local t = {1, 2, 3}
local i = 1
i, t[i] = i + 1, 20
print(i, t[1], t[2])
local function f() return 1, 2, 3 end
a, b, c = f()
print(a, b, c)
a, b, c = f(), 10
print(a, b, c)
a, b, c = (f())
print(a, b, c)
a, b, c = 0, f()
print(a, b, c)
t = {f(), f()}
print(table.concat(t, ","))
t = {f(), (f())}
print(table.concat(t, ","))
t = {(f()), x = f(), f()}
print(table.concat(t, ","), t.x)
do local a = a; a = a + 1; print(a) end
print(a)
local x = x
print(x)
x, x = 1, 2
print(x)
--@ 5.0 5.1 5.2: an upvalue is read before the call that stands behind it
local w = 1
local function set() w = w + 1 return w end
local function run()
  print(w + set()) print(w .. set()) print(w == set()) print(w < set()) print(w * (set())) print(-w - set()) print(w >= set() * 2)
end
run()
--@ 5.0 5.1 5.2: a local of the running function is a register, which operators and places read when they run
local one, two = {n = "one", 10, 20}, {n = "two", 30, 40}
local function show(name) print(name, one[1], one[2], one[3], one.y, two[1], two[2], two[3], two.y) one, two = {n = "one", 10, 20}, {n = "two", 30, 40} end
local function run()
  local t, i = one, 1
  local function set() t, i = two, 2 return 1 end
  local function again() t, i = one, 1 end
  print(t[set()]) again()
  print(t[i + set()]) again()
  print(i + set()) again()
  t.y = set() show("field") again()
  t.y = set() + 1 show("field of a sum") again()
  t[i] = set() show("item") again()
  t[i + 1] = set() show("item of a sum") again()
  t[i], two.y = set(), 5 show("two places") again()
  t[i], t = set(), one show("the table is assigned") again()
  t[i], i = set(), 1 show("the key is assigned") again()
  local made = {[i] = set()} print(made[1], made[2])
end
run()
--@ 5.0 5.1 5.2: the table and the key of an index are read before what stands behind them
local one, two = {n = "one", 10, 20, x = {5, 6}}, {n = "two", 30, 40, x = {7, 8}}
t, u = one, 1
local k = 1
local function set() t, k, u = two, 2, 2 return 1 end
local function again() t, k, u = one, 1, 1 end
local function run()
  print(t[set()], t[(set())], t.x[set()]) again()
  print(t[k], t[u], t.x[k]) again()
  t.y = set() print(one.y, two.y) again()
  t[k] = set() print(one[1], one[2], two[1], two[2]) again()
  one[k] = set() print(one[1], one[2]) again()
  one[u] = set() print(one[1], one[2]) again()
  for i = 1, 2 do one[k] = set() + i print(one[1], one[2]) again() end
  local made = {[k] = set(), [u] = set()} print(made[1], made[2]) again()
  local o = setmetatable({}, {__add = set, __unm = set, __index = set, __concat = set})
  print(k + o.x) again() print(k == o.x) again() print(t[-o], t[o + 1]) again() print(t[o.x]) again() print(u .. o.x) again()
end
run()
--@ 5.0 5.1 5.2: the method of a later argument is looked up after the arguments before it
local o = setmetatable({}, {__unm = function() end})
function told(x) print(x) return x end
coroutine.wrap(function() coroutine.yield() end)
local function run(n, t) told(print((told(n)), t:m())) end
print(pcall(run, 5, 7))
print(pcall(run, 6, o))
--@ 5.0 5.1 5.2: an upvalue that is indexed is read before the key, in 5.2 after it (GETTABUP, SETTABUP)
local one, two = {n = "one", 10, 20}, {n = "two", 30, 40}
local t = one
local function set() t = two return 1 end
local function run()
  print(t[set()]) t = one
  t[1] = set() print(one[1], two[1]) t = one
  t.y = set() print(one.y, two.y) t = one
  t.z, one.z = set(), 3 print(one.z, two.z) t = one
  t.w, t = set(), one print(one.w, two.w) t = one
  print((t)[set()]) t = one;
  (t).v = set() print(one.v, two.v)
end
run()
--@ 5.1 5.2: an upvalue that is appended to is read as any that is indexed
local one, two = {10, 20}, {30, 40, 50}
local t = one
local function set() t = two return 1 end
local function run() t[#t + 1] = set() print(#one, #two, two[3]) end
run()
--@ 5.0 5.1 5.2: targets without a value are assigned first
a, b = 1, 2
a, b = b print(a, b)
a, b, c = 1, 2, 3
a, b, c = c, b print(a, b, c)
a = "one"
a, a = a print(a)
local x, y = 1, 2
x, y = y print(x, y)
x, x = 5 print(x)
local t = { p = 1, q = 2 }
t.p, t.q = t.q print(t.p, t.q)
x, t = t print(x.p, t)
local list, i = { 1, 2 }, 1
i, list[i] = list[i] print(i, list[1])
local function last() return y, x, list end
x, y, list = list, last() print(x[2], y, list[2])
x, y = (last()) print(x, y)
--@ 5.0 5.1 5.2: numeric for
for i = 1, 3 do io.write(i, " ") end
for i = 3, 1 do io.write("never") end
for i = 3, 1, -1 do io.write(i, " ") end
for i = 1, 2, 0.25 do io.write(i, " ") end
for i = 0.1, 0.5, 0.1 do io.write(i, " ") end
for i = 1, 0, 1 do io.write("never") end
for i = 10, 1, -3 do io.write(i, " ") end
for i = "1", "3" do io.write(i + 0, " ") end
for i = 1, 1/0 do if i > 3 then break end io.write(i, " ") end
print()
for i = 2^53, 2^53 + 2 do print(string.format("%.0f", i)) break end
--@ 5.0 5.1 5.2: generic for with an iterator of one's own
local function range(n, i) i = i + 1 if i <= n then return i, i * i end end
for i, sq in range, 3, 0 do io.write(i, ":", sq, " ") end
local function closure(n) local i = 0 return function() i = i + 1 if i <= n then return i end end end
for i in closure(3) do io.write(i, " ") end
for a, b, c, d in function(s, x) if x == nil then return 1, 2, 3 end end do print(a, b, c, d) end
local calls = 0
for k in (function() calls = calls + 1 return nil end) do end
print(calls)
for k, v in pairs({10, 20, 30}) do io.write(k, "=", v, " ") end
for k, v in next, {x = 1} do io.write(k, "=", v, " ") end
print()
local t = {1, 2, 3, 4, 5}
for i, v in ipairs(t) do if v == 2 then t[4] = nil end io.write(v, " ") end
print()
t = {a = 1, b = 2, c = 3, d = 4}
local seen = 0
for k in pairs(t) do t[k] = nil seen = seen + 1 end
print(seen, next(t))
--@ 5.0 5.1 5.2: while, repeat and break
local i = 0
while true do i = i + 1 if i == 3 then break end end
print(i)
while i < 100 do
  for j = 1, 10 do if j == 5 then break end i = i + j end
  if i > 50 then break end
end
print(i)
local fs = {}
repeat local k = i; fs[1] = function() k = k + 1 return k end; i = i + 1 until i > 0
print(fs[1](), fs[1]())
while false do end
repeat until true
--@ 5.0 5.1 5.2: closures share and separate variables
local function counter() local n = 0 return function() n = n + 1 return n end, function() return n end end
local inc, get = counter()
inc() inc()
print(get())
local inc2, get2 = counter()
inc2()
print(get(), get2())
local fs = {}
local a = 1
local function outer() local b = 2 return function() a = a + 1 b = b + 1 return a, b end end
local f, g = outer(), outer()
print(f()) print(g()) print(f())
local function rec(n) if n == 0 then return function() return n end end return rec(n - 1) end
print(rec(5)())
local i = 1
local ws = {}
while i <= 3 do local j = i; ws[i] = function() j = j + 1; return j end i = i + 1 end
print(ws[1](), ws[1](), ws[2](), ws[3]())
print((function(a, b) return b, a end)(1, 2))
local function shadow(x) local x = x or 5; do local x = x + 1; x = x + 1 end return x end
print(shadow(), shadow(1))
--@ 5.1 5.2: varargs
local function f(...) return select("#", ...), ... end
print(f())
print(f(nil))
print(f(1, nil, 3, nil))
print((f(1, 2)))
local function g(a, ...) local b, c = ... return a, b, c end
print(g(1)) print(g(1, 2, 3, 4))
local function h(...) return {...}, {n = select("#", ...), ...} end
local t, u = h(1, 2, nil)
print(#t >= 2, u.n, u[1], u[2], u[3])
print(select(2, "a", "b", "c")) print(select(-1, "a", "b", "c")) print(select(-2, "a", "b", "c"))
print(pcall(select, 0, 1))
local function tail(...) return f(...) end
print(tail(1, 2, 3))
local function mid(...) return ..., 10 end
print(mid(1, 2, 3))
local function count(...) local n = 0 for i = 1, select("#", ...) do if (select(i, ...)) then n = n + 1 end end return n end
print(count(1, nil, false, true))
print(string.format("%s %s", (function(...) return ... end)("a", "b")))
local co = coroutine.wrap(function(...) local a, b = ... ; local c = coroutine.yield(a + b, ...) ; return c, ... end)
print(co(1, 2)) print(co(5))
print(math.max((unpack or table.unpack)({3, 9, 2})))
--@ 5.0: arg in functions with varargs
function f(...) return arg.n, arg[1], arg[2] end
print(f()) print(f(1, nil)) print(f(nil, 2, 3))
function g(a, ...) return a, arg.n, unpack(arg) end
print(g(1)) print(g(1, 2, 3))
local function h(...) return table.getn(arg), arg.n end
print(h(1, 2, 3, nil))
for k, v in {a = 1} do print(k, v) end
print(table.getn({1, 2, 3}), table.getn({n = 5}))
table.foreach({10, 20}, print)
table.foreachi({"a", "b"}, print)
print(math.mod(7, 3), math.mod(-7, 3))
print(string.gfind and string.gsub("hello", "l", "L"))
--@ 5.1: arg where it is not replaced by ...
function f(...) return arg.n, arg[1] end
print(f(5, nil))
function g(...) return arg, ... end
print(type(g(1)))
--@ 5.2: goto
do local i = 1 ::top:: if i <= 3 then io.write(i, " ") i = i + 1 goto top end print() end
for i = 1, 3 do for j = 1, 3 do if j == 2 then goto continue end io.write(i, j, " ") ::continue:: end end print()
do goto skip print("never") ::skip:: print("here") end
local fs = {}
do
  local n = 0
  ::again::
  local k = n
  fs[#fs + 1] = function() k = k + 1 return k end
  n = n + 1
  if n < 3 then goto again end
end
print(fs[1](), fs[1](), fs[2](), fs[3]())
for i = 1, 2 do
  ::a:: do goto b end
  ::b:: if i == 1 then goto c end
  print("second")
  ::c::
end
while true do if true then goto out end end ::out::
repeat local x = 1 if x then goto cont end ::cont:: until true
print(load("goto nowhere"))
print(load("do ::a:: end goto a"))
print(load("::a:: ::a::"))
print(load("goto f local x ::f:: x = 1"))
print(load("break"))
print(load("for i = 1, 2 do goto x; local a; ::x:: end"))
--@ 5.1 5.2: the condition of repeat sees the locals of its body
local i = 0
repeat local done = i > 5; i = i + 1 until done
print(i)
local f
repeat local k = i; f = function() k = k + 1 return k end until k > 0 and f() > 0
print(f(), f())
--@ 5.1 5.2: closures of a generic for have variables of their own
local fs = {}
for i, v in ipairs{"a", "b", "c"} do fs[i] = function() return i, v end end
print(fs[1]()) print(fs[3]())
--@ 5.0: closures of a loop share its variables
local fs = {}
for i, v in ipairs{"a", "b", "c"} do fs[i] = function() return i, v end if i == 2 then break end end
print(fs[1]()) print(fs[2]())
for i = 1, 3 do fs[i] = function(x) i = x or i return i end if i == 3 then break end end
print(fs[1](), fs[2](), fs[3](7), fs[1]())
--@ 5.1 5.2: locals of a pass
local fs = {}
for i = 1, 3 do local x = i * 10 fs[i] = function(v) if v then x = v end return x + i end end
print(fs[1](), fs[2](5), fs[2](), fs[3]())
--@ 5.1 5.2: the variable of a numeric for is a copy
for i = 1, 3 do local j = i; i = 10; io.write(i, j, " ") end
print()
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 1; return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())
--@ 5.1 5.2: loops with steps that only compute
local function run(from, to, step)
  local sum, count = 0, 0
  for i = from, to, step do
    sum = sum + i
    count = count + 1
    if count > 2000 then break end
  end
  return sum, count
end
print(run(1, 10, 2)) print(run(10, 1, -1)) print(run(10, 1, -3)) print(run(1, 0, 1)) print(run(1, 10, 0.1)) print(run(1, 2, 1e-9))
print(run(0, -5, -0.5)) print(run(5, 1, 1)) print(run(1, 5, -1)) print(run(1, 1 / 0, 3)) print(run(3, 3, -7)) print(run(1, 3000, 1.5))
print(run(1, 2, 0)) print(run(2, 1, 0)) print(pcall(run, 1, 2, "x")) print(run("1", "3", "1"))
local function far()
  local sum = 0
  for i = 50000, 1, -1 do sum = sum + i end
  for i = 1, 50000, 7 do sum = sum - i end
  return sum
end
print(far())
--@ 5.0 5.1 5.2: a numeric for has all its values before it looks at one
local function value(name, v) print(name) return v end
local t = {}
for _, f in ipairs({
  function() for i = t, value("limit", 3) do end end,
  function() for i = value("initial", nil), t.x.y do end end,
  function() for i = 1, value("limit", nil), value("step", 1) do end end,
  function() for i = t.x, t.x, t.x.y do end end,
  function() for i = "a", value("limit", 1) + t do end end,
}) do print(pcall(f)) end
--@ 5.0 5.1 5.2: what a loop's body assigns to the variables in its head changes no iteration
local n = 1
for i = 1, n do n = n + 1 io.write(i, " ") if i > 5 then break end end
n = 5
for i = n, (n) do n = n - 1 io.write(i, " ") end
n = 4
for i = 1, n do n = n - 1 io.write(i, " ") end print(n)
local s = 1
for i = 1, 9, s do s = s + 1 io.write(i, " ") end print(s)
local t = {4, 5, 6}
for k, v in next, t do t = {} io.write(k, v, " ") end print()
local iterator = next
for k, v in iterator, {7, 8, 9} do iterator = 5 io.write(k, v, " ") end print()
local function upTo5(s, i) i = i + 1 if i < 5 then return i, s end end
local state, from = 3, 0
for k, v in upTo5, state, from do state, from = 4, 3 io.write(k, v, " ") end print()
local function all(list, iterate, n, s)
  for i, v in ipairs(list) do list = {9} io.write(i, v, " ") end print()
  for i in iterate, list, 0 do list, iterate = 0, 0 io.write(i, " ") end print()
  for i = 1, n do n = 9 io.write(i, " ") end print()
  for i = n, 1, -3 do n = 1 io.write(i, " ") end print()
  for i = n, 9, s do n, s = 9, 1 io.write(i, " ") end print()
end
all({1, 2, 3}, upTo5, 4, 3)
--@ 5.0 5.1 5.2: the head of a for reads its variables before the calls behind them change them
g = 1
local u = 1
local function f() g = g + 5 u = u + 5 return 3 end
for i = g, f() do io.write(i, " ") end
for i = u, f() do io.write(i, " ") end print()
g, u = 1, 1
for i = 1, g, f() do io.write(i, " ") end
for i = 1, u, f() do io.write(i, " ") end
for i = g, g, f() do io.write(i, " ") end print()
g, u = 1, 1
for i = g, f() + 0 do io.write(i, " ") end
for i = u, (f()) do io.write(i, " ") end print()
