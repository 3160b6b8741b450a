--@ 5.1 5.2: locals by their registers
local function show()
  local i = 1
  while true do
    local name, value = debug.getlocal(2, i)
    if not name or name == "(*temporary)" then break end
    print(i, name, string.sub(name, 1, 1) ~= "(" and value)
    i = i + 1
  end
end
local function f(a, b)
  local c = a
  do local hidden = 1 end
  for i = 1, 2 do
    local d = i
    if i == 2 then show() end
  end
  for k in pairs({ 1 }) do local e = k; show() end
  print(debug.setlocal(1, 3, "changed"), c)
  show()
end
f(1)
--@ 5.1: the arg of vararg functions
local function f(a, ...)
  print(debug.getlocal(1, 2))
  local b = 1
  print(debug.getlocal(1, 3))
end
f(1, 2, 3)
--@ 5.2: varargs and parameters
local function f(a, ...)
  print(debug.getlocal(1, -1)) print(debug.getlocal(1, -2)) print(debug.getlocal(1, -3)) print(debug.getlocal(1, 1))
end
f(1, "p", "q")
print(debug.getlocal(f, 1), debug.getlocal(f, 2))
--@ 5.1 5.2: an operand that waits
local function f()
  print(debug.getlocal(2, 3))
  debug.setlocal(2, 3, 10)
  return 20
end
local function g(a, b) return (a + 1) + f() end
print(g(0, 0))
print(debug.getlocal(0, 1)) print(debug.getlocal(0, 2)) print(debug.getlocal(0, 3))
--@ 5.0 5.1 5.2: upvalues are shared
local a, b, c = 1, 2, 3
local function f(x) b = x; return c end
local function g(x) a = x; return c, b end
local function list(h)
  local i = 1
  while true do
    local name, value = debug.getupvalue(h, i)
    if not name then break end
    print(i, name, value)
    i = i + 1
  end
end
list(f) list(g)
print(debug.setupvalue(f, 1, "new"), b)
print(debug.setupvalue(f, 9, 1), debug.getupvalue(f, 0), debug.getupvalue(string.len, 1))
--@ 5.1 5.2: upvalues of loops
for i = 1, 2 do
  local function h() return i end
  print(debug.setupvalue(h, 1, i * 10), h())
end
--@ 5.0: locals
local function f(a, b)
  local c = a
  print(debug.getlocal(1, 1)) print(debug.getlocal(1, 3)) print(debug.setlocal(1, 3, "changed"), c)
end
f(1)
--@ 5.2: identities of upvalues
local a, b = 1, 2
local function f() return a, b end
local function g() return b end
print(debug.upvalueid(f, 2) == debug.upvalueid(g, 1), debug.upvalueid(f, 1) == debug.upvalueid(g, 1))
print(pcall(debug.upvalueid, g, 2))
--@ 5.2: the environment of a chunk is its upvalue
local f = load("return x")
print((debug.getupvalue(f, 1)), debug.setupvalue(f, 1, { x = 7 }), f())
--@ 5.1 5.2: locals of a suspended coroutine
local co = coroutine.create(function(x)
  local y = 2
  coroutine.yield()
  return x, y
end)
coroutine.resume(co, 5)
print(debug.getlocal(co, 1, 1)) print(debug.getlocal(co, 1, 2)) print(debug.setlocal(co, 1, 2, "set"))
print(pcall(debug.getlocal, co, 5, 1))
print(coroutine.resume(co))
--@ 5.0 5.1 5.2: a message handler sees the variables of what failed
local function failing(a)
  local b = a * 2
  error("x", 0)
end
print(xpcall(function() local c = "outer" failing(21) end, function(m)
  local names = m
  for level = 2, 4 do
    local n = 1
    while true do
      local name, value = debug.getlocal(level, n)
      if name == nil or string.sub(name, 1, 1) == "(" then break end
      names = names .. " " .. level .. name .. "=" .. tostring(value)
      n = n + 1
    end
  end
  return names
end))
local _, trace = xpcall(failing, debug.traceback)
print((string.gsub(trace, "main chunk.*", "main chunk")))
local f
f = function() local x = {} return x + 1 end
print(xpcall(f, function() return debug.getinfo(2, "f").func == f, debug.getlocal(2, 1) end))
--@ 5.0 5.1 5.2: hidden variables of loops
local function show()
  local names, n = "", 1
  while true do
    local name, value = debug.getlocal(2, n)
    if name == nil or string.sub(name, 1, 2) == "(*" then break end
    if type(value) == "number" or value == nil then names = names .. " " .. name .. "=" .. tostring(value) else names = names .. " " .. name .. ":" .. type(value) end
    n = n + 1
  end
  print(names)
end
local function loops(limit)
  for i = 1, limit, 2 do local inside = i * 10 show() end
  for k, v in ipairs({"a", "b"}) do show() end
  for k in pairs({x = 1}) do show() end
  show()
end
loops(4)
local co = coroutine.wrap(function() for i = 7, 8 do coroutine.yield() show() end end)
co() co() co()
