--@ 5.0 5.1 5.2: every arithmetic event
local log = {}
local function handler(name) return function(a, b) return name .. ":" .. type(a) .. "," .. type(b) end end
local mt = {}
for _, name in ipairs{"add", "sub", "mul", "div", "pow", "unm", "concat"} do mt["__" .. name] = handler(name) end
local o = setmetatable({}, mt)
print(o + 1, 1 + o, o - o, o * 2, 2 / o, o ^ 2, -o, o .. "x", "x" .. o, 1 .. o, o .. o)
print("a" .. "b" .. o, o .. "a" .. "b", pcall(function() return o .. nil end))
local p = setmetatable({}, {__add = function() return "p" end})
print(o + p, p + o, pcall(function() return p - 1 end))
print(o + "10", "10" + o, nil == o)
--@ 5.1 5.2: remainder and length events
local mt = {__mod = function(a, b) return "mod" end, __len = function() return 42 end}
local o = setmetatable({1, 2}, mt)
print(o % 1, 1 % o)
print(#"x", pcall(function() return #o == 42 or #o == 2 end))
--@ 5.2: length of tables, __pairs, __ipairs
local o = setmetatable({1, 2, 3}, {__len = function(t) return "many" end})
print(#o, rawlen(o))
for k, v in pairs(setmetatable({}, {__pairs = function(t) return function(_, k) if not k then return 1, 2 end end, t, nil end})) do print(k, v) end
for k, v in ipairs(setmetatable({}, {__ipairs = function(t) return function(_, i) if i < 2 then return i + 1, i end end, t, 0 end})) do print(k, v) end
print(pcall(pairs, setmetatable({}, {__pairs = function() error("no pairs") end})))
print(rawequal(o, o), rawequal(o, {}), rawlen("abc"))
--@ 5.0 5.1 5.2: index and newindex
local t = setmetatable({}, {__index = function(t, k) return k .. "!" end})
print(t.x, t[1], rawget(t, "x"))
local base = {a = 1, b = 2}
local derived = setmetatable({b = 3}, {__index = base})
local last = setmetatable({}, {__index = derived})
print(last.a, last.b, last.c, rawget(last, "a"))
base.c = 5
print(last.c)
local stored = {}
local w = setmetatable({}, {__newindex = function(t, k, v) rawset(stored, k, v) end})
w.x = 1 w.y = 2
print(w.x, stored.x, stored.y)
local w2 = setmetatable({}, {__newindex = stored})
w2.z = 3
print(rawget(w2, "z"), stored.z)
rawset(w, "x", 10) w.x = 11
print(w.x, stored.x)
local proxy = setmetatable({}, {__index = {n = 1}, __newindex = function(t, k, v) rawset(t, k, v * 2) end})
proxy.n = proxy.n + 1
print(proxy.n)
local mt = {} local late = setmetatable({}, mt)
print(late.x) mt.__index = function() return "late" end print(late.x) mt.__index = nil print(late.x)
mt.__newindex = function() end late.y = 1 print(late.y) mt.__newindex = nil late.y = 1 print(late.y)
--@ 5.0 5.1 5.2: call, tostring, metatable
local c = setmetatable({}, {__call = function(self, ...) return self ~= nil, 1 end})
print(c(1, 2, 3)) print(pcall(c, 1))
print(tostring(setmetatable({}, {__tostring = function() return "shown" end})))
print(getmetatable(setmetatable({}, {__metatable = false})), getmetatable("x") ~= 1)
local m = {} print(getmetatable(setmetatable({}, m)) == m)
print(setmetatable(setmetatable({}, m), nil) ~= nil)
--@ 5.0 5.1 5.2: equality and order
local mt = {__eq = function(a, b) return a.v == b.v end, __lt = function(a, b) return a.v < b.v end, __le = function(a, b) return a.v <= b.v end}
local function new(v) return setmetatable({v = v}, mt) end
local a, b, c = new(1), new(1), new(2)
print(a == b, a ~= b, a == c, a < c, c < a, a <= b, a > c, a >= b, rawequal(a, b))
print(a == 1, a == "x", a == nil, a == {})
local only = {__lt = function(a, b) return a.v < b.v end}
local x, y = setmetatable({v = 1}, only), setmetatable({v = 2}, only)
print(x < y, y < x, x <= y, y <= x, x >= y)
local truthy = setmetatable({}, {__eq = function() return 5 end, __lt = function() return nil end})
print(truthy == setmetatable({}, getmetatable(truthy)), truthy < truthy)
--@ 5.1 5.2: metatables of other types
local s = "x"
print(s:upper(), ("%d"):format(5), #s, s.len, s:len(), ("x"):rep(3))
print(getmetatable("").__index == string)
string.twice = function(s) return s .. s end
print(s:twice())
print(pcall(function() return s.x.y end))
debug.setmetatable(1, {__index = {half = function(n) return n / 2 end}, __call = function(n, m) return n + m end})
print((10):half(), (5)(6))
debug.setmetatable(1, nil)
print(pcall(function() return (1).x end))
--@ 5.0 5.1 5.2: inheritance in classes
local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. " speaks" end
function Animal:kind() return "animal" end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) return setmetatable(Animal.new(name), Dog) end
function Dog:kind() return "dog, a " .. Animal.kind(self) end
local d = Dog.new("Rex")
print(d:speak(), d:kind(), d.missing)
Animal.missing = "found" print(d.missing)
Dog.missing = "nearer" print(d.missing)
d.kind = function() return "own" end print(d:kind())
d.kind = nil print(d:kind())
--@ 5.0 5.1 5.2: objects made in functions
local Class = {} Class.__index = Class
function Class.get(self) return self.v end
local function new(v, class) return setmetatable({v = v}, class) end
local function empty(class) local o = setmetatable({}, class) o.v = "later" return o end
local function list(a, b, class) return setmetatable({a, b}, class) end
for i = 1, 3 do
  local o, e, l = new(i, Class), empty(Class), list(i, -i, Class)
  print(o:get(), e:get(), l:get(), l[2], getmetatable(o) == Class, getmetatable(e) == Class, getmetatable(l) == Class)
end
print(pcall(new, 1, 2), getmetatable(new(1, nil)))
print(pcall(new, 1, "text"))
local protected = {__metatable = "locked"}
for i = 1, 2 do print(getmetatable(new(1, protected)), pcall(setmetatable, new(1, protected), nil)) end
local weak = {__mode = "v"}
for i = 1, 2 do local t = new({}, weak) print(type(t), getmetatable(t) == weak) end
local stock = setmetatable
for i = 1, 2 do
  local o = new(i, Class)
  Class.__index = function(_, k) return k .. "!" end
  print(o.v, o.other)
  Class.__index = Class
end
setmetatable = function(t, m) return "mine", t.v, m end
print(new(1, 2)) print((new(3, 4)))
print(pcall(empty, Class))
setmetatable = stock
print(new(5, Class):get())
--@ 5.0 5.1 5.2: absent fields
local Base = {} Base.__index = Base Base.kind = "base"
local Derived = setmetatable({}, Base) Derived.__index = Derived
local function fields(o) return o.kind, o.name, o.missing end
for i = 1, 3 do
  print(fields({}), fields({name = i}))
  print(fields(setmetatable({name = i}, Derived)))
  print(fields(setmetatable({}, {__index = function(_, k) return k .. i end})))
  print(pcall(fields, nil)) print(pcall(fields, 1)) print(pcall(fields, true)) print(pcall(fields, print))
  if i == 2 then Derived.missing = "found" Base.name = "inherited" end
end
local dynamic = {} dynamic["mis" .. "sing"] = 1 print(fields(dynamic))
local methods = setmetatable({}, {__index = {go = function(_, x) return x end}})
print(methods:go(1), pcall(function() return methods:stop() end))
print(pcall(function(o) return o:go() end, nil)) print(pcall(function(o) return o:go() end, 5))
--@ 5.2: format prints what __tostring gives, texts or not
local function with(handler) return setmetatable({}, {__tostring = handler}) end
print(string.format("%s %5s", with(function(...) return select("#", ...) end), with(function() return "t" end)))
print(string.format("[%s] [%10s] [%-8s] [%.6s]", with(print and function() end), with(type and function() return {} end),
  with(function() end), with(function() return true end)))
print(pcall(string.format, "%s", with(1)))
--@ 5.1 5.2: operators of a chunk that defines their metamethods
local V, W = {}, {}
local function new(x, class) return setmetatable({x = x}, class or V) end
for _, event in ipairs{"add", "sub", "mul", "div", "mod", "pow"} do
  V["__" .. event] = function(a, b) return event, type(a), type(b), type(a) == "table" and a.x or a, type(b) == "table" and b.x or b end
end
V.__add = function(a, b) return new((type(a) == "table" and a.x or tonumber(a)) + (type(b) == "table" and b.x or tonumber(b))) end
V.__sub = setmetatable({}, {__call = function(self, a, b) return "called", type(self), type(a), type(b) end})
V.__mul = function(a, b) if b == nil then error("no factor") end return a, b end
V.__div = function() return end
V.__eq = function(a, b) return a.x == b.x end
V.__lt = function(a, b) return a.x < b.x end
V.__le = function(a, b) return a.x <= b.x and "yes" end
W.__eq = function() return true end
W.__lt = V.__lt
W.__add = 5
local function add(a, b) return a + b end
local function sub(a, b) return a - b end
local function mul(a, b) return a * b end
local function div(a, b) return a / b end
local function mod(a, b) return a % b end
local function pow(a, b) return a ^ b end
local function eq(a, b) return a == b, a ~= b end
local function order(a, b) return a < b, a > b end
local function orderEqual(a, b) return a <= b, a >= b end
local function tell(value, ...) if type(value) == "table" then value = "x=" .. tostring(value.x) end return value, ... end
local values = {new(1), new(2), new(1), new(2, W), {}, 3, "4", "four", true, print}
for _, f in ipairs{add, sub, mul, div, mod, pow, eq, order, orderEqual} do
  for _, a in ipairs(values) do
    for _, b in ipairs(values) do
      local ok, result, second = pcall(f, a, b)
      if ok then print(tell(result), (tell(second))) else print((result:gsub("0x%x+", ""))) end
    end
    print(pcall(f, a, nil))
    print(pcall(f, nil, a))
  end
end
--@ 5.1 5.2: errors in metamethods of operators, and who called them
local M = {}
local function new() return setmetatable({}, M) end
M.__add = function(a, b)
  local info = debug.getinfo(2, "Sl")
  print(info.what, info.currentline)
  return a.missing.field
end
M.__lt = function(a, b) error("not to be ordered", 2) end
M.__eq = function(a, b) error({"neither"}) end
local function sum(a, b)
  return (a + b)
end
print(pcall(sum, new(), 1))
print(pcall(sum, 1, new()))
print(pcall(function(a, b)
  return a < b
end, new(), new()))
print(type(select(2, pcall(function(a, b) return a == b end, new(), new()))))
local depth = 0
M.__sub = function(a, b) depth = depth + 1 return a - b end
print(pcall(function() return new() - 1 end) == false, depth > 100)
--@ 5.1 5.2: methods and fields far up a chain of classes
local function class(parent) local c = {} c.__index = c return setmetatable(c, parent) end
local A = class()
function A:name() return "A" .. tostring(self.tag) end
A.color = "red"
local levels = {A}
for i = 2, 6 do levels[i] = class(levels[i - 1]) end
local function look(o) return o:name(), o.color, o.tag, o.none end
for i, c in ipairs(levels) do print(look(setmetatable({tag = i}, c))) end
levels[3].color = "green"
levels[5].name = function(self) return "5" end
for i, c in ipairs(levels) do print(look(setmetatable({}, c))) end
local asked = {}
setmetatable(A, {__index = function(t, k) asked[#asked + 1] = k return k == "late" and function() return "found " .. k end or nil end})
print(look(setmetatable({}, levels[6])))
print(setmetatable({}, levels[6]):late(), table.concat(asked, " "))
local function missing(o) return o:never() end
for _, o in ipairs{setmetatable({}, levels[6]), {}, setmetatable({}, {__index = {never = 5}}), 5, true} do print((select(2, pcall(missing, o)):gsub("0x%x+", ""))) end
print(pcall(missing, nil))
setmetatable(A, {__index = A})
print((select(2, pcall(missing, setmetatable({}, A)))))
setmetatable(A, {__index = function() error("no more") end})
print((select(2, pcall(missing, setmetatable({}, levels[4])))), (select(2, pcall(look, setmetatable({}, levels[4])))))
local odd = setmetatable({}, {__index = setmetatable({}, {__index = setmetatable({}, {__call = function() return "called" end})})})
print(pcall(missing, odd))
--@ 5.0 5.1 5.2: a metatable for a table in a variable, or for one object alone
local C = {}
C.__index = C
function C:new(o) o = o or {} setmetatable(o, self) self.__index = self return o end
local function late(x) local o = {x = x} setmetatable(o, C) return o end
local function own(x) local o = {x = x} return setmetatable(o, {__index = C}) end
C.y = "y"
for i = 1, 3 do print(late(i).x, late(i).y, getmetatable(late(i)) == C, own(i).x, own(i).y, getmetatable(own(i)) == C) end
print(getmetatable(C:new()) == C, C:new().y, C:new({y = 2}).y, rawget(C:new(), "y"))
local o = own(1)
local m = getmetatable(o)
for k, v in pairs(m) do print(k, v == C) end
m.__index = function(t, k) return k .. "!" end
print(o.y, own(1).y, rawequal(setmetatable(o, m), o))
m.__eq = function() return true end
print(o == own(1), o ~= own(1), o == setmetatable({}, m), setmetatable({}, m) ~= o)
print(setmetatable({}, {__index = nil}).y)
local kept = setmetatable({}, {__metatable = "no"})
local function change(t, meta) setmetatable(t, meta) end
local function changed(t, meta) return setmetatable(t, meta) end
print(pcall(change, kept, C))
print(pcall(changed, kept, C))
for _, t in ipairs{5, "x", true} do print(pcall(change, t, C), pcall(changed, t, C)) end
print(pcall(change, nil, C), pcall(changed, nil, C), pcall(change, {}, 5), pcall(changed, {}, "x"))
local again = late(1)
change(again, m)
print(again.y, getmetatable(again) == m)

-- Numbers and booleans are equal to nothing of another type, whatever __eq says.
do
  local always = setmetatable({}, { __eq = function() return true end })
  local function compare(value)
    local flag, none, text = value == nil, nil, "a" .. tostring(value ~= nil)
    return -1 == flag, flag == -1, -1 ~= none, -(2) == text, value == -1, -1 == value, flag == text, not flag == value
  end
  print(compare(always), compare(-1))
  print(compare("x"))
  print(compare(true))
  print(compare(nil))
  print(pcall(function(flag) return -1 == (flag == nil), 1 end))
end

--@ 5.0 5.1 5.2: fields that objects have, or their classes, or nobody
local Base = {level = 1}
Base.__index = Base
Base.limit = 100
local Class = setmetatable({}, Base)
Class.__index = Class
local Sub = setmetatable({}, Class)
Sub.__index = Sub
local function class(name, index) return setmetatable({name = name}, {__index = index}) end
local function look(o)
  local out = {}
  if o.next then table.insert(out, "next " .. tostring(o.next)) end
  if o.limit == nil then table.insert(out, "no limit") else table.insert(out, o.limit) end
  table.insert(out, o.mark or "unmarked")
  if not o.level then table.insert(out, "level") end
  return table.concat(out, " ")
end
local one, two, three = setmetatable({}, Base), setmetatable({}, Class), setmetatable({}, Sub)
local computed = class("computed", function(t, k) if k ~= "mark" then return t.name .. "." .. k end end)
local above = class("above", setmetatable({}, {__index = function(_, k) return "above " .. k end}))
local far = class("far", three)
local none = class("none")
local plain = {}
local all = {one, two, three, computed, above, far, none, plain}
local function show() for i = 1, 8 do print(i, look(all[i])) end end
show()
Class.limit, Sub.next = 50, "sub"
plain.mark, one.limit, far.level = "p", false, nil
show()
Class.limit, Sub.next, Base.limit = nil, nil, nil
setmetatable(Base, {__index = function(_, k) return "base " .. k end})
two["ma" .. "rk"], three["ne" .. "xt"] = "two", 3
show()
setmetatable(Class, nil)
Class["li" .. "mit"] = 7
show()
print(pcall(look, 5))
print(pcall(look, nil))
print(pcall(look, "text"))

--@ 5.0 5.1 5.2: fields that objects get after their constructor, or never
local function insert(node, k)
  if not node then return {key = k} end
  if k < node.key then node.left = insert(node.left, k) else node.right = insert(node.right, k) end
  return node
end
local function keys(t)
  local names = {}
  for k, v in pairs(t) do table.insert(names, k .. "=" .. type(v)) end
  table.sort(names)
  return table.concat(names, " ")
end
local root
for _, k in ipairs{5, 3, 8, 1, 9, 7} do root = insert(root, k) end
local function show(node)
  if not node then return end
  show(node.left)
  print(node.key, keys(node), rawget(node, "left") == nil, next({}) == nil)
  show(node.right)
end
show(root)
local leaf = insert(nil, 0)
print(next(leaf), next(leaf, "key"), rawequal(leaf.left, nil))
leaf.key = nil
print(next(leaf), leaf.right)
leaf.right, leaf[1] = leaf, 1
print(leaf[1], leaf.right == leaf, keys(leaf))
local Class = {left = "inherited"}
Class.__index = Class
Class.__newindex = function(t, k, v) rawset(t, k, tostring(v) .. "!") end
local object = setmetatable(insert(nil, 4), Class)
print(object.left, object.right, pcall(next, object, "left"))
object.left = 1
print(object.left, object.right, keys(object))

--@ 5.0 5.1 5.2: objects that are empty at first, and get their fields one by one
local Node = {}
Node.__index = Node
function Node.new(k) local self = setmetatable({}, Node); self.key = k; return self end
local function count(t) local n = 0; for _ in pairs(t) do n = n + 1 end; return n end
local function put(root, k)
  local cur, node = root, Node.new(k)
  while true do
    if k < cur.key then
      if cur.left == nil then cur.left = node; break end
      cur = cur.left
    else
      if cur.right == nil then cur.right = node; break end
      cur = cur.right
    end
  end
  return cur
end
local root = Node.new(5)
print(next(root), rawget(root, "left"), count(root))
for _, k in ipairs{3, 8, 1, 4, 9} do print(k, put(root, k).key, count(root)) end
local function made() local o = {}; o.size = 0; o.root = root; return o end
local o = made()
if not o.other then o.other = 1 end
print(count(o), o.other, o.size)
Node.left = "class"
print(root.left.key, root.left.left.left, rawget(root.left.left, "left"))

--@ 5.0 5.1 5.2: negation in a chunk that defines it
local V = {}
V.__index = V
local function new(x) return setmetatable({x = x}, V) end
V.__unm = function(a, b) return new(-a.x), b == a end
local v = new(3)
print((-v).x, (- -v).x, -"2", -(-v).x)
print(pcall(function() return -{} end))
print(pcall(function() return -v.y end))
V.__unm = function(a, b) return b == nil end
print(-v)
V.__unm = function() error("no sign") end
print(pcall(function() return -v end))
V.__unm = nil
print(pcall(function() return -v end))
--@ 5.0 5.1 5.2: a metatable that is weak keeps its events
local events = {
  __index = function(t, k) return k end, __add = function() return "sum" end, __lt = function() return true end, __call = function(self, x) return x end,
  __concat = function() return "joined" end, __tostring = function() return "text" end,
}
for _, mode in ipairs{"k", "v", "kv"} do
  local metatable = {}
  local object = setmetatable({}, metatable)
  for name, event in pairs(events) do metatable[name] = event end
  setmetatable(metatable, {__mode = mode})
  print(object.field, object + 1, object < object, object(5), object .. "x", tostring(object), getmetatable(object) == metatable)
  metatable.__add = function() return "other" end
  metatable.__index = nil
  print(object + 1, object.field, metatable.__index, metatable.__add == events.__add)
  local late = setmetatable({}, metatable)
  print(late + 1, late.field)
  setmetatable(metatable, nil)
  print(object + 1, object.field, object(7), metatable.__call == events.__call)
  metatable.__call = nil
  print(pcall(function() return object(1) end) == false, rawget(metatable, "__call"))
end

--@ 5.0 5.1 5.2: a class that is told in its constructor that it is the __index of its objects
local Account = { balance = 0 }
function Account:new(o)
  o = o or {}
  setmetatable(o, self)
  self.__index = self
  return o
end
function Account:limit() return self.balance * 2 end
local Special = Account:new({ balance = 5 })
for i = 1, 3 do print(Account:new():limit(), Special:new():limit(), Special:new({ balance = i }):limit()) end
Special.__index = { limit = function() return "other" end }
local o = setmetatable({}, Special)
print(o:limit(), Special:new():limit(), o:limit())
local function own(class) class.__index = class return class end
local log = {}
local watched = setmetatable({}, { __newindex = function(t, k, v) table.insert(log, k) rawset(t, k, v) end })
print(own(watched) == watched, own(watched) == watched, table.concat(log, " "))
print(pcall(own, nil))
print(pcall(own, 5))
print(pcall(own, "text"))
--@ 5.1 5.2: chains of __index and __newindex end after a hundred tables
local function chain(n, last, event) local t = last for i = 1, n do t = setmetatable({}, {[event] = t}) end return t end
for _, n in ipairs({98, 99, 100, 101}) do
  print(n, pcall(function() return chain(n, {x = 1}, "__index").x end))
  print(n, pcall(function() local k = "x" return chain(n, {x = 1}, "__index")[k] end))
  print(n, pcall(function() return chain(n, {1}, "__index")[1] end))
  print(n, pcall(function() return chain(n, {}, "__index").x end))
  print(n, pcall(function() return chain(n, function() return "f" end, "__index").x end))
  print(n, pcall(function() return chain(n, {m = function() return "m" end}, "__index"):m() end))
  print(n, pcall(function() return chain(n, {f = function() return "f" end}, "__index").f() end))
  print(n, pcall(function() chain(n, {}, "__newindex").x = 1 end))
  print(n, pcall(function() chain(n, {}, "__newindex")[1] = 1 end))
end
