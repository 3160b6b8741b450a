--@ 5.1: unpack of lists of every length and from every place
local function count(...) return select("#", ...), ... end
for n = 0, 6 do
  local t = {}
  for i = 1, n do t[i] = i / 2 end
  print(n, count(unpack(t)))
  for from = -1, 4 do print(n, from, count(unpack(t, from)), count(unpack(t, from, from + 4))) end
  print(count(unpack(t, 1, n + 2)), (unpack(t)), ({unpack(t)})[n] == t[n])
end
--@ 5.1: unpack of lists with holes, and of what it gives after the list has changed
local function count(...) return select("#", ...), ... end
local holes = {1, nil, 3, nil, 5, nil, 7}
print(count(unpack(holes, 1, 7)))
print(count(unpack({[0] = "z", "a", [5] = "e"}, 0, 5)))
local list = {1, 2, 3, 4, 5, 6}
local function change(...) list[5] = "changed" list[1] = nil return ... end
print(change(unpack(list)))
print(unpack(list, 1, 6))
local a, b, c, d, e = unpack({"a", "b", "c", "d", "e", "f"})
print(a, b, c, d, e)
print(unpack(setmetatable({}, {__index = function() return "never" end}), 1, 4))
--@ 5.2: table.unpack of lists of every length and from every place
local function count(...) return select("#", ...), ... end
for n = 0, 6 do
  local t = {}
  for i = 1, n do t[i] = "v" .. i end
  for from = -1, 4 do print(n, from, count(table.unpack(t, from)), count(table.unpack(t, from, from + 4))) end
end
--@ 5.1: unpack as the last argument, in place and not
local function count(...) local a, b, c = ... return select("#", ...), a, b, c end
local list = {1, 2, 3}
for turn = 1, 2 do
  print(count(unpack(list)))
  print(count(0, unpack(list)))
  print(#{unpack(list)}, select("#", unpack(list)))
end
list[3] = nil
print(count(unpack(list)))
list[5] = 5
print(count(unpack(list)))
list[4], list[3] = 4, 3
print(count(unpack(list)))
local empty, holes, long = {}, {nil, nil, 3, n = 3}, {}
for i = 1, 300 do long[i] = i end
print(count(unpack(empty)))
print(count(unpack(holes)))
print(count(unpack(long)))
local calculated = setmetatable({}, {__index = function(_, k) return k * 10 end})
print(count(unpack(calculated)))
local changed = {1, 2, 3}
local function change() changed[1] = "one" return 0 end
print(count(change(), unpack(changed)))
local function keep(...) changed[2] = "two" return ... end
print(keep(unpack(changed)))
local none, text
print(pcall(function() return count(unpack(none)) end))
text = "text"
print(pcall(function() count(unpack(text)) end))
_G["un" .. "pack"] = function(t) return "replaced", #t end
print(count(unpack(list)))
--@ 5.2: table.unpack as the last argument, in place and not
local unpack = table.unpack
local function count(...) local a, b, c = ... return select("#", ...), a, b, c end
local list = {1, 2, 3}
print(count(unpack(list)))
print(count(0, table.unpack(list)))
local long = setmetatable({1, 2, 3}, {__len = function() return 2 end})
print(count(table.unpack(long)))
local none
print(pcall(function() return count(table.unpack(none)) end))
print(pcall(function() return count(unpack(none)) end))
table["un" .. "pack"] = function(t) return "replaced", #t end
print(count(unpack(list)))
print(count(table.unpack(list)))
--@ 5.0: unpack as the last argument, by the size that is kept
local function count(...) return arg.n, arg[1], arg[2], arg[3] end
local list = {1, 2, 3}
print(count(unpack(list)))
print(count(0, unpack(list)))
table.setn(list, 2)
print(count(unpack(list)))
local counted = {1, 2, 3, n = 1}
print(count(unpack(counted)))

--@ 5.1 5.2: lists that end where it is said, and others
local unpack = unpack or table.unpack
local function pack(...) return { n = select("#", ...), ... } end
local function count(...) return select("#", ...), ... end
local t = pack(1, 2, 3)
print(count(unpack(t, 1, t.n)))
print(count(unpack(t, 1, t.m)))
local n = 2
print(count(unpack(t, 1, n)))
n = 5
print(count(unpack(t, 1, n)))
t[2] = nil
print(count(unpack(t, 1, t.n)))
t[4], t.n = 4, 4
print(count(unpack(t, 1, t.n)))
local computed = setmetatable({ n = 2 }, { __index = function(_, k) return k end })
print(count(unpack(computed, 1, computed.n)))
local inherited = setmetatable({ 1, 2 }, { __index = { n = 2 } })
print(count(unpack(inherited, 1, inherited.n)))
print(pcall(function() local none; return count(unpack(none, 1, n)) end))
print(pcall(function() local number = 5; return count(unpack(number, 1, number.n)) end))
--@ 5.1 5.2: constructors with names and items
local function pack(...) return { n = select("#", ...), ... } end
local function show(t)
  local texts = {}
  for i = 1, t.n do texts[i] = tostring(t[i]) end
  return table.concat(texts, " "), t.n, #t
end
print(show(pack())) print(show(pack(1))) print(show(pack(nil))) print(show(pack(1, nil))) print(show(pack(nil, 2)))
print(show(pack(1, nil, 3))) print(show(pack(1, nil, 3, nil)))
local calls = 0
local function call() calls = calls + 1 return calls end
local mixed = { call(), a = call(), call(), b = call(), call(), call() }
print(mixed[1], mixed.a, mixed[2], mixed.b, mixed[3], mixed[4])
local keyed = { ["a b"] = 1, ["c" .. calls] = 2, plain = 3, plain = 4, 5, absent = nil }
print(keyed["a b"], keyed.c6, keyed.plain, keyed[1], rawget(keyed, "plain"), keyed.absent)
local names = {}
for k in pairs({ 7, one = 1, two = 2, three = 3, 8, four = nil }) do names[#names + 1] = tostring(k) end
table.sort(names)
print(table.concat(names, " "))
local class = { 1, __index = function(_, k) return k .. "!" end, name = "x" }
print(setmetatable({}, class).foo, class.name, #class)
local step = coroutine.wrap(function()
  local r = { n = coroutine.yield(1), coroutine.yield(2), k = coroutine.yield(3), coroutine.yield(4) }
  return r.n, r[1], r.k, r[2], #r
end)
print(step(), step("n"), step("i1"), step("k"), step("i2"))
