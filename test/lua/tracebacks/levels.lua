--@ 5.0 5.1 5.2: a tail call takes the place of its caller in tracebacks
local function failing() error("here") end
local function tail() return failing() end
local function twice() return tail() end
local function parenthesised() return (failing()) end
local function several() return 1, failing() end
local function through(t) return t.method() end
for _, f in ipairs({failing, tail, twice, parenthesised, several, function() return through({method = tail}) end}) do
  print(xpcall(f, debug.traceback))
  print(xpcall(function() f() end, debug.traceback))
end
--@ 5.1 5.2: loops of tail calls in tracebacks
local function loop(n) if n == 0 then error("bottom") end return loop(n - 1) end
for n = 1, 30 do print(xpcall(function() loop(n) end, debug.traceback)) end
print(xpcall(function() loop(1000) end, debug.traceback))
--@ 5.1 5.2: library functions return to the function that ended with their call
local function gsub() return string.gsub("a", "a", function() error("in gsub") end) end
print(xpcall(gsub, debug.traceback))
local function protected() return pcall(error, debug.traceback()) end
print(protected())
print(xpcall(function() return error("message") end, debug.traceback))
--@ 5.0 5.1 5.2: levels of errors count tail calls
local function raise(level) error("message", level) end
local function tail(level) return raise(level) end
local function normal(level)
  tail(level)
end
for level = 0, 5 do
  print(pcall(raise, level))
  print(pcall(tail, level))
  print(pcall(normal, level))
  print(pcall(function() return normal(level) end))
end
--@ 5.1 5.2: getinfo of lost functions
local function names(level)
  local t = debug.getinfo(level + 1, "nSl")
  if t == nil then return nil end
  return tostring(t.name), t.namewhat, t.what, t.short_src, t.currentline, t.linedefined, t.lastlinedefined
