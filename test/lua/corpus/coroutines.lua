--@ 5.0 5.1 5.2: values in and out
local co = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2, "x")
  return d, e, "end"
end)
print(coroutine.status(co))
print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, "d", "e"))
print(coroutine.status(co), coroutine.resume(co))
local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
print(gen(), gen(), gen(), gen())
print(pcall(gen))
--@ 5.0 5.1 5.2: yields from deep calls and loops
local function walk(t) if type(t) == "table" then for i = 1, 2 do walk(t[i]) end else coroutine.yield(t) end end
local out = {}
for v in coroutine.wrap(function() walk({{1, 2}, {{3, 4}, 5}}) end) do table.insert(out, v) end
print(table.concat(out, " "))
local function perm(a, n) if n == 0 then coroutine.yield(table.concat(a)) else for i = 1, n do a[n], a[i] = a[i], a[n] perm(a, n - 1) a[n], a[i] = a[i], a[n] end end end
for p in coroutine.wrap(function() perm({"a", "b", "c"}, 3) end) do io.write(p, " ") end print()
local co = coroutine.wrap(function(...)
  local sum, x = 0, coroutine.yield("start")
  while x do sum = sum + x; x = coroutine.yield(sum) end
  return "done", sum
end)
print(co()) print(co(1)) print(co(2)) print(co(nil))
co = coroutine.wrap(function()
  local t = {coroutine.yield(1), coroutine.yield(2), x = coroutine.yield(3)}
  return t[1], t[2], t.x, coroutine.yield(4) + coroutine.yield(5)
end)
print(co()) for i = 1, 5 do print(co(i * 10)) end
co = coroutine.wrap(function() local a = coroutine.yield() and coroutine.yield() or coroutine.yield() return a end)
co() co(true) co(false) print(co("last"))
co = coroutine.wrap(function() if coroutine.yield(1) then return coroutine.yield(2) end while coroutine.yield(3) do end repeat local x = coroutine.yield(4) until x return "e" end)
print(co()) print(co(false)) print(co(true)) print(co(false)) print(co(nil)) print(co(1))
co = coroutine.wrap(function() for i = coroutine.yield("init"), coroutine.yield("limit"), coroutine.yield("step") do coroutine.yield(i) end return "over" end)
print(co()) print(co(1)) print(co(5)) print(co(2)) print(co()) print(co()) print(co())
co = coroutine.wrap(function() local f = coroutine.yield("f") return f(coroutine.yield("a"), coroutine.yield("b")) end)
print(co()) print(co(function(a, b) return a .. b end)) print(co("x")) print(co("y"))
co = coroutine.wrap(function() local t = {n = 1} t[coroutine.yield("key")] = coroutine.yield("value") return t.k end)
print(co()) print(co("k")) print(co("v"))
--@ 5.0 5.1 5.2: errors in coroutines
local co = coroutine.create(function() local x = nil; return x.y end)
print(coroutine.resume(co)) print(coroutine.status(co)) print(coroutine.resume(co))
co = coroutine.create(function() coroutine.yield() error({code = 5}) end)
print(coroutine.resume(co))
local ok, e = coroutine.resume(co) print(ok, e.code)
co = coroutine.create(function() local ok, e = pcall(error, "inner") coroutine.yield(ok, e) error("outer") end)
print(coroutine.resume(co)) print(coroutine.resume(co))
print(coroutine.resume(coroutine.create(function() return pcall(error, "x") end)))
local inner = coroutine.create(function() error("from inner") end)
print(coroutine.resume(coroutine.create(function() print(coroutine.resume(inner)) error("from outer") end)))
--@ 5.2: yields across pcall, xpcall, metamethods and iterators
local co = coroutine.wrap(function()
  print(pcall(function() coroutine.yield(1) error("after") end))
  print(xpcall(function() coroutine.yield(2) error("again") end, function(m) return "h:" .. m end))
  print(pcall(pcall, coroutine.yield, 3))
  return select("#", pcall(coroutine.yield))
end)
print(co()) print(co()) print(co()) print(co("back")) print(co())
--@ 5.2: yields in metamethods
local mt = {__add = function(a, b) return coroutine.yield("add") end, __index = function(t, k) return coroutine.yield(k) end,
  __eq = function() return coroutine.yield("eq") end, __lt = function() return coroutine.yield("lt") end, __concat = function() return coroutine.yield("cat") end,
  __newindex = function(t, k, v) coroutine.yield("new") rawset(t, k, v) end, __unm = function() return coroutine.yield("unm") end, __len = function() return coroutine.yield("len") end,
  __call = function(self, x) return coroutine.yield(x) end, __le = function() return coroutine.yield("le") end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local co = coroutine.wrap(function()
  local r = {a + b, a.x, a == b, a < b, a .. b .. "c", -a, #a, a("called"), a <= b, not (a > b)}
  a.y = 5
  for i = 1, 10 do r[i] = tostring(r[i]) end
  return table.concat(r, " "), rawget(a, "y")
end)
local v = co()
while v ~= nil do io.write(v, ";") local n, m = co("<" .. v .. ">") if m then print(n, m) break end v = n end
--@ 5.2: yields in iterators
local co = coroutine.wrap(function()
  for k, v in function(_, k) return coroutine.yield(k or "begin") end do io.write(tostring(k), tostring(v), " ") end
  for k in pairs(setmetatable({}, {__pairs = function(t) coroutine.yield("p") return next, {z = 1} end})) do io.write(k, " ") end
  print()
  return "end"
end)
print(co()) print(co("a", 1)) print(co("b", 2)) print(co(nil)) print(co())
--@ 5.0 5.1 5.2: status, running and nesting
local co
co = coroutine.create(function() print(coroutine.status(co)) local c2 = coroutine.create(function() print(coroutine.status(co)) end) coroutine.resume(c2) print(coroutine.status(c2)) end)
coroutine.resume(co) print(coroutine.status(co))
local function gen(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i) end end) end
local function filter(p, g) return coroutine.wrap(function() while true do local n = g() if n == nil then return end if p(n) then coroutine.yield(n) end end end) end
for x in filter(function(n) return n ~= 2 end, gen(4)) do io.write(x, " ") end print()
local function show(a, b) print(a, b) end
print(type(coroutine.create(show)), pcall(coroutine.wrap(show), 1, 2))
--@ 5.1 5.2: running
print(coroutine.running() == nil or type(coroutine.running()))
local co co = coroutine.create(function() print(coroutine.running() == co) end) coroutine.resume(co)
--@ 5.0 5.1 5.2: many coroutines and long chains
local cs = {}
for i = 1, 500 do cs[i] = coroutine.wrap(function() local s = 0 while true do s = s + coroutine.yield(s) end end) cs[i]() end
local total = 0
for r = 1, 3 do for i = 1, 500 do total = total + cs[i](i) end end
print(total)
local function deep(n) if n == 0 then coroutine.yield("deep") return 0 end return 1 + deep(n - 1) end
local co = coroutine.wrap(function() return deep(1000) end)
print(co()) print(co())
--@ 5.0 5.1 5.2: errors that leave a wrapped coroutine
local function failing() coroutine.yield(1) error("inside") end
local w = coroutine.wrap(failing) w()
print(pcall(w))
w = coroutine.wrap(failing) w()
print(pcall(function() w() end))
w = coroutine.wrap(function() coroutine.yield(-nil) end)
print(pcall(w))
w = coroutine.wrap(function() local inner = coroutine.wrap(failing) inner() inner() end)
print(pcall(function()
  w() end))
--@ 5.1 5.2: a loop that yields and is resumed with any number of values
local unpack = table.unpack or unpack
local function count(...) return select("#", ...) end
local function two() return "r1", "r2" end
local function none() end
local co = coroutine.create(function(...)
  local got = count(...)
  for round = 1, 2 do
    got = got .. "," .. count(coroutine.yield())
    got = got .. "," .. count(coroutine.yield(nil))
    got = got .. "," .. count(coroutine.yield(1, nil))
    got = got .. "," .. count(coroutine.yield(1, 2, nil))
    got = got .. "," .. count(coroutine.yield(1, 2, 3, 4, nil))
    got = got .. "," .. count(coroutine.yield(two()))
    got = got .. "," .. count(coroutine.yield(0, none()))
    got = got .. "," .. count(coroutine.yield(0, (two())))
    local a, b, c, d, e = coroutine.yield(unpack({ 1, 2, 3, 4, 5, 6 }))
    got = got .. tostring(a) .. tostring(b) .. tostring(c) .. tostring(d) .. tostring(e)
  end
  return got
end)
for i = 0, 18 do
  local values, n = {}, i - math.floor(i / 6) * 6
  for k = 1, n do values[k] = k end
  print(i, coroutine.status(co), coroutine.resume(co, unpack(values, 1, n)))
end
print(coroutine.status(co))
--@ 5.0 5.1 5.2: yields whose values call, yield and fail themselves
local function boom() error("boom") end
local co = coroutine.wrap(function()
  for i = 1, 3 do
    local x = coroutine.yield(i, coroutine.yield(i * 10), coroutine.yield(i * 100))
    if x == "stop" then coroutine.yield(boom()) end
  end
end)
print(co()) print(co("a")) print(co("b", "c")) print(co())
print(co("d")) print(co("e")) print(co("f"))
print(pcall(co, "stop"))
print(pcall(co))
--@ 5.1 5.2: coroutine.yield is replaced while a loop yields
local real = coroutine.yield
local library = coroutine
local co = coroutine.wrap(function()
  for i = 1, 6 do print("got", library.yield(i)) end
  return "end"
end)
print(co()) print(co("a"))
rawset(coroutine, "yield", function(x) return "replaced", x end)
print(co("b"))
rawset(coroutine, "yield", real)
print(pcall(co))
local again = coroutine.wrap(function() for i = 1, 3 do library.yield(i) end end)
print(again(), again())
rawset(coroutine, "yield", nil)
print(pcall(again))
--@ 5.0 5.1 5.2: yields by a local name, and in tail position
local yield, co = coroutine.yield, coroutine
local function tail(x) return yield(x) end
local function deep(n, x) if n == 0 then return tail(x) end local r = deep(n - 1, x) return r end
local f = co.wrap(function()
  local sum = 0
  for i = 1, 3 do sum = sum + yield(i) + tail(i) + deep(5, i) end
  return yield(sum)
end)
local v = f()
for i = 1, 10 do io.write(v, " ") v = f(i) end
print(v)
print(pcall(f))
--@ 5.1 5.2: states, errors and tracebacks of a coroutine that has yielded in loops
local inner, outer
inner = coroutine.create(function()
  for i = 1, 3 do
    print("in", coroutine.status(inner), coroutine.status(outer), coroutine.running() == inner)
    coroutine.yield(i)
  end
  local nothing
  return nothing.field
end)
outer = coroutine.create(function()
  while coroutine.status(inner) ~= "dead" do
    print("out", coroutine.resume(inner))
    print(coroutine.resume(outer))
    print(pcall(coroutine.wrap(function() return coroutine.resume(inner) end)))
    coroutine.yield(coroutine.status(inner))
  end
end)
for i = 1, 4 do print("main", coroutine.resume(outer)) end
print(coroutine.status(inner), coroutine.status(outer))
print(coroutine.resume(inner))
--@ 5.2: yields in loops inside pcall
local co = coroutine.wrap(function()
  for i = 1, 4 do
    print(pcall(function()
      for k = 1, 2 do
        local order = coroutine.yield(i, k)
        if order == "fail" then error("failed at " .. i .. k, 0) end
      end
      return "whole"
    end))
  end
  return "end"
end)
print(co()) print(co()) print(co()) print(co("fail")) print(co()) print(co("fail")) print(co()) print(co()) print(co())
--@ 5.1 5.2: a coroutine that has yielded cannot yield across a library function
local co = coroutine.create(function()
  for i = 1, 3 do
    coroutine.yield(i)
    print(pcall(table.sort, { 3, 2, 1 }, function(a, b) coroutine.yield("no") return a < b end))
    print(pcall(string.gsub, "abc", "%w", function(c) coroutine.yield(c) end))
  end
  table.sort({ 3, 2, 1 }, function(a, b) coroutine.yield("no") return a < b end)
end)
for i = 1, 5 do print(coroutine.resume(co)) end
--@ 5.0 5.1 5.2: iterators of generic loops
local function range(n) return coroutine.wrap(function(state, control) print(state, control) for i = 1, n do local s, c = coroutine.yield(i, i * i) if i == 2 then print(s, c) end end end) end
for i, square in range(3) do print(i, square) end
local function chars(s) return coroutine.wrap(function() for i = 1, string.len(s) do coroutine.yield(string.sub(s, i, i)) end end) end
for a in chars("ab") do for b in chars("xyz") do io.write(a, b, " ") end end print()
local function filter(p, g) return coroutine.wrap(function() for n in g do if n - math.floor(n / p) * p ~= 0 then coroutine.yield(n) end end end) end
local x, primes = coroutine.wrap(function() for i = 2, 60 do coroutine.yield(i) end end), {}
while true do local p = x() if not p then break end table.insert(primes, p) x = filter(p, x) end
print(table.concat(primes, " "))
--@ 5.0 5.1 5.2: a branch that yields goes on, whatever it has made of the conditions before it
local function f(x, y)
  if x then print("then") else x = true y = coroutine.yield(1) print("else", x, y) end
  if x == 1 then print("one")
  elseif y == "y" then x = 1 y = coroutine.yield(2) print("elseif", x, y)
  else print("no") end
  for i = 1, 2 do
    if tonumber(y) == 3 then print("three")
    elseif i == 1 then
      if type(y) == "nil" then print("nil") else y = 3 coroutine.yield(3) print("inner", y) end
    else print("last") end
  end
  local z = x == 2 and "two" or coroutine.yield(4)
  if not z then print("not z") else z = nil coroutine.yield(5) print("z", z) end
  return "end"
end
local co = coroutine.create(f)
for i = 1, 6 do print(coroutine.resume(co, i ~= 1 and (i == 2 and "y" or i == 3 and "w" or i))) end

--@ 5.1 5.2: functions of which nothing is left when they wait return nothing, and errors pass through them
do
  local function send(x) coroutine.yield(x) end
  local function walk(node)
    if node then
      walk(node.left)
      send(node.key)
      walk(node.right)
    end
  end
  local tree = { key = 2, left = { key = 1 }, right = { key = 4, left = { key = 3 } } }
  local step = coroutine.wrap(function() walk(tree) return "end" end)
  print(step(), step(), step(), step(), step())
  local count = coroutine.create(function()
    send(1)
    print(select("#", send(2)))
    error("here")
  end)
  print(coroutine.resume(count, "a"))
  print(coroutine.resume(count, "b"))
  print(coroutine.resume(count, "c"))
  print(coroutine.status(count))
  local only = coroutine.create(send)
  print(coroutine.resume(only, 5))
  print(coroutine.resume(only, 6))
  print(coroutine.resume(only, 7))
end
--@ 5.1 5.2: coroutines, pcall and iterators nest in C, two hundred deep in all
local function refused(ok, message) return ok, string.find(tostring(message), "C stack overflow", 1, true) ~= nil end
local n = 0
local function nest() n = n + 1 local ok, m = pcall(coroutine.wrap(nest)) if not ok then print(refused(ok, m)) end end
nest() print(n > 90 and n < 105)
n = 0
local function wrapped() n = n + 1 return coroutine.wrap(wrapped)() end
print(refused(pcall(wrapped))) print(n > 190 and n < 200)
n = 0
local function iterate() for _ in coroutine.wrap(iterate) do end n = n + 1 end
print(refused(pcall(iterate)))
local function forever() for _ in forever do end end
print(refused(pcall(forever)))
--@ 5.2: functions in fields that an __index function finds only after a wait
local log = {}
local mt = {__index = function(t, k) return coroutine.yield(k) end}
local o = setmetatable({}, mt)
local function arg(v) log[#log + 1] = v return v end
local co = coroutine.wrap(function(...)
  o.first(1)
  print((o.second(arg(1), o.field, arg(2))))
  local t = {o.third(nil, o.inner(3))}
  print(#t, t[1], t[#t], o["fou" .. "rth"](4))
  print(pcall(function() o.none(arg(3)) end))
  print(pcall(function() return o.text(1) end))
  o.a.b.c(o.d)
  if o.test(...) then print("true") else print("false") end
  for i, v in o.iterate() do print(i, v) end
  return o.last(...)
end)
local step = co("arg")
while type(step) == "string" and step ~= "end" do
  print("asked", step)
  if step == "a" or step == "b" then step = co(setmetatable({}, mt))
  elseif step == "none" or step == "text" then step = co(step == "text" and "t" or nil)
  elseif step == "field" or step == "d" then step = co(step)
  elseif step == "iterate" then step = co(function() return ipairs({"x", "y"}) end)
  elseif step == "last" then step = co(function(...) return "end", ... end)
  else local name = step step = co(function(...) print(name, ...) return ... end) end
end
print(step, #log, log[1], log[2], log[3])
--@ 5.2: methods that an __index function finds only after a wait
local log = {}
local function method(self, ...) return self.name, select("#", ...), ... end
local mt = {__index = function(t, k) return coroutine.yield(k) end}
local o = setmetatable({name = "o"}, mt)
local function arg(v) log[#log + 1] = v return v end
local co = coroutine.wrap(function(...)
  print(o:first())
  print((o:second(arg(1), o.field, arg(2))))
  local t = {o:third(nil, o:inner(3))}
  print(#t, t[1], t[#t])
  print(pcall(function() return o:none() end))
  print(pcall(function() return o:text(1) end))
  local chain = setmetatable({}, {__index = function(_, k) return coroutine.yield("chain " .. k) end})
  chain:a(1):b(2):c(3)
  if o:test() then print("true") else print("false") end
  for i, v in o:iterate() do print(i, v) end
  return o:last(...)
end)
local step = co("arg")
local answers = {first = method, second = method, third = method, inner = method, field = "F", text = "t", test = function() return false end,
  iterate = function() return ipairs({"x", "y"}) end, last = function(self, ...) return "end", ... end}
while type(step) == "string" and step ~= "end" do
  print("asked", step)
  if step:find("^chain") then step = co(function(self, v) print(step, v) return self end) else step = co(answers[step]) end
end
print(step, #log, log[1], log[2])
