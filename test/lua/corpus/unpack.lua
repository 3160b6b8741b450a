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
