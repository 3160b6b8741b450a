-- control flow under suspension
local log = {}
local function out(...) local t = {...} for i = 1, select("#", ...) do t[i] = tostring(t[i]) end print(table.concat(t, " ")) end
local function id(...) return ... end
local up = 0
local function bump(n) up = up + n return up end
-- evaluation order
local function e(n) log[#log + 1] = n return n end
local t = {}
t[e(1)], t[e(2)] = e(3), e(4)
out(table.concat(log, ","))
log = {}
local r = e(1) + e(2) * e(3) .. e(4)
out(r, table.concat(log, ","))
local x = 1
local function setx(v) x = v return v end
out(x + setx(5), x)
out(x, setx(7), x)
local tt = {x, setx(8), x}
out(tt[1], tt[2], tt[3])
-- while with call condition
local n = 0
while e(n) < 3 do n = n + 1 if n == 2 then goto skip end out("n", n) ::skip:: end
-- repeat with local in condition
local fs = {}
local k = 0
repeat
  local j = id(k)
  fs[#fs + 1] = function() j = j + 1 return j end
  k = k + 1
until id(j) >= 2
out(#fs, fs[1](), fs[1](), fs[2](), fs[3]())
-- nested loops with break
for i = 1, 3 do
  for j = 1, 3 do
    if id(j) == 2 then break end
    out(i, j)
  end
  local m = i
  while true do m = m + id(1) if m > 4 then break end end
  out("m", m)
end
-- and/or with calls
out(id(nil) and id(1) or id(2), id(false) or id(nil), id(1) and id(2), (id(1) and id(false)) or id("z"))
if id(1) and not id(nil) or id(3) then out("yes") else out("no") end
if id(nil) then out("a") elseif id(false) then out("b") elseif id(3) == 3 and id(4) then out("c") else out("d") end
-- generic for with general iterators
local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i, i * i end end end
for a, b in range(3) do out(a, id(b)) end
local function stateless(s, c) if c < s then return c + 1, id(c) end end
for a, b, c in stateless, 3, 0 do out(a, b, c) end
for key, value in next, {10, 20} do out(key, id(value)) end
for key, value in pairs({a = 1}) do out(key, id(value)) end
-- closures of loops
local cs = {}
for i = 1, 3 do local y = id(i) cs[i] = function() y = y + i return y end end
out(cs[1](), cs[1](), cs[2](), cs[3]())
-- varargs
local function va(...)
  local a, b = ...
  local c = id(a)
  local d = select("#", ...)
  return c, b, d, ...
end
out(va(1, 2, 3))
out((va(1, 2, 3)))
local packed = {va(1, nil, 3), va(4)}
out(#packed, packed[1], packed[2])
-- method calls in chains
local obj = {v = 1}
function obj:add(n) self.v = self.v + n return self end
out(obj:add(id(1)):add(id(2)).v)
-- multiple assignment
local p, q, w = id(1, 2)
out(p, q, w)
p, q = q, p
out(p, q)
obj.v, obj.w = id(7), id(8, 9)
out(obj.v, obj.w)
-- pcall across
out(pcall(function() local z = id(5) error({code = z}) end))
out(pcall(function() local z = id(5) error("x" .. z) end))
out(select(2, pcall(function(a) return id(a), id(a) end, 4)))
-- coroutine
local co = coroutine.create(function(a, b)
  out("start", a, b)
  local c = coroutine.yield(a + b)
  out("c", c)
  local d, e2 = coroutine.yield(c * 2)
  out("de", d, e2)
  for i = 1, 2 do out("loop", coroutine.yield(i)) end
  local ok, err = pcall(function() coroutine.yield("in pcall") error("oops") end)
  out(ok, err)
  return "fin", 99
end)
local arg = {1, 2}
while coroutine.status(co) ~= "dead" do
  out("resumed", coroutine.resume(co, arg[1], arg[2]))
  arg = {10, 20}
end
-- string building and concat with numbers
local s = ""
for i = 1, 5 do s = s .. i .. (id(i) % 2 == 0 and "," or ";") end
out(s)
-- tail calls
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, id(acc) + 1) end
out(loop(1000, 0))
local function mut(n) if n == 0 then return "even" end return id(loop)(0, "end") end
out(mut(3))
-- goto back
do
  local i = 1
  local acc = {}
  ::again::
  local v = id(i)
  acc[#acc + 1] = function() return v end
  i = i + 1
  if i <= 3 then goto again end
  out(acc[1](), acc[2](), acc[3]())
end
for i = 1, 2 do
  for j = 1, 2 do
    if id(j) == 2 then goto next_i end
    out("ij", i, j)
  end
  ::next_i::
end
do
  goto first
  ::second:: out("second") goto third
  ::first:: out("first") goto second
  ::third:: out("third")
end
for i = 1, 3 do
  local q2
  if i == 2 then goto cont end
  q2 = id(i)
  out("q2", q2)
  ::cont::
end
out(tostring(nil), tostring(true), #"abc", -id(3), not id(nil))
out(2 ^ id(3), 10 % id(4), id("a") < id("b"), id(1) == id(1), id(1) ~= id(2), id(3) >= id(3))
