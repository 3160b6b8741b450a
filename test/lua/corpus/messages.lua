--@ 5.0 5.1 5.2: calls of every kind of variable
local function try(f) print(pcall(f)) end
local up
try(function() nothing() end)
try(function() local x; x() end)
try(function() up() end)
try(function() local t = {} t.field() end)
try(function() local t = {} t:method() end)
try(function() local t = {} t[1]() end)
try(function() local t = {} t["with space"]() end)
try(function() up.x.y() end)
try(function() math.nothing() end)
try(function() string.nothing("x") end)
try(function() local t = {{}} t[1].a.b() end)
try(function() (function() end)()() end)
try(function() ("x")() end)
try(function() (1)() end)
try(function() ({})() end)
try(function() local t = {} t.a = 5 t.a() end)
try(function() local s = "x" s:nothing() end)
try(function() local n = 5 n:nothing() end)
try(function() ("x"):nothing() end)
--@ 5.0 5.1 5.2: indexing of every kind of variable
local function try(f) print(pcall(f)) end
local up
try(function() return nothing.x end)
try(function() local x; return x.y end)
try(function() return up.x end)
try(function() local t = {} return t.a.b end)
try(function() local t = {} return t.a.b.c end)
try(function() local t = {} return t[1].x end)
try(function() local t = {} local k = "key" return t[k].x end)
try(function() nothing.x = 1 end)
try(function() local x; x.y = 1 end)
try(function() up.x = 1 end)
try(function() local t = {} t.a.b = 1 end)
try(function() local t = {} t.a.b.c = 1 end)
try(function() local t = {} t[1][2] = 1 end)
try(function() local b = true return b.x end)
try(function() local n = 1 return n.x end)
try(function() local f = print return f.x end)
try(function() return (nil).x end)
try(function() return (1).x end)
try(function() return ({}).x.y end)
try(function() return print().x end)
try(function() return nothing[1] end)
try(function() local x = 5 x[1] = 2 end)
try(function() local a = {} a.b.c:d() end)
try(function() return math.x.y end)
try(function() nothing:method() end)
try(function() up:method() end)
--@ 5.0 5.1 5.2: arithmetic on every kind of operand
local function try(f) print(pcall(f)) end
local up
try(function() return nothing + 1 end)
try(function() return 1 + nothing end)
try(function() local x; return x * 2 end)
try(function() return up - 1 end)
try(function() local t = {} return t.a / 2 end)
try(function() local t = {} return 2 ^ t.a end)
try(function() local t = {} return t[1] + 1 end)
try(function() return {} + 1 end)
try(function() return 1 + {} end)
try(function() return "x" + 1 end)
try(function() return 1 + "x" end)
try(function() return -{} end)
try(function() return -nothing end)
try(function() local s = "abc" return -s end)
try(function() return print + 1 end)
try(function() return true + 1 end)
try(function() local a, b = {}, nil return a + b end)
try(function() local a, b = 1, nil return a + b end)
try(function() local a, b = "10", "x" return a + b end)
try(function() local t = {} t.x = t.x + 1 end)
try(function() local t = {n = {}} t.n.m = t.n.m + 1 end)
try(function() return 2 - {} end)
try(function() return ("x"):rep(2) * 2 end)
--@ 5.1 5.2: arithmetic with %
local function try(f) print(pcall(f)) end
try(function() return nothing % 2 end)
try(function() local t = {} return 5 % t.x end)
try(function() return {} % 2 end)
--@ 5.0 5.1 5.2: concatenation
local function try(f) print(pcall(f)) end
local up
try(function() return "a" .. nothing end)
try(function() return nothing .. "a" end)
try(function() local x; return "a" .. x .. "b" end)
try(function() return up .. 1 end)
try(function() local t = {} return t.a .. "x" end)
try(function() local t = {} return "x" .. t.a end)
try(function() return {} .. "x" end)
try(function() return "x" .. {} end)
try(function() return 1 .. print end)
try(function() return "a" .. "b" .. true .. "c" end)
try(function() local t = {} return "x" .. t[1] .. "y" end)
try(function() return {} .. {} end)
try(function() return true .. nothing end)
--@ 5.0 5.1 5.2: comparison
local function try(f) print(pcall(f)) end
try(function() return 1 < "2" end)
try(function() return "1" < 2 end)
try(function() return {} < {} end)
try(function() return nil < 1 end)
try(function() return 1 > nil end)
try(function() return {} <= 1 end)
try(function() return 1 >= {} end)
try(function() return true < false end)
try(function() return print < print end)
try(function() return nil <= nil end)
try(function() return print > 3 end)
try(function() return "a" >= true end)
try(function() local a, b = {}, "x" if a < b then end end)
try(function() local a while a < 5 do end end)
--@ 5.1 5.2: length
local function try(f) print(pcall(f)) end
local up
try(function() return #nothing end)
try(function() local x; return #x end)
try(function() return #up end)
try(function() local t = {} return #t.a end)
try(function() return #5 end)
try(function() return #print end)
try(function() return #true end)
try(function() local t = {} return #t[1] end)
--@ 5.0 5.1 5.2: numeric for
local function try(f) print(pcall(f)) end
try(function() for i = nil, 1 do end end)
try(function() for i = 1, nil do end end)
try(function() for i = 1, 2, nothing do end end)
try(function() for i = "x", 1 do end end)
try(function() for i = 1, {} do end end)
try(function() for i = 1, 2, {} do end end)
try(function() for i = "1", "2" do print(i) end end)
try(function() for i = {}, {}, {} do end end)
--@ 5.0 5.1 5.2: generic for
local function try(f) print(pcall(f)) end
try(function() for k in nothing do end end)
try(function() for k in 5 do end end)
try(function() local t for k, v in t do end end)
try(function() for k, v in pairs(nil) do end end)
try(function() for k, v in ipairs() do end end)
try(function() for k, v in ipairs(nothing) do end end)
try(function() for k, v in next, nil do end end)
try(function() for k, v in pairs(5) do end end)
--@ 5.1 5.2: generic for over a table
local function try(f) print(pcall(f)) end
try(function() for k, v in {} do end end)
try(function() local t = {} for k, v in t do end end)
--@ 5.0 5.1 5.2: table keys
local function try(f) print(pcall(f)) end
local t = {}
try(function() t[nil] = 1 end)
try(function() t[0/0] = 1 end)
try(function() return t[nil] end)
try(function() return t[0/0] end)
try(function() local k t[k] = 1 end)
try(function() rawset(t, nil, 1) end)
try(function() rawset(t, 0/0, 1) end)
try(function() return {[nothing] = 1} end)
try(function() return {[0/0] = 1} end)
--@ 5.0 5.1 5.2: arguments of library functions
local function try(f, a, b, c, d) print(pcall(f, a, b, c, d)) end
print(pcall(function() string.rep() end))
print(pcall(function() string.rep("x") end))
print(pcall(function() string.rep("x", {}) end))
print(pcall(function() string.rep("x", "y") end))
print(pcall(function() ("x"):rep() end))
print(pcall(function() ("x"):rep({}) end))
print(pcall(function() ("x").rep() end))
print(pcall(function() setmetatable() end))
print(pcall(function() setmetatable(1, {}) end))
print(pcall(function() setmetatable({}, 1) end))
print(pcall(function() setmetatable({}) end))
print(pcall(function() tostring() end))
print(pcall(function() tonumber() end))
print(pcall(function() tonumber({}, 10) end))
print(pcall(function() tonumber("1", 99) end))
print(pcall(function() type() end))
print(pcall(function() rawget() end))
print(pcall(function() rawset({}) end))
print(pcall(function() rawequal(1) end))
print(pcall(function() next() end))
print(pcall(function() next({}, "nokey") end))
print(pcall(function() math.floor() end))
print(pcall(function() math.floor("x") end))
print(pcall(function() math.floor({}) end))
print(pcall(function() math.max() end))
print(pcall(function() math.random(0) end))
print(pcall(function() math.random(2, 1) end))
print(pcall(function() table.concat() end))
print(pcall(function() table.concat({{}}) end))
print(pcall(function() table.concat({1, 2, true}) end))
print(pcall(function() table.concat({1, 2}, ",", 1, 3) end))
print(pcall(function() table.insert() end))
print(pcall(function() table.insert({}) end))
print(pcall(function() table.insert(nil, 1) end))
print(pcall(function() table.remove() end))
print(pcall(function() table.sort() end))
print(pcall(function() table.sort({1, 2}, 5) end))
print(pcall(function() table.sort({1, "x"}) end))
print(pcall(function() table.sort({{}, {}}) end))
print(pcall(function() string.char(256) end))
print(pcall(function() string.char(-1) end))
print(pcall(function() string.char("x") end))
print(pcall(function() string.byte() end))
print(pcall(function() string.sub() end))
print(pcall(function() string.sub("x") end))
print(pcall(function() string.find() end))
print(pcall(function() string.find("a") end))
print(pcall(function() string.find("a", "[a") end))
print(pcall(function() string.find("a", "(a") end))
print(pcall(function() string.find("a", "a)") end))
print(pcall(function() string.find("a", "%1") end))
print(pcall(function() string.find("a", "%b") end))
print(pcall(function() string.gsub("a") end))
print(pcall(function() string.gsub("a", "a") end))
print(pcall(function() string.gsub("a", "a", "%2") end))
print(pcall(function() string.gsub("a", "a", true) end))
print(pcall(function() string.format() end))
print(pcall(function() string.format("%d") end))
print(pcall(function() string.format("%d", "x") end))
print(pcall(function() string.format("%d", {}) end))
print(pcall(function() string.format("%y", 1) end))
print(pcall(function() string.format("%") end))
print(pcall(function() string.format("%s") end))
print(pcall(function() string.format("%100d", 1) end))
print(pcall(function() coroutine.create() end))
print(pcall(function() coroutine.create(1) end))
print(pcall(function() coroutine.resume() end))
print(pcall(function() coroutine.resume(1) end))
print(pcall(function() coroutine.status({}) end))
print(pcall(function() coroutine.wrap(5) end))
print(pcall(function() io.open() end))
print(pcall(function() os.date({}) end))
print(pcall(function() os.time(5) end))
print(pcall(function() os.time({}) end))
print(pcall(function() os.time({year = 2000}) end))
print(pcall(function() print(("x"):bad()) end))
print(pcall(function() error() end))
print(pcall(function() error(nil) end))
print(pcall(function() assert(false) end))
print(pcall(function() assert(nil, "message") end))
print(pcall(function() assert(false, 5) end))
print(pcall(function() assert() end))
print(pcall(string.rep))
print(pcall(string.rep, "x", {}))
print(pcall(setmetatable, 1))
print(pcall(math.floor, "x"))
print(pcall(ipairs))
print(pcall(error))
print(pcall(error, "x"))
print(pcall(error, "x", 0))
print(pcall(error, {}))
print(pcall(nil))
print(pcall(5))
print(pcall(pcall))
--@ 5.1 5.2: arguments of newer library functions
print(pcall(function() select() end))
print(pcall(function() select(0) end))
print(pcall(function() select(-5, 1) end))
print(pcall(function() select("x") end))
print(pcall(function() string.match() end))
print(pcall(function() string.gmatch("x") end))
print(pcall(function() string.reverse() end))
print(pcall(function() string.gsub("a", "a", function() return {} end) end))
print(pcall(function() string.gsub("a", "a", {a = true}) end))
print(pcall(function() string.gsub("a", "a", {a = print}) end))
print(pcall(function() load(5) end))
print(pcall(function() load() end))
print(pcall(function() load(function() return {} end) end))
print(pcall(function() xpcall() end))
print(pcall(function() xpcall(print) end))
print(pcall(function() collectgarbage("nothing") end))
print(pcall(function() collectgarbage({}) end))
print(pcall(function() require() end))
print(pcall(function() require("a.module.that.is.nowhere") ; end) and 1)
print(pcall(function() math.fmod(1) end))
print(pcall(function() string.format("%q") end))
print(pcall(function() string.format("%c", "x") end))
print(pcall(function() string.format("%10.123f", 1) end))
print(pcall(function() string.format("%0123d", 1) end))
print(pcall(function() string.format("%-+ #0-+d", 1) end))
--@ 5.2: arguments of 5.2's functions
print(pcall(function() table.pack().x() end))
print(pcall(function() table.unpack() end))
print(pcall(function() table.unpack({}, 1, 1e8) end))
print(pcall(function() rawlen(5) end))
print(pcall(function() bit32.band("x") end))
print(pcall(function() bit32.extract(1) end))
print(pcall(function() bit32.extract(1, 32) end))
print(pcall(function() bit32.extract(1, 0, 0) end))
print(pcall(function() load("x", "n", "q") end))
print(pcall(function() return load("return 1", "=n", "b") end))
print(load("x =", "=n"))
print(load("\27Lua", "=n", "t"))
print(pcall(function() table.insert({}, 5, 1) end))
print(pcall(function() table.insert({}, 1, 2, 3) end))
print(pcall(function() table.remove({}, 5) end))
print(pcall(function() string.gsub("a", "[a-", "") end))
print(pcall(function() string.find("a", "%f") end))
print(pcall(string.rep, "x", -1))
print(pcall(("x").rep, "x", "1e9999x"))
print(pcall(function() goto_ = 1; goto_.x.y = 1 end))
--@ 5.0 5.1 5.2: levels of error
local function f(level) error("message", level) end
local function g(level) f(level) end
local function h(level) g(level) end
for level = 0, 4 do print(pcall(h, level)) end
print(pcall(error, "message", 1))
print(pcall(error, "message", 2))
print(pcall(function() error("message") end))
print(pcall(function() error("message", 2) end))
print(pcall(function() error(5) end))
print(pcall(function() error(5, 2) end))
print(pcall(function() error(true) end))
print(select and select("#", pcall(error)))
local t = {}
local ok, e = pcall(error, t)
print(ok, e == t)
local co = coroutine.create(function() h(1) end)
print(coroutine.resume(co))
co = coroutine.create(function() h(4) end)
print(coroutine.resume(co))
co = coroutine.create(function() error("message", 2) end)
print(coroutine.resume(co))
--@ 5.0 5.1 5.2: pcall and xpcall inside one another
print(pcall(pcall, error, "x"))
print(pcall(pcall, pcall))
print(xpcall(function() error("a") end, function(e) return "handled " .. e end))
print(xpcall(function() local x = nil + 1 end, function(e) return "handled " .. e end))
print(xpcall(function() error({}) end, type))
print(xpcall(function() error("a") end, function(e) error("b") end) == false)
print(xpcall(function() return 1, 2, 3 end, print))
print(pcall(xpcall, function() error("x", 0) end, function(e) return e .. e end))
print(xpcall(function() return xpcall(function() error("deep", 0) end, function(e) error(e .. "er", 0) end) end, print) and 1)
local function recurse(n) if n == 0 then error("bottom") end recurse(n - 1) return 1 end
print(pcall(recurse, 100))
print(pcall(function() local ok, e = pcall(error, "inner", 0) error(e .. " outer", 0) end))
--@ 5.1 5.2: values from xpcall
print(select("#", xpcall(function() end, print)))
print(select("#", xpcall(function() return nil, nil end, print)))
print(select("#", pcall(function() return nil, nil end)))
print(xpcall(print, function(e) return e end, 1, 2))
print(xpcall(error, function(e) return e end))
--@ 5.0 5.1 5.2: constants, upvalues and methods in messages
local up, upt = nil, {}
print(pcall(function() return upt.x.y end))
print(pcall(function() return up.y end))
print(pcall(function() upt.x() end))
print(pcall(function() upt:x() end))
print(pcall(function() upt.x:y() end))
print(pcall(function() return upt.a + 1 end))
print(pcall(function() return up + 1 end))
print(pcall(function() return up .. "x" end))
print(pcall(function() return upt.x .. "x" end))
local function nested() return function() return function() return up() end end end
print(pcall(nested()()))
print(pcall(function(a) return a.b.c end, {}))
print(pcall(function(a) return a.b.c end))
print(pcall(function(a, b) return a + b end, 1))
print(pcall(function(a, b) return a < b end, 1))
local t = setmetatable({}, {__index = function(t, k) return k .. nil end})
print(pcall(function() return t.x end))
t = setmetatable({}, {__newindex = function(t, k, v) error("no " .. k, 2) end})
print(pcall(function() t.x = 1 end))
t = setmetatable({}, {__call = function(self, a) return a.b end})
print(pcall(t))
print(pcall(function() t() end))
t = setmetatable({}, {__add = function(a, b) return a.x.y end})
print(pcall(function() return t + 1 end))
t = setmetatable({}, {__index = 5})
print(pcall(function() return t.x end))
t = setmetatable({}, {__call = 5})
print(pcall(function() return t() end))
t = setmetatable({}, {__index = t})
--@ 5.0 5.1 5.2: lines of expressions over several lines
print(pcall(function()
  local a = 1
  local b = a +
    nothing
end))
print(pcall(function()
  local t = {
    a = 1,
    b = nothing.x,
  }
end))
print(pcall(function()
  print(
    1,
    nothing.y
  )
end))
print(pcall(function()
  local s = "a" ..
    "b" ..
    {}
end))
print(pcall(function()
  if nothing and
     nothing.x or
     nothing.y then
  end
end))
print(pcall(function()
  return nothing
    .a
    .b
end))
print(pcall(function()
  local t = {}
  t.x
    .y
    .z = 1
end))
print(pcall(function()
  for i = 1,
    nothing do
  end
end))
print(pcall(function()
  while true do
    local x = nothing
      < 1
  end
end))
print(pcall(function()
  repeat
    local a = 1
  until a
    .b
    .c
end))
print(pcall(function()
  local a, b,
    c = 1,
    nothing.x, 3
end))
print(pcall(function()
  error(
    "here"
  )
end))
print(pcall(function()
  local f = function()
    error("in f", 2)
  end
  f(
  )
end))
--@ 5.1 5.2: stack overflow
local function deep(n) return 1 + deep(n + 1) end
local ok, message = pcall(deep, 1)
print(ok, string.match(message, "stack overflow"))
local t = setmetatable({}, {})
getmetatable(t).__index = function(t, k) return t[k .. "x"] end
ok, message = pcall(function() return t.a end)
print(ok, string.match(tostring(message), "overflow"))
--@ 5.2: names in 5.2's messages
print(pcall(function() local t = {} t[1] = t[1].x end))
print(pcall(function() return _ENV.x.y end))
print(pcall(function() local _ENV = {} return x.y end))
print(pcall(function() local _ENV = {} x() end))
print(pcall(function() local _ENV; return x end))
print(pcall(function() return ("x").y.z end))
print(pcall(function() return 1 < {} end))
print(pcall(function() local a = {} ; (a.b or a.c)() end))
print(pcall(function() local a = {}; return a.b.c.d end))
print(pcall(function() string.x.y() end))
goto done
::done::
print(pcall(next, {}, 1))
print(pcall(ipairs, nil))
print(pcall(setmetatable, {}, {}, 1) and 1)
print(pcall(function() for i = 1, 10, 0 do break end end))
--@ 5.0 5.1 5.2: yields where none can be
print(pcall(coroutine.yield))
print(pcall(function() coroutine.yield(1) end))
local co = coroutine.create(function() return 1 end)
print(coroutine.resume(co))
print(coroutine.resume(co))
print(pcall(coroutine.wrap(function() error("in wrap") end)))
print(pcall(coroutine.wrap(function() error({}) end)) == false)
local w = coroutine.wrap(function() return 5 end)
print(w())
print(pcall(w))
print(pcall(function() w() end))
co = coroutine.create(function() coroutine.resume(co) end)
print(coroutine.resume(co))
local inner
inner = coroutine.create(function() return coroutine.resume(inner) end)
print(coroutine.resume(inner))
co = coroutine.wrap(function() co() end)
print(pcall(co))
print(coroutine.status(inner))
--@ 5.0 5.1 5.2: errors through tostring and metamethods
local t = setmetatable({}, {__tostring = function() return 1 end})
print(pcall(tostring, t))
print(pcall(print, t))
t = setmetatable({}, {__tostring = function() error("no text") end})
print(pcall(tostring, t))
print(pcall(print, t))
t = setmetatable({}, {__tostring = function() return {} end})
print(pcall(print, t))
t = setmetatable({}, {__metatable = "locked"})
print(getmetatable(t), pcall(setmetatable, t, {}))
t = setmetatable({}, {__concat = function(a, b) error("cat", 2) end})
print(pcall(function() return t .. "x" end))
print(pcall(function() return 1 .. t end))
t = setmetatable({}, {__lt = function(a, b) error("less", 2) end, __eq = function() error("equal", 2) end})
local u = setmetatable({}, getmetatable(t))
print(pcall(function() return t < u end))
print(pcall(function() return t == u end))
print(pcall(function() return t < 1 end))
t = setmetatable({}, {__unm = function(a) error("minus") end})
print(pcall(function() return -t end))
--@ 5.2: a call over several lines
print(pcall(function()
  nothing
  (
    1
  )
end))
--@ 5.1 5.2: a pattern that ends with %
print(pcall(function() string.find("a", "%") end))
--@ 5.1 5.2: lines that errors are reported at
local load = loadstring or load
local function le(s) local f, e = load(s) if not f then print("syntax", e) return end print(select(2, pcall(f))) end
le("local a\n for i=1,'a' do \n print(i) \n end")
le("\n local a \n for k,v in 3 \n do \n print(k) \n end")
le("\n\n for k,v in \n 3 \n do \n print(k) \n end")
le("function a.x.y ()\na=a+1\nend")
le("a = \na\n+\n{}")
le("a = \n3\n+\n(\n4\n/\nprint)")
le("a = \nprint\n+\n(\n4\n/\n7)")
le("a\n=\n-\n\nprint\n;")
le("a(\n23)\n")
le("local a = {x = 13}\na\n.\nx(\n23\n)\n")
le("local a = {x = 13}\na\n.\nx(\n23 + a\n)\n")
X=3
local p = [[
  function g() f() end
  function f(x) error('a', X) end
g()
]]
for x = 0, 3 do X = x le(p) end
le("local a = 1\nlocal b = a ..\n{} ..\n'x'")
le("local a = {}\nlocal b = a\n<\n1")
le("local t = nil\nt\n.x\n= 1")
le("local t = {}\nt[\nnil\n]\n= 1")
le("local t\nlocal y = t\n[\n1\n]")
le("local t = {}\nt.x\n:foo(\n1\n)")
le("return -\n\n{}")
le("if\nnil\n<\n1\nthen end")
le("while\n1\n<\nnil\ndo end")
le("for i = \n1,\n2,\n{}\ndo end")
le("local f = function() error\n'x' end f()")
le("local s = 'a'\nreturn #\ns + \n{}")
le("return {\n1,\nx = nil + 1,\n}")
le("return\nf2(\n)")
le("f3\n{\n}")
le("local a = {}\nreturn a.b\n.c\n.d")
le("error({})") le("error()") le("error(nil)")
le("local function f()\n\nerror('deep', 2)\nend\n\nf()")
le("string.rep()") le("('x'):rep()") le("('x'):rep({})") le("('x'):bad()") le("io.open()") le("string.char(999)")
le("setmetatable(1,2)") le("local x = setmetatable; x(1, 2)") le("local t = {f = setmetatable} t.f(1)") le("local t = {f = string.rep} t:f()")
le("for i = 1, 10 do local x = i .. nil end") le("return math.floor('x')") le("math.floor()") le("select(0)") le("return ('x') < 1") le("return 2^{}") le("return {} .. 'x'") le("local a; a.b.c = 1") le("a1.b1.c1 = 1") le("return #nil") le("return -nil") le("return nil .. 'x'")
--@ 5.0 5.1 5.2: long chunk names are cut, in syntax errors later than in others
for i = 35, 70, 5 do
  local s = string.rep("x", i)
  for _, start in ipairs{"", "@", "=", "@dir/"} do
    local name = start .. s
    print(loadstring("x x", name))
    print(pcall(loadstring("error('here')", name)))
    print(loadstring("x x", name .. "\nmore"))
    print(pcall(loadstring("\nlocal x = nil + 1", name .. "\nmore")))
    print(debug.getinfo(loadstring(string.format("return %q", name), name), "S").short_src)
  end
end
print(debug.getinfo(loadstring("return 5, 6, 7", "two\rlines"), "S").short_src)
--@ 5.1 5.2: names of string functions whose one value is wanted
local s = "abc"
local function raised(m) return m .. " " .. debug.traceback("", 2):match("%[C%]:[^\n]*") end
print(xpcall(function() local t = s:find("[") return t end, raised))
print(xpcall(function() if s:match("[") then return 1 end end, raised))
print(xpcall(function() local t = string.find(s, "[") return t end, raised))
print(pcall(function() local t = s:find({}) return t end))
--@ 5.2: precompiled chunks that cannot be
local head = string.dump(load("")):sub(1, 18)
local rest = ("x"):rep(20)
print(load("\27", "=n")) print(load("\27Foo" .. rest, "=n")) print(load(head:sub(1, 10), "=n")) print(load(head:sub(1, 4) .. "\81" .. head:sub(6), "=n"))
print(load(head:sub(1, 5) .. "\9" .. head:sub(7), "=n")) print(load(head:sub(1, 6) .. "\9" .. head:sub(8), "=n"))
print(load(head:sub(1, 17) .. "\9" .. rest, "=n"))
--@ 5.1: precompiled chunks of 5.1 that cannot be
local head = string.dump(loadstring("")):sub(1, 12)
print(loadstring("\27", "=n")) print(loadstring(head:sub(1, 8), "=n")) print(loadstring("\27Lua\80" .. head:sub(6), "=n"))
print(loadstring(("\27x"):rep(10), "=n"))
--@ 5.1 5.2: names of fields are any bytes
local t = {["a\nb"] = function() print("called") end, ["%d\1\2\3\4\5\6\7\8"] = function() return "called" end}
t["a\nb"]() print(t["%d\1\2\3\4\5\6\7\8"]())
print((select(2, pcall(function() t["c\nd\1\2\3\4\5\6\7\8%e\255"]() end)):gsub("%c", ".")))
print((select(2, pcall(function() return t["c\nd\1\2\3\4\5\6\7\8%e\255"].x end)):gsub("%c", ".")))
--@ 5.0 5.1 5.2: what is left of a folded condition keeps its name under a unary operator
local load = loadstring or load
for _, operand in ipairs{"(nil or v)", "(false or v)", "(1 and v)", "('s' and v.f)", "(v and v)", "(v or nil)", "(true and g)", "((nil or (v)))", "v()"} do
  print(pcall(assert(load("local v = {f = true} return -" .. operand, "=c"))))
end
--@ 5.0 5.1 5.2: what parentheses enclose is read where they close, a wrong key reported where the value ends
local t = {}
print(pcall(function()
  t.x = (
    (
      t.y.z
    )
  )
end))
print(pcall(function()
  print(
    1,
    (t.y.z)
  )
end))
print(pcall(function()
  if (
    t.y.z)
  then return 1 end
end))
print(pcall(function()
  return {1, [
    t.x
  ] =
    1 +
    2
  }
end))
print(pcall(function()
  return {[0 /
    0] = t
    .x}
end))
--@ 5.0 5.1 5.2: where loops with bounds that are no numbers are reported
for _, text in ipairs({
  "for i =\ntrue\n,\n2\n\ndo end", "for i = 1\n,\ntrue\n\ndo end", "for i = 1\n,\n2\n,\nprint\n\ndo end", "for i = print\n,\n2\n,\n1\n\ndo end",
  "for i = {},\n1 do\n\nend", "for i = 1\n, 2, {}\ndo end",
}) do
  print(pcall(loadstring(text, "=c")))
end

--@ 5.0 5.1 5.2: operands that "and" and "or" choose
do
  local u, x, t = nil, 1, {}
  local function try(f) print(pcall(f)) end
  try(function() local a, b, c return (c and a or b) + x end)
  try(function() local a, b, c = nil, nil, true return x - (c and a or b) end)
  try(function() local a, b return (a or b) + x end)
  try(function() local a, b return (a and b) + x end)
  try(function() local a, b, c return ((a or b) and c) + x end)
  try(function() return (gc and ga or gb) + x end)
  try(function() return (t.c and t.a or t.b).z end)
  try(function() return (t.c and t.a or u)() end)
  try(function() return -(t.c or u) end)
  try(function() (t.c and t.a or t.b).z = 1 end)
  try(function() return (t.c and t.a or t.b):z() end)
  try(function() local a, b return (not a and a or b) .. "" end)
  try(function() local a, b return (not (a or b) and u or b) + x end)
  try(function() local a, b return (a == 1 and 2 or b) + x end)
  try(function() local a, b return ((a or nil) and 2 or nil or b) + x end)
  try(function() local a, b return ((a or 1) and "s" and b) + x end)
  try(function() local a, b return (x and (a or b)) + x end)
  try(function() local a, b return (gb and a and b or "s") < x end)
end
--@ 5.0 5.1 5.2: fields of literals
local function try(f) print(pcall(f)) end
try(function() return (5).foo() end)
try(function() return (-5).foo() end)
try(function() return (1.5).foo() end)
try(function() return (5).x.y() end)
try(function() local n = 7 return n.foo() end)
try(function() local n = -7 return n.foo.x end)
try(function() return ("x").foo() end)
try(function() return (-5)[1]() end)
try(function() return (5).foo(1, (2).bar) end)
try(function() local x = (5).foo(); return x end)
--@ 5.0 5.1: what is told of a lost tail call
local function list(t)
  local names = {}
  for name, value in pairs(t) do table.insert(names, name .. "=" .. tostring(value)) end
  table.sort(names)
  return table.concat(names, " ")
end
print(list(debug.getinfo(-1, "t")))
print(list(debug.getinfo(-1, "nSluxt")))
print(pcall(debug.getinfo, list, "t"))
