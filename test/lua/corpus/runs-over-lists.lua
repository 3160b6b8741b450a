--@ 5.1 5.2: loops over lists that only compute, with all that an iterator may give
local function sums(t)
  local s = 0
  for i, v in ipairs(t) do
    v = v + i
    s = s + v
    if s > 1000000 then break end
  end
  for k, v in pairs(t) do s = s * 3 % 1000003 + v end
  for _, v in ipairs(t) do if v == 2 then break end s = s + v end
  return s
end
local long = {}
for i = 1, 3000 do long[i] = i end
local holes = { 1, 2, nil, 4 }
local backwards = {}
for i = 9, 1, -1 do backwards[i] = i end
for i = 1, 3 do print(sums(long), sums(holes), sums(backwards), sums({})) end
local mixed = { 5, 6, x = 7 }
mixed[1.5] = 8
mixed[true] = 9
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
print(sums(mixed) > 0, count(mixed), count({ 1, 2, 3, [0] = 0, y = 1, z = 2 }), count(long))

local function emptied(t)
  local n = 0
  for k in pairs(t) do t[k] = nil n = n + 1 end
  return n, next(t)
end
print(emptied(long))

local function grown(t)
  local n = 0
  for i, v in ipairs(t) do
    if i < 2000 then t[i + 1] = v + 1 end
    n = n + v
  end
  return n
end
print(grown({ 1 }))

local function squares(n)
  local i = 0
  return function()
    i = i + 1
    if i <= n then return i, i * i end
  end
end
local function called()
  local a, b = 0, 0
  for x, y in squares(2000) do a = a + x b = b + y end
  return a, b
end
print(called())

--@ 5.1 5.2: loops over lists that add what is no number
local adds = setmetatable({}, { __add = function() return "added" end })
local function sum(t)
  local s = 0
  for _, v in ipairs(t) do s = s + v end
  return s
end
print(sum({ 1, 2, 3 }), sum({ 1, 2, adds }), pcall(sum, { 1, {} }))
print(sum({ 0.5, 1e300, -1 }), sum({ "10", 20 }))

--@ 5.1 5.2: ipairs over tables that keep their items elsewhere
local weak = setmetatable({ 1, 2, 3 }, { __mode = "v" })
for i, v in ipairs(weak) do print(i, v) end
for i, v in ipairs(_G) do print(i, v) end
_G[1] = "one"
_G[2] = "two"
for i, v in ipairs(_G) do print(i, v) end