end
local function tail() for level = 1, 8 do print(level, names(level)) end end
local function middle() return tail() end
local function outer() middle() return 1 end
outer()
--@ 5.2: getinfo tells of tail calls
local function f() return debug.getinfo(1, "t").istailcall end
local function g() return f() end
local function h() return (f()) end
print(g(), h(), f())
--@ 5.0 5.1 5.2: functions that a library calls have no name
local function failing() error("here") end
print(xpcall(failing, debug.traceback))
print(xpcall(function() table.sort({1, 2, 3}, failing) end, debug.traceback))
print(xpcall(function() string.gsub("x", "x", failing) end, debug.traceback))
print(coroutine.resume(coroutine.create(function() failing() end)))
--@ 5.1: a library function that a library calls has no name
print(xpcall(string.rep, debug.traceback))
--@ 5.1 5.2: metamethods in tracebacks
local meta = {}
for _, event in ipairs({"add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "eq", "lt", "le", "index", "newindex", "call", "len"}) do
  meta["__" .. event] = function() error("in " .. event) end
end
local a, b = setmetatable({}, meta), setmetatable({}, meta)
for _, text in ipairs({"x = a + 1", "x = 1 - a", "x = a * b", "x = a / b", "x = a % 2", "x = 2 ^ a", "x = -a", "x = a .. 1", "x = 1 .. 2 .. a",
  "x = a == b", "x = a < b", "x = a <= b", "x = a > b", "x = a.field", "x = a[1]", "a.field = 1", "a[1] = 1", "a()", "x = a(1)", "return a()",
  "a:method()", "a.field()", "print(a.field)", "for i = a.x, 2 do end", "return a.field", "return a + b", "local t = {a.x}", "if a == b then end"}) do
  local f = assert((loadstring or load)("local a, b = ...; local x; " .. text, "=text"))
  print(text, xpcall(function() f(a, b) end, debug.traceback))
end
--@ 5.1 5.2: a library function as a metamethod
local t = setmetatable({}, {__index = rawget, __add = string.rep, __newindex = rawset})
print(pcall(function() return t + 1 end))
print(t.x)
t.y = 2
print(t.y, rawget(t, "y"))
--@ 5.1 5.2: a stack that overflows inside metamethods and library functions
local function message(f) local ok, text = pcall(f) print(ok, text) end
local t = setmetatable({}, {__index = function(t, k) return t[k] end, __add = function(a, b) return a + b end})
message(function() return t.x end)
message(function() return t + 1 end)
local function recurse() string.gsub("a", "a", recurse) end
message(recurse)
local function lua() return 1 + lua() end
message(function() lua() end)
--@ 5.1 5.2: a message handler goes by the name of what failed
local function show() return (string.gsub(debug.traceback("", 2), "main chunk.*", "main chunk")) end
local function handler(m) return m .. show() end
local object = {}
for _, f in ipairs({
  function() local a; a() end,
  function() object.missing() end,
  function() object:missing() end,
  function() return missing() end,
  function() for _ in nil do end end,
  function() return object + 1 end,
  function() return object.a.b end,
  function() object.a.b = 1 end,
  function() return -object end,
  function() return object .. object end,
  function() return object < object end,
  function() for i = 1, object do print(i) end end,
  function() error("raised") end,
  function() string.rep() end,
}) do
  print(xpcall(f, handler))
  print(xpcall(f, debug.traceback))
end
--@ 5.2: the function of a loop by getinfo
for _ in function() local info = debug.getinfo(1, "n") print(info.name, info.namewhat) end do end
--@ 5.1: the traceback of a yield that is refused
print(coroutine.resume(coroutine.create(function()
  local function refused()
    coroutine.yield(1)
  end
  print(xpcall(refused, debug.traceback))
end)))
--@ 5.1 5.2: odd arguments of traceback
local function show(...) print(pcall(debug.traceback, ...)) end
show("x", nil) show("x", "y") show("x", 1, "z") show("x", "0", 2) show("x", -1) show({}, 1) show({}, "q") show(nil, 1) show("x", {}) show(1, 2, 3)
--@ 5.1 5.2: a chunk that runs again has one level
local load = loadstring or load
local texts = {
  "local function f() end error('raised', 2)", "local function f() end local n; n()", "local function f() local n; n.x = 1 end return f()",
  "local f, again, n = ... local function g() end if n == 0 then error('deep', 2) end (again(f))(f, again, n - 1) local after",
}
for _, text in ipairs(texts) do
  local chunk = load(text, "=chunk")
  for i = 1, 3 do print(xpcall(function() chunk(chunk, function(f) return f end, i) end, debug.traceback)) end
end
--@ 5.1: the stack of a coroutine that failed after many tail calls
local function count(n) if n == 0 then local t; t.x = 1 end return count(n - 1) end
for _, n in ipairs{3, 198, 199, 200, 201, 450} do
  local co = coroutine.create(function() return count(n) end)
  local function run() print(coroutine.resume(co)) end
  run()
  print(string.len(debug.traceback(co)), (string.gsub(debug.traceback(co), "%(tail call%): %?%s*", "")))
end
--@ 5.2: a coroutine that failed after many tail calls
local function count(n) if n == 0 then local t; t.x = 1 end return count(n - 1) end
for _, n in ipairs{3, 198, 199, 200, 201, 450} do
  local co = coroutine.create(function() return count(n) end)
  local function run() print(coroutine.resume(co)) end
  run()
  print(debug.traceback(co))
end
--@ 5.1 5.2: a handler of the error of a wrong key in a constructor
local function handler(message) return message .. "\n" .. debug.traceback() end
local key
print(xpcall(function() local t = {1, [key] = 1} end, handler))
print(xpcall(function() rawset({}, key, 1) end, handler))
--@ 5.0 5.1 5.2: a message handler goes by the name of what could not be called, if that has one
local up
local function handle(m) return debug.traceback(m, 2) end
print(xpcall(function() up() end, handle))
print(xpcall(function() return up() end, handle))
print(xpcall(function() local x = (nil)() end, handle))
print(xpcall(function() global() end, handle))
print(xpcall(function() local t = {} t.field() end, handle))
--@ 5.1 5.2: functions in __index bear its name, however the key is read
local function fails() error("index") end
local strict = setmetatable({}, {__index = function(t, k) fails() end})
local function shown(f) print(xpcall(f, function(m) return debug.traceback(m, 2) end)) end
shown(function() local v = strict.field return v end)
shown(function() return strict[1] end)
shown(function() local k = "key" .. 1 return strict[k] end)
shown(function() strict:method() end)
shown(function() strict.field() end)
shown(function() return strict.field.of.field end)
shown(function() return setmetatable({}, {__index = strict}).field end)
