--@ 5.1 5.2: lists and rows in fields that a loop reads and writes
local m = {data = {}, n = 3}
for i = 1, m.n do
  m.data[i] = {}
  for j = 1, m.n do m.data[i][j] = i * 10 + j end
end
local sum, trace = 0, 0
for i = 1, m.n do
  for j = 1, m.n do
    sum = sum + m.data[i][j] * m.data[j][i]
    m.data[i][j] = m.data[i][j] + 1
  end
  trace = trace + m.data[i][i]
end
print(sum, trace, #m.data, #m.data[3], m.data[3][3])
local v = {items = {}}
for i = 1, 5 do v.items[i] = i * i end
for i = 2, 5 do v.items[i] = v.items[i] - v.items[i - 1] end
print(table.concat(v.items, " "))

--@ 5.1 5.2: in globals, and counted from 0
state = {cells = {}, rows = {}}
for i = 0, 3 do state.cells[i] = i end
for i = 0, 3 do
  state.rows[i] = {}
  for j = 0, 3 do state.rows[i][j] = state.cells[i] * state.cells[j] end
end
for i = 0, 3 do print(state.cells[i], state.rows[i][0], state.rows[i][1], state.rows[i][3]) end

--@ 5.1 5.2: the loop writes the field
local function replaced(o, other)
  local s = 0
  for i = 1, 4 do
    s = s + o.list[i]
    if i == 2 then o.list = other end
  end
  return s
end
print(replaced({list = {1, 2, 3, 4}}, {10, 20, 30, 40}))
local function renamed(o, name, other)
  local s = 0
  for i = 1, 4 do
    s = s + o.list[i]
    if i == 2 then o[name] = other end
  end
  return s
end
print(renamed({list = {1, 2, 3, 4}}, "list", {10, 20, 30, 40}))
print(renamed({list = {1, 2, 3, 4}}, "other", {10, 20, 30, 40}))
local function moved(o, p)
  local s = 0
  for i = 1, 4 do
    s = s + o.list[i]
    if i == 2 then o = p end
  end
  return s
end
print(moved({list = {1, 2, 3, 4}}, {list = {10, 20, 30, 40}}))

--@ 5.1 5.2: one list in two fields, and one that lies in itself
local function rowsOf(o, i)
  local s = ""
  for j = 1, 3 do
    o.b[j] = {j, j, j}
    s = s .. tostring(o.a[i][j])
  end
  return s
end
local same = {{"x", "x", "x"}, {"y", "y", "y"}, {"z", "z", "z"}}
print(rowsOf({a = same, b = same}, 2))
local own = {}
own[1], own.own = own, own
local function fill(o, n) for j = 1, n do o.own[1][j] = j * 2 end end
print(pcall(fill, own, 2))
print(own[1], own[2])
local pair = {first = {1, 2, 3}}
pair.second = pair.first
local t = 0
for i = 1, 3 do
  pair.first[i] = pair.second[i] + 1
  t = t + pair.second[i]
end
print(t)

--@ 5.1 5.2: metamethods give and replace the lists
local function total(o, n)
  local s = 0
  for i = 1, n do s = s + o.list[i] end
  return s
end
local o
local number = setmetatable({}, {__add = function(x, y)
  o.list = {1000, 2000, 3000, 4000}
  return (type(x) == "number" and x or 0) + (type(y) == "number" and y or 0)
end})
o = {list = {1, number, 3, 4}}
print(total(o, 4))
print(total(setmetatable({}, {__index = {list = {5, 6, 7}}}), 3))
local asked = 0
local each = setmetatable({}, {__index = function(_, k)
  asked = asked + 1
  return {asked, asked * 10, asked * 100}
end})
print(total(each, 3), asked)
print(total(each, 0), asked)
local log = {}
local noted = setmetatable({}, {__newindex = function(_, k, v) log[#log + 1] = k .. "=" .. v end})
local function write(p) for i = 1, 2 do p.list[i] = i end end
write({list = noted})
write(setmetatable({}, {__index = function() return noted end}))
print(table.concat(log, " "))
local kept = {}
local class = {list = kept}
write(setmetatable({}, {__index = class}))
print(#kept)
-- the value is computed after the list was read
local p = {list = {}}
local old = p.list
local late = setmetatable({}, {__sub = function(_, i) p.list = {"new"} return i end})
for i = 1, 2 do p.list[i] = late - i end
print(old[1], old[2], p.list[1], p.list[2])

--@ 5.1 5.2: no list
local function read(o) local s = 0 for i = 1, 2 do s = s + o.list[i] end return s end
local function rows(o, i) local s = 0 for j = 1, 2 do s = s + o.list[i][j] end return s end
local function write(o) for i = 1, 2 do o.list[i] = i end end
for _, f in ipairs({read, rows, write}) do
  print(pcall(f, {}, 1))
  print(pcall(f, nil, 1))
  print(pcall(f, "text", 1))
  print(pcall(f, 5, 1))
  print(pcall(f, {list = 7}, 1))
  print(pcall(f, {list = "text"}, 1))
  print(pcall(f, {list = {}}, 1))
end
for i = 1, 0 do print(missing.list[i]) end
print(pcall(function() local s = 0 for i = 1, 2 do s = s + missing.list[i] end end))

--@ 5.1 5.2: a metatable of the globals changes what lies in a field
local holder = {list = {1, 2, 3}}
setmetatable(_G, {__index = function(_, name)
  holder.list = {100, 200, 300}
  return 1
end})
local s = 0
for i = 1, 3 do s = s + holder.list[i] * nowhere end
print(s)
setmetatable(_G, nil)
