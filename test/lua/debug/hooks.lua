--@ 5.1 5.2: lines of each kind of statement
local function trace(text)
  local lines = {}
  debug.sethook(function (_, line) lines[#lines + 1] = line end, "l"); (loadstring or load)(text)(); debug.sethook()
  print(table.concat(lines, " "))
end
trace("x = 1\nif x == 1 then\n  x = 2\nelse\n  x = 3\nend\n")
trace("if x == 7 then\n  x = 2\nelseif\n  x == 2 then\n  x = 3\nend\nx = 4")
trace("local n = 0\nwhile n < 3 do\n  n = n + 1\n  if n == 2 then\n    n = 2\n  end\nend\n")
trace("local n = 0\nrepeat\n  n = n + 1\nuntil n > 2\nx = n")
trace("for i = 1, 3 do\n  x = i\nend")
trace("for i = 1, 3 do x = i end for i = 3, 1 do x = i end")
trace("for k, v in pairs({ 1, 2 }) do\n  x = k\nend\n")
trace("for k, v in ipairs({ 1, 2 }) do x = v end")
trace("while true do\n  if x then\n    break\n  end\nend\ndo\n  return 1\nend")
trace("function double(a)\n  return a * 2\nend\nx = double(4)\nlocal function twice(f, a)\n  return f(f(a))\nend\nx = select('#',\n  twice(double, 1),\n  double(5)\n)")
trace("local a, b\na = function()\n  return 1\nend\nb = a()\nlocal c\nc = b")
trace("local t = {\n 1,\n 2,\n a = 3,\n [4] = 5,\n}\n")
trace("local t = {\n f = function()\n end,\n g = function() end\n}")
trace("local a = tostring(1,\n 2)\nlocal b = a")
trace("tostring(function()\n return 1\nend)\ntostring(1, function()\n end, 2)")
trace("local a = 1\nif a == 1\n and a > 0\n or a < 0 then\n a = 2\nend")
trace("local a, b\na,\nb =\n1,\n2\n")
trace("local t = {a={b=1}}\nlocal x = t\n.a\n.b\nt\n.a\n.c = 4")
trace("local function f()\n return 1,\n 2,\n tostring(3)\nend\nf()")
trace("local s = 'a' ..\n'b' ..\n'c'\nlocal t = #s\n + 1")
trace("local i = 0\nrepeat\n i = i + 1\nuntil i == 2\n or i == 3")
trace("local t = {\n f = {},\n}\nfunction t:g()\n return 1\nend\nt.f.h = function()\nend\nlocal u = setmetatable({}, {\n __index = function()\n end\n})")
trace("local a, b = 1, 2\nlocal c = a +\n b *\n a\nreturn a")
--@ 5.1: calls, returns and tail returns
local events = {}
local function note(event)
  local info = debug.getinfo(2, "nS")
  events[#events + 1] = event .. " " .. tostring(info.name) .. " " .. info.namewhat .. " " .. info.what
end
local function inner(x) return math.abs(x) end
local function outer(x) return inner(x) end
local t = { m = function(self) return 1 end }
debug.sethook(note, "cr")
outer(-1)
t:m()
t.m()
pcall(error, "x")
table.sort({ 3, 1, 2 }, function(a, b) return a < b end)
debug.sethook()
print(table.concat(events, "\n"))
print(debug.gethook())
--@ 5.2: calls and tail calls
local events = {}
local function inner(x) return x end
local function outer(x) return inner(x) end
debug.sethook(function(event) events[#events + 1] = event end, "cr")
outer(-1)
debug.sethook()
print(table.concat(events, " "))
--@ 5.1 5.2: a count of instructions
local n = 0
debug.sethook(function () n = n + 1 end, "", 1)
n = 0; for i = 1, 1000 do end; print(1000 < n and n < 1020)
debug.sethook(function () n = n + 1 end, "", 5000)
n = 0; for i = 1, 1000 do end; print(n, select(2, debug.gethook()))
debug.sethook()
--@ 5.1 5.2: a hook that ends a loop
local count = 0
print(pcall(function()
  debug.sethook(function() count = count + 1; if count > 10 then debug.sethook(); error("enough", 0) end end, "", 100)
  while true do end
end), count)
--@ 5.1 5.2: the hook of a coroutine is its own
local seen = {}
local co = coroutine.create(function(x)
  local y = x + 1
  coroutine.yield(y)
  return y
end)
local function hook(_, line) seen[#seen + 1] = line end
debug.sethook(co, hook, "l")
print(coroutine.resume(co, 1))
print(debug.gethook(co) == hook, debug.gethook() ~= hook, table.concat(seen, " "))
print(coroutine.resume(co))
print(table.concat(seen, " "))
--@ 5.1 5.2: a new coroutine has the mask of its maker's hook, but not the function
local seen = 0
debug.sethook(function() seen = seen + 1 end, "cr", 1000)
local co = coroutine.create(function() local before = seen tostring(1) tostring(2) return seen - before end)
print(coroutine.resume(co))
print(debug.gethook(co))
debug.sethook()

--@ 5.1 5.2: calls of iterators, metamethods and objects in hooks
local log = {}
local function hook(event)
  local info = debug.getinfo(2, "nSl")
  log[#log + 1] = event .. " " .. tostring(info.name) .. " " .. info.namewhat .. " " .. info.what .. " " .. info.currentline
end
local object = setmetatable({}, {
  __index = function(t, k) return k end,
  __add = function(a, b) return 5 end,
  __call = function(self, x) return x end,
})
local function target(a)
  return a
end
local function tail(a)
  return target(a)
end
debug.sethook(hook, "cr")
for k, v in pairs({1}) do end
for i in function(s, c) if c < 2 then return c + 1 end end, nil, 0 do end
local a, b, c = object.x, object + 1, object(2)
tail(1)
pcall(target, 1)
debug.sethook()
for _, line in ipairs(log) do print(line) end
print(pcall(function() local nothing nothing() end))
--@ 5.1 5.2: calls of library functions by library functions
local log = {}
local function hook(event)
  local info = debug.getinfo(2, "nS")
  log[#log + 1] = event .. " " .. tostring(info.name) .. " " .. info.what
end
debug.sethook(hook, "cr")
local text = string.gsub("abc", "b", string.upper)
table.sort({ 3, 1, 2 }, rawequal)
local ok = pcall(tostring, 1)
local shown = tostring(setmetatable({}, { __tostring = type }))
if table.foreach then table.foreach({ 1 }, type) end
local loaded = load(string.gmatch("return 1", "."))
xpcall(error, tostring)
debug.sethook()
for _, line in ipairs(log) do print(line) end
--@ 5.1 5.2: a function returns in the last line of what it returns
local lines = {}
local function f(x)
  local g = function()
    return x
  end
  if x == 1 then
    return g() +
      g()
  end
  if x == 2 then
    return (x ..
      x)
  end
end
debug.sethook(function(_, line) lines[#lines + 1] = line end, "l")
f(1)
f(2)
debug.sethook()
print(table.concat(lines, " "))
--@ 5.2: lines of conditions whose `then` stands alone
local function trace(text)
  local lines = {}
  debug.sethook(function (_, line) lines[#lines + 1] = line end, "l"); (loadstring or load)(text)(); debug.sethook()
  print(table.concat(lines, " "))
end
local head = "local x, n, s = nil, 1, 's' local function yes() return true end\n"
for _, condition in ipairs({"x", "not x", "(x)", "yes()", "not yes()", "(yes())", "s.y", "#s", "n + 1", "n == 1", "not (n == 1)", "yes() and\nn == 2",
  "yes() and\ns", "n == 2 or\nyes()"}) do
  trace(head .. "if\n" .. condition .. "\n\nthen\n  y = 1\nelse\n  y = 2\nend\ny = 3")
  trace(head .. "if n == 2 then\n  y = 1\nelseif\n" .. condition .. "\n\nthen\n  y = 2\nend\ny = 3")
  trace(head .. "for i = 1, 2 do\n  if\n" .. condition .. "\n\n  then break end\nend")
end
