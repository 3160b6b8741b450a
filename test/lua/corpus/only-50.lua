--@ 5.0: a loop over a table takes any table, and goes on with the global next
local seen = {}
for name in _G do seen[name] = true end
print(seen.print, seen.next, seen.nothing)
local weak = setmetatable({a = 1}, {__mode = "k"})
for k, v in weak do print(k, v) end
local called = setmetatable({b = 2}, {__call = function() return "not called" end})
for k, v in called do print(k, v) end
for k, v in {10, 20, 30}, "ignored", 1 do print(k, v) end
print(pcall(function() for k in {}, nil, "no key" do end end))
--@ 5.0: assert gives back its first argument alone
print(assert(1, 2, 3))
print(assert("text", "message"))
print(pcall(assert, false, "message", 1))
--@ 5.0: ipairs is its own step function
print(ipairs({}) == ipairs)
for i, v in ipairs, {"a", "b"}, 0 do print(i, v) end
print(ipairs({"a", "b"}, 1))
print(ipairs({"a", "b"}, "1"))
print(ipairs({"a", "b"}, 2))
print(pcall(ipairs, nil, 1))
--@ 5.0: error puts a position before numbers, too, and takes negative levels
print(pcall(error, 5, 1))
print(type(select), pcall(function() error(5) end))
local _, e = pcall(error, 7, -1) print(type(e), e)
_, e = pcall(error, 7, 0) print(type(e), e)
--@ 5.0: only functions are metamethods of arithmetic and concatenation
local callable = setmetatable({}, {__call = function() return "called" end})
local t = setmetatable({}, {__add = 5, __sub = callable, __concat = callable, __unm = "x"})
print(pcall(function() return t + 1 end))
print(pcall(function() return t - 1 end))
print(pcall(function() return t .. "x" end))
print(pcall(function() return -t end))
local u = setmetatable({}, {__sub = function() return {} end})
print(pcall(function() for i = u, 2 do end end))
--@ 5.0: the metamethod of a minus sign gets nil as its second operand, also where metamethods may yield
local t = setmetatable({}, {__unm = function(a, b) print(type(a), b) return 1 end, __add = function() coroutine.yield() end})
print(-t)
--@ 5.0 5.1: a yield does not cross library functions and metamethods
local function attempt(body)
  local co = coroutine.create(body)
  print(coroutine.resume(co))
  print(coroutine.status(co), coroutine.resume(co, "again"))
end
attempt(function() return pcall(coroutine.yield, 1) end)
attempt(function() local ok, e = pcall(function() coroutine.yield(1) end) print(ok, e) coroutine.yield("after") return "end" end)
attempt(function() table.foreach({1}, function() coroutine.yield(1) end) end)
attempt(function() string.gsub("a", ".", function() coroutine.yield(1) end) end)
attempt(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield(1) end) end)
attempt(function() local t = setmetatable({}, {__add = function() coroutine.yield(1) end}) return t + 1 end)
attempt(function() local t = setmetatable({}, {__index = function() coroutine.yield(1) end}) return t.x end)
attempt(function() local t = setmetatable({}, {__lt = function() coroutine.yield(1) end}) return setmetatable({}, getmetatable(t)) < t end)
attempt(function() return coroutine.wrap(function() coroutine.yield(1) return 2 end)() + 1 end)
--@ 5.0: environments protect themselves, setfenv returns nothing
local f = loadstring("return x")
print(setfenv(f, {x = 1}), f())
setfenv(f, {__fenv = "hidden", x = 2})
print(getfenv(f), f())
print(pcall(setfenv, f, {}))
print(pcall(setfenv, next, {}))
--@ 5.0: sizes of lists
local t = {1, 2, 3}
table.setn(t, -1) print(table.getn(t))
table.setn(t, 2) print(table.getn(t), t.n)
t = {1, 2, 3, n = "3"}
table.setn(t, 1) print(table.getn(t), type(t.n), t.n)
print(pcall(unpack, {n = 1e8}))
--@ 5.0: numbers that do not fit C's int
print(pcall(string.char, 2 ^ 40))
print(string.format("%d %i", 1e15, -1e300), string.len(string.format("%c", 2 ^ 33 + 65)))
--@ 5.0: debug.traceback shows whatever is passed, from its caller on
local function f(...) return debug.traceback(unpack(arg)) end
print((string.gsub(f(), "\n.*", "")))
print((string.gsub(f("message"), " in main chunk.*", "")))
print((string.gsub(f("message", 1, "more"), " in main chunk.*", "")))
print(f({}, "last"), pcall(debug.traceback, "x", true))
print(type(_TRACEBACK), _TRACEBACK == debug.traceback, __pow(2, 10), pcall(__pow))
--@ 5.0: odd arguments
print(io.type())
print(pcall(os.setlocale, true))
print(pcall(os.setlocale, true, {}))
print(pcall(debug.getlocal, -1, 1))
print(pcall(debug.getlocal, coroutine.create(print == nil or function() end), 1))
print(pcall(debug.setlocal, -1, 1))
print(pcall(debug.setupvalue))
print(pcall(debug.setupvalue, 1, 2))
--@ 5.0 5.1: the body of a coroutine is no library function
for _, name in ipairs({"create", "wrap"}) do
  print(pcall(coroutine[name], next))
  print(pcall(coroutine[name], string.rep))
  print(pcall(coroutine[name], nil))
end
--@ 5.0 5.1: strings and threads are compared as if of one kind
local thread = coroutine.create(function() end)
print(pcall(function() return "a" < thread end))
print(pcall(function() return thread <= "a" end))
print(pcall(function() return "a" > thread end))
print(pcall(function() return 1 < thread end))
--@ 5.0: files
print(pcall(getmetatable(io.stdin or io.tmpfile()).__gc))
--@ 5.0: methods that pcall calls have no name
print(pcall(string.rep))
print(pcall(next))
print(pcall(io.lines, {}))
--@ 5.0: a numeric loop counts on from what its body leaves in the variable
local seen = {}
local function note(x) table.insert(seen, x) end
for i = 1, 10 do if i == 3 then i = 8 end note(i) end
for i = 10, 1, -1 do i = i - 2 note(i) end
for i = 1, 9, 2 do i = i + 1 if i > 6 then break end note(i) end
for i = 1, 6 do local function skip() i = i + 1 end skip() note(i) end
for i = 1, 2 do for j = 1, 3 do j = j + 1 note(i * 10 + j) end i = i + 1 end
print(table.concat(seen, " "))
local step = coroutine.wrap(function() for i = 1, 10 do i = i + coroutine.yield(i) end return "end" end)
print(step(), step(2), step(3), step(10))
print(pcall(function() for i = 1, 3 do i = "2" end end))
print(pcall(function() for i = 1, 3 do i = nil end end))
local function leave() for i = 1, 5 do i = i + 1 if i == 4 then return i end end end
print(leave())
--@ 5.0: tracebacks seek functions that library functions call among the globals
function known() return debug.traceback("") end
local hidden = function() return debug.traceback("") end
also = hidden
for _, f in {known, hidden} do
  local _, text = pcall(f)
  print((string.gsub(text, "main chunk.*", "")))
end
also = nil
print((string.gsub(({pcall(hidden)})[2], "main chunk.*", "")))
--@ 5.0: the path of require is a text or a number
for _, path in ipairs{"", ";;?x;y?", 12, 0.5} do
  LUA_PATH = path
  print(pcall(require, "missing"))
end
_LOADED = { here = 9, no = false }
print(require "here", pcall(require, "no"))
_LOADED = nil
print(pcall(require, "here"))
