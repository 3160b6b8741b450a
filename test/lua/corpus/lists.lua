--@ 5.1 5.2: items read and written in loops of whatever a parameter is
local function sum(list, n)
  local s = 0
  for i = 1, n do s = s + list[i] end
  return s
end
local function store(list, n, v)
  for i = 1, n do list[i] = v end
  return list[n], list[n + 1]
end
local function scan(list, from, to, step)
  local out = {}
  for i = from, to, step do out[#out + 1] = tostring(list[i]) end
  return table.concat(out, " ")
end
local counting = setmetatable({}, {__index = function(_, i) return i * 10 end, __newindex = function(t, i, v) rawset(t, i * 2, v) end})
for _, list in ipairs{{1, 2, 3}, {}, "text", 5, true, print, {[0] = 9, 8, [2.5] = 7, [-1] = 6}, counting} do
  print(pcall(sum, list, 3))
  print(pcall(store, list, 2, "v"))
  print(pcall(store, list, 2, nil))
  print((select(2, pcall(scan, list, -2, 3, 0.5)):gsub("0x%x+", "")))
end
print(pcall(sum, nil, 3)) print(pcall(store, nil, 3, 1)) print(pcall(scan, nil, 1, 2, 1))
print(pcall(sum, nil, 0)) print(pcall(store, nil, 0, 1))
--@ 5.1 5.2: a list that changes while it is walked
local function grow(list, n)
  for i = 1, n do list[i] = (list[i - 1] or 0) + i end
  return #list, list[n]
end
print(grow({}, 5)) print(grow({100}, 5)) print(grow({[3] = "x"}, 2))
local function replaced(list)
  local seen = {}
  for i = 1, 4 do
    seen[i] = list[i]
    if i == 2 then
      for k = 4, 1, -1 do list[k] = nil end
      setmetatable(list, {__index = function(_, k) return "late " .. k end})
    end
  end
  return table.concat(seen, ",")
end
print(replaced{1, 2, 3, 4})
--@ 5.1 5.2: items of items in loops
local function total(m, n)
  local s = 0
  for i = 1, n do for j = 1, n do s = s + m[i][j] end end
  return s
end
print(pcall(total, {{1, 2}, {3, 4}}, 2))
print(pcall(total, {{1, 2}, {3}}, 2))
print(pcall(total, {{1, 2}}, 2))
print(pcall(total, {{1, 2}, "row"}, 2))
print(pcall(total, {{1, 2}, 7}, 2))
print(pcall(total, {{1, 2}, {3, "4"}}, 2))
print(pcall(total, {}, 1)) print(pcall(total, nil, 1)) print(pcall(total, 5, 1)) print(pcall(total, "m", 1))
local calls = 0
local rows = setmetatable({}, {__index = function(t, i)
  calls = calls + 1
  return setmetatable({}, {__index = function(_, j) calls = calls + 1 return i * 10 + j end})
end})
print(total(rows, 3), calls)
print(pcall(total, setmetatable({}, {__index = {{1, 2}, {3, 4}}}), 2))
--@ 5.1 5.2: items of fields, of globals and upvalues in loops
local up
local function all(self, n)
  local out = {}
  for i = 1, n do
    for j = 1, n do out[#out + 1] = tostring(self.rows[i][j]) .. tostring(grid[i][j + 1]) .. tostring(up[i][j]) .. tostring(self.a.b[i]) end
  end
  return table.concat(out, " ")
end
grid = {{1, 2, 3}, {4, 5, 6}}
up = {{"a", "b"}, {"c", false}}
print(all({rows = {{1, 2}, {3}}, a = {b = {1, 2}}}, 2))
local class = {rows = {{7, 8}, {9, 10}}, a = {b = {"x"}}}
class.__index = class
print(all(setmetatable({}, class), 2))
for _, self in ipairs{{}, {rows = {}}, {rows = 1}, {rows = {{}, {}}}, {rows = {{}, {}}, a = {}}, {rows = {{}, {}}, a = 1}, "s", 1} do
  print(pcall(all, self, 2))
end
grid = nil
print(pcall(all, {rows = {{1}}, a = {b = {}}}, 1))
grid, up = {{}}, nil
print(pcall(all, {rows = {{1}}, a = {b = {}}}, 1))
print(pcall(all, nil, 1))
--@ 5.1 5.2: places that are computed
local function at(t, w, x, y, k)
  local out = {}
  for i = 1, 2 do
    out[#out + 1] = tostring(t[i * w + x]) .. tostring(t[(i - 1) * w + x]) .. tostring(t[i - k]) .. tostring(t[i * w + x - y])
    t[i * w + x] = i
    t[i % 2] = "m" .. i
    t[i - 2] = "n" .. i
  end
  return table.concat(out, " ")
end
for _, w in ipairs{-3, -1, 0, 0.5, 1, 2} do
  for _, x in ipairs{-2, 0, 1} do
    local t = {"a", "b", "c", "d", [0] = "z", [-1] = "y", [1.5] = "f"}
    io.write(at(t, w, x, 1, 3), " |")
    for k = -6, 6 do io.write(" ", tostring(t[k])) end
    print()
  end
end
local function down(t, n) local s = "" for i = n, 0, -1 do s = s .. tostring(t[i]) end for i = 3, 1, -2 do s = s .. tostring(t[i]) end return s end
print(down({1, 2, 3, [0] = 0}, 4))
--@ 5.1 5.2: lists that begin with 0
local function read(t, n)
  local out = {}
  for i = 0, n do out[#out + 1] = tostring(t[i]) end
  out[#out + 1] = tostring(t[0])
  for i = 1, n do out[#out + 1] = tostring(t[i - 1]) end
  for i = 7, 9 do out[#out + 1] = tostring(t[i % 8]) end
  return table.concat(out, " ")
end
local function count(t) local n = 0 for k in pairs(t) do n = n + 1 end return n end
local t = {}
print(read(t, 2), count(t))
for i = 0, 3 do t[i] = i * 1.5 end
print(read(t, 3), count(t), #t)
t[0] = nil
print(read(t, 3), count(t), next({[0] = "only"}))
for i = -20, 20 do t[i] = "k" .. i end
print(read(t, 3), count(t), t[-1], t[-0])
for i = -20, 20 do t[i] = nil end
t[0] = false
print(read(t, 1), count(t), rawget(t, 0), rawequal(t[0], false))
for i = 1, 40 do t["k" .. i] = i t["k" .. i] = nil end
print(read(t, 1), count(t))
t[0] = nil
for i = 1, 40 do t["x" .. i] = i end
print(read(t, 1), count(t))
t[0] = "again"
print(read(t, 1), count(t))
rawset(t, 0, "raw")
print(read(t, 0), read({[0] = "c", "d"}, 1), read({[-1] = 1}, 1))
print(read(setmetatable({}, {__index = function(_, k) return "?" .. k end}), 2))
print(read(setmetatable({}, {__index = {[0] = "up", "one"}}), 2))
for _, v in ipairs{1, true, print, "text"} do print(pcall(read, v, 0)) end
print(pcall(read, nil, 0))
local weak = setmetatable({[0] = "w", "x"}, {__mode = "k"})
print(read(weak, 1))
local m = {[0] = {[0] = 1, 2}, {[0] = 3, 4}}
local s = 0
for i = 0, 1 do for j = 0, 1 do s = s * 10 + m[i][j] end end
for i = 1, 2 do for j = 1, 2 do s = s * 10 + m[i - 1][j - 1] end end
print(s)
--@ 5.1 5.2: the value of the key 0 is replaced, taken out and put back
local function turn(t, n)
  local first = t[0]
  for i = 0, n - 1 do t[i] = t[i + 1] end
  t[n] = first
  return t[0], t[1], t[n], rawget(t, 0)
end
local t = {[0] = "a", "b", "c"}
print(turn(t, 2)) print(turn(t, 2)) print(turn({}, 1)) print(turn({1}, 1)) print(turn({[0] = 1.5}, 1))
local function all(t)
  local found = {}
  for k, v in pairs(t) do found[#found + 1] = tostring(k) .. "=" .. tostring(v) end
  table.sort(found)
  return table.concat(found, " ")
end
t[0] = nil
print(t[0], all(t), #t)
t[0] = false
print(t[0], all(t)) t[0] = t print(t[0] == t, next({[0] = 7})) t[-0] = 2.5 print(t[0], all(t))
for i = 0, 20 do t[-i] = i; t["n" .. i] = i end
t[0] = "zero" print(t[0], t[-7], t.n9) t[0] = nil print(t[0], t[-7])
for i = 1, 20 do t[-i] = nil; t["n" .. i] = nil end
t.other = 1 t[0] = "again" print(all(t))
local seen = {}
local guarded = setmetatable({}, {__newindex = function(s, k, v) seen[#seen + 1] = k; rawset(s, k, v) end, __index = function(_, k) return k end})
for i = 0, 2 do guarded[i] = guarded[i] .. "!" end
guarded[0] = "changed"
print(table.concat(seen, ","), guarded[0], guarded[2])
local weak = setmetatable({[0] = "kept"}, {__mode = "k"})
weak[0] = weak[0] .. "!" print(weak[0])
for k in pairs(t) do t[k] = k == 0 and "walked" or nil end
print(all(t))
--@ 5.1 5.2: lists of which most places are nil
local function marked(n)
  local composite, count = {}, 0
  for i = 2, n do
    if not composite[i] then
      count = count + 1
      for j = i * i, n, i do composite[j] = true end
    end
  end
  local odd = 0
  for k in pairs(composite) do if k % 2 == 1 then odd = odd + 1 end end
  return count, odd, composite[4], composite[5], composite[n], composite[n + 1]
end
print(marked(50)) print(marked(400)) print(marked(3000))
local function every(n, step)
  local t, sum, count = {}, 0, 0
  for i = step, n, step do t[i] = i end
  for i = step, n, step * 3 do t[i] = nil end
  for i = n, 1, -7 do t[i] = i / 2 end
  for k, v in pairs(t) do sum = sum + k * v; count = count + 1 end
  local left = 0
  for k in pairs(t) do t[k] = nil; left = left + 1 end
  return sum, count, left, next(t), #t
end
print(every(100, 2)) print(every(1000, 2)) print(every(1000, 5)) print(every(1000, 8)) print(every(2000, 9))
local far = {}
for i = 1, 70 do far[i * 2] = i end
far[1000000] = "far" far[1000008] = "farther" far[-3] = "below"
print(far[140], far[142], far[1000000], far[1000008], far[-3], far[999999])
for i = 71, 200 do far[i * 2 + i % 5] = i end
print(far[144], far[404], far[1000008])
--@ 5.1 5.2: keys that are the sum of a variable and a whole number
local list = {10, 20, 30, 40}
local counting = setmetatable({}, {__index = function(_, k) return "no " .. tostring(k) end})
local shifts = setmetatable({}, {
  __add = function(_, n) return n + 1 end,
  __sub = function(_, n) return 6 - n end,
  __concat = function() return "joined" end,
})
local function around(t, k)
  return t[k + 1], t[k + 2], t[k - 1], t[k - 2], t[1 + k], t[k + 0], t[k - 0]
end
for _, k in ipairs{0, 1, 2, 3, 4, 5, -1, -2, 0.5, -0.5, 1e-17, -1e-17, 2^53, -2^53, 2^31, 2^32, 1e300, "1", " 2 ", "0x1", "1e0", "2.5", 1/0, -1/0, shifts} do
  print(pcall(around, list, k))
  print(pcall(around, counting, k))
end
print(pcall(around, list, "length")) print(pcall(around, list, {})) print(pcall(around, list, nil))
local function put(k, v)
  local t = {1, 2, 3}
  t[k + 1] = v
  t[k - 1] = v
  t[k + 3] = t[k + 2]
  local keys = {}
  for key, value in pairs(t) do keys[#keys + 1] = tostring(key) .. "=" .. tostring(value) end
  table.sort(keys)
  return table.concat(keys, " ")
end
for _, k in ipairs{0, 1, 2, 3, -1, 0.5, 1e-17, "1", "1.5", 2^40, shifts} do print(pcall(put, k, "v")) end
print(pcall(put, 0 / 0, 1))
local below = -2 ^ 53
print(list[below + 9007199254740994], list[below + 9007199254740993], list[9007199254740996 + below], list[-below - 9007199254740990])
local i, t = 1, {1, 2, 3, 4, 5}
t[i + 1], i = "first", 3
t[i + 1], i, t[i + 2] = i, 1, "third"
i, t[i] = i + 1, t[i + 1]
print(i, t[1], t[2], t[3], t[4], t[5])
local k = 1
local function move() k = k + 1 return k end
t[k + 1] = move()
t[k + 1] = t[k + 1] .. move()
t[k + 1], t[k + 2] = move(), t[k + 1]
print(k, t[1], t[2], t[3], t[4], t[5], t[6])
for a = 1, 3 do t[a + 1] = t[a] t[a - 1 + 1] = a end
print(t[1], t[2], t[3], t[4])
local grid, width = {}, 3
for y = 0, 2 do for x = 0, 2 do grid[y * width + x + 1] = y + x / 10 end end
for y = 0, 2 do for x = 0, 2 do grid[(y * width + x) + 1] = grid[(width * y + x) + 1] * 2 end end
print(table.concat(grid, " "), #grid)
local changing = setmetatable({}, {__index = function(_, key) width = width + 1 return key end})
local at = 1
local function renew(key) at = at + 1 return key end
print(changing[width + 1], changing[width + 1], changing[at + renew(1)], changing[at + 1], list[at - 1])
--@ 5.1 5.2: locals that hold a number for good
local X, Y, HALF, BELOW, HUGE = 1, 2, 0.5, -1, 2^53
local FAR, NOTHING, ONE = 1e15, 0, 1
local p = {10, 20, [0.5] = "half", [-1] = "below", [0] = "zero", [1e15] = "far"}
local function read(t) return t[X], t[Y], t[HALF], t[BELOW], t[NOTHING], t[FAR], t[X + Y] end
print(read(p))
print(pcall(read, nil)) print(pcall(read, 5)) print(read("text"))
local function write(t)
  t[X], t[Y] = t[Y], t[X]
  t[HALF] = t[X] + ONE
  t[BELOW], t[NOTHING] = t[NOTHING], t[BELOW]
  t[FAR] = nil
  t[X + Y] = "third"
end
write(p) print(read(p))
for i = X, Y do print(i, X == ONE, X ~= Y, X < Y, X - BELOW, X - -BELOW, -BELOW ^ Y, Y ^ BELOW, 7 % BELOW, X .. Y, X and Y, not X, HALF * i) end
for i = Y, X, BELOW do p[i * Y - ONE] = X p[Y] = p[X] or i end
print(p[X], p[Y], p[3], #p)
local STEP = 0
print(pcall(function() for i = X, Y, STEP do return i end end))
for _, t in ipairs{{}, setmetatable({}, {__index = function(_, k) return k end, __newindex = print})} do
  for i = 1, 2 do t[Y] = i t[BELOW] = t[Y] print(t[X], t[Y], t[BELOW]) end
end
print(pcall(function() for i = 1, 2 do return X.field end end))
print(pcall(function() for i = 1, 2 do X[Y] = 1 end end))
print(pcall(function() for i = 1, 2 do return X() end end))
print(pcall(function() for i = 1, 2 do return #X end end))
print(pcall(function() for i = 1, 2 do return X < "1", nil end end))
print(pcall(function() for i = 1, 2 do return X + {} end end))
print(pcall(function() for i = 1, 2 do return X .. {} end end))
local i = 0
repeat local LIMIT = 3 i = i + ONE until i >= LIMIT
while i > NOTHING do local C = 5 i = i - C end
print(i)
