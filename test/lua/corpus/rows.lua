--@ 5.1 5.2: rows of a grid that a loop reads and writes
local function grid(n)
  local g = {}
  for i = 1, n do
    g[i] = {}
    for j = 1, n do g[i][j] = i * 10 + j end
  end
  return g
end
local g = grid(4)
local s = 0
for i = 1, 4 do
  for j = 1, 4 do
    if j > 1 then g[i][j] = g[i][j - 1] + g[i][j] end
    s = s + g[i][j] * g[j][i]
  end
end
print(s, #g, #g[4], g[4][4])
local function shown(t)
  local lines = {}
  for i = 1, #t do lines[i] = table.concat(t[i], " ") end
  return table.concat(lines, "; ")
end
print(shown(g))

--@ 5.1 5.2: rows counted from 0
local d = {}
for i = 0, 3 do
  d[i] = {}
  for j = 0, 3 do d[i][j] = i * j end
end
for i = 1, 3 do
  for j = 1, 3 do d[i][j] = d[i - 1][j] + d[i][j - 1] + d[i - 1][j - 1] end
end
for j = 0, 3 do d[0][j] = d[0][j] - 1; d[3][j] = d[2][j] / 2 end
for i = 0, 3 do print(d[i][0], d[i][1], d[i][2], d[i][3]) end

--@ 5.1 5.2: the list of rows is a row itself
local function fill(a, i, n)
  for j = 1, n do a[i][j] = j * 2 end
  return a
end
local own = {}
own[1] = own
own[2] = {7}
print(pcall(fill, own, 1, 3))
print(own[1], own[2], own[3])
local two = {{1, 2, 3}}
two[2] = two
local function mixed(a, k)
  local s = 0
  for j = 1, 3 do
    a[2][j + 2] = {j * 100, j * 200}
    s = s + a[k][j]
    a[2][1] = {s, s, s}
  end
  return s, #a
end
print(pcall(mixed, two, 1))
print(two[1][1], two[3][1], two[5][2])

--@ 5.1 5.2: a store of the loop replaces a row
local function swapped(a, i, other)
  local s = 0
  for j = 1, 4 do
    s = s + a[i][j]
    if j == 2 then a[i] = other end
  end
  return s
end
print(swapped({{1, 2, 3, 4}}, 1, {10, 20, 30, 40}))
local function shifted(a, b, i)
  local s = ""
  for j = 1, 3 do
    b[j] = {j, j, j}
    s = s .. tostring(a[i][j])
  end
  return s
end
local same = {{"x", "x", "x"}, {"y", "y", "y"}, {"z", "z", "z"}}
print(shifted(same, same, 2))
print(shifted({{"x"}, {"y", "y", "y"}}, {}, 2))

--@ 5.1 5.2: metamethods replace rows
local function total(a, i, n)
  local s = 0
  for j = 1, n do s = s + a[i][j] end
  return s
end
local rows
local number = setmetatable({}, {__add = function(x, y)
  rows[1] = {1000, 2000, 3000, 4000}
  return (type(x) == "number" and x or 0) + (type(y) == "number" and y or 0)
end})
rows = {{1, number, 3, 4}}
print(total(rows, 1, 4))
rows = {setmetatable({1}, {__index = function(_, k) rows[1] = {50, 60, 70, 80}; return k end})}
print(total(rows, 1, 4))
local made = setmetatable({}, {__index = function(t, k) local row = {k, k, k}; rawset(t, k, row); return row end})
print(total(made, 2, 3), rawget(made, 2) ~= nil, rawget(made, 1))
local log = {}
local noted = setmetatable({}, {__index = function(_, k) log[#log + 1] = "read " .. k end})
print(pcall(function(a, i) for j = 1, 2 do a[i][j] = a[j][i] end end, noted, 3))
print(table.concat(log, ", "))

--@ 5.1 5.2: what a row becomes while the value is computed
local place
local late = setmetatable({}, {__sub = function() place[1] = {"new"}; return "computed" end})
place = {{"old", "old"}}
local first = place[1]
local function store(a, i, v) for j = 1, 2 do a[i][j] = v - j end end
store(place, 1, late)
print(first[1], first[2], place[1][1], place[1][2])

--@ 5.1 5.2: no row
local function read(a, i) local s = 0 for j = 1, 2 do s = s + a[i][j] end return s end
local function write(a, i) for j = 1, 2 do a[i][j] = j end end
local function both(a, i, b) for j = 1, 2 do a[i][j] = b[j][i] + 1 end end
for _, f in ipairs({read, write, both}) do
  print(pcall(f, {}, 1, {}))
  print(pcall(f, {5}, 1, {{1}, {}}))
  print(pcall(f, {"x"}, 1, {{1}, {2}}))
  print(pcall(f, nil, 1, {}))
  print(pcall(f, {{}}, 1, {{1}, {"y"}}))
end
print(read({{"1", "2"}}, 1), read({{1.5, "0x10"}}, 1))
for j = 1, 0 do local no; print(no[1][j]) end

--@ 5.1 5.2: nil and holes in rows
local holes = {{1, nil, 3}, {}}
local count = 0
for j = 1, 3 do
  if holes[1][j] == nil then count = count + 1 end
  holes[2][j] = holes[1][j]
end
print(count, holes[2][1], holes[2][2], holes[2][3])
for j = 3, 1, -1 do holes[1][j] = nil end
print(next(holes[1]), #holes[1])
for j = 1, 3 do holes[1][j] = j; holes[1][j] = nil end
print(next(holes[1]))
for j = 1, 3 do holes[1][4 - j] = j end
print(holes[1][1], holes[1][2], holes[1][3], #holes[1])

--@ 5.1 5.2: rows of an upvalue and of a variable that changes
local upper = {{1, 2, 3}, {4, 5, 6}}
local function sums()
  local s = 0
  for i = 1, 2 do
    for j = 1, 3 do s = s + upper[i][j] end
    upper = {upper[2], {i, i, i}}
  end
  return s
end
print(sums())
local current, k = {{1, 1}, {2, 2}}, 1
local s = 0
repeat
  for j = 1, 2 do s = s + current[k][j] end
  k = k + 1
until k > 2
while k > 0 do s = s + current[1][1]; k = k - 1 end
print(s)

--@ 5.1 5.2: rows with names, and a weak list
local named = {{x = 1, 2, 3}, setmetatable({}, {__mode = "v"})}
for j = 1, 3 do
  named[1][j] = j * j
  named[2][j] = j
end
print(named[1].x, named[1][3], #named[1], named[2][3])
local shared = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v + 1) end})
local list = {shared}
for j = 1, 3 do list[1][j] = j end
print(shared[1], shared[2], shared[3])

--@ 5.1 5.2: rows and lists in globals
N = 5
grid, line, total = {}, {}, 0
for i = 1, N do
  grid[i] = {}
  line[i] = i
  for j = 1, N do grid[i][j] = i * 10 + j end
end
function count()
  total = 0
  for i = 1, N do
    for j = 1, N do
      grid[i][j] = grid[i][j] + line[j]
      total = total + grid[i][j] * grid[j][i] - line[i]
    end
  end
  return total
end
print(count(), count(), grid[N][N])
function fill(n)
  for j = 1, n do line[j] = (line[j - 1] or 1) * 2 end
  return table.concat(line, " ")
end
print(fill(3), fill(7), #line)
line = "no list"
print(pcall(fill, 2))
line = nil
print(pcall(fill, 2))
grid[3] = nil
print(pcall(count))
print(total)

--@ 5.1 5.2: a loop gives a global another list, another row, and what a metamethod gives
list = {1, 2, 3, 4, 5, 6}
other = {10, 20, 30, 40, 50, 60}
function changed(n)
  local s = 0
  for i = 1, n do
    s = s + list[i]
    if i == 3 then list = other end
  end
  return s
end
print(changed(6), changed(6))
rows = {{1, 2, 3, 4}}
local swaps = setmetatable({}, {__add = function(a, b) rows = {{100, 200, 300, 400}} return type(a) == "number" and a or b end})
function summed(n)
  sum = 0
  for j = 1, n do sum = sum + rows[1][j] end
  return sum
end
rows[1][2] = swaps
print(summed(4), summed(4))

--@ 5.1 5.2: globals that ask a metatable while a loop reads them
rows = {{1, 2, 3, 4, 5}}
numbers = {1, 2, 3, 4, 5}
local asked = {}
setmetatable(_G, {
  __index = function(_, name)
    asked[#asked + 1] = name
    rows[1] = {10, 20, 30, 40, 50}
    numbers = {7, 7, 7, 7, 7}
    return nil
  end,
  __newindex = function(t, name, value)
    asked[#asked + 1] = name .. "="
    rows[1] = {0, 0, 0, 0, 0}
    rawset(t, name, value)
  end,
})
function read(n)
  local s = ""
  for j = 1, n do
    if j == 3 and missing == nil then s = s .. "!" end
    s = s .. rows[1][j] .. " " .. numbers[j] .. " "
  end
  return s
end
function write(n)
  local s = 0
  for j = 1, n do
    s = s + rows[1][j] + numbers[j]
    if j == 2 then fresh = s end
  end
  return s
end
print(read(5))
print(write(5), fresh)
print(write(5), table.concat(asked, " "))
