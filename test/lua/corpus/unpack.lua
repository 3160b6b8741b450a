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
