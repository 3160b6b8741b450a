--@ 5.1: levels of tail calls
local function f(x)
  for level = 1, 5 do
    local info = debug.getinfo(level)
    print(level, info.what, info.short_src, info.linedefined, info.currentline, info.name, info.namewhat)
  end
  print(pcall(getfenv, 3))
  print((string.gsub(debug.traceback("here"), "main chunk.*", "main chunk")))
end
local function g(x) return f(x) end
function h(x) g(x) end
local function k(x) return h(x) end
k(true)
--@ 5.2: tail calls
local function f() print(debug.getinfo(1, "t").istailcall, debug.getinfo(1, "n").name) print((string.gsub(debug.traceback("here"), "main chunk.*", "main chunk"))) end
local function g() return f() end
g()
--@ 5.1 5.2: functions of levels
function f() return debug.getinfo(1, "f").func == f, debug.getinfo(2, "f").func == g end
function g() local a, b = f() return a, b end
print(g())
print(debug.getinfo(1, "f").func ~= nil, debug.getinfo(0, "f").func == debug.getinfo)
--@ 5.1 5.2: lines that hold code
local function f(a)
  -- a comment
  local b = a

  if b then
    b = 1
  end
  return b
end
local info = debug.getinfo(f, "SL")
for line = info.linedefined, info.lastlinedefined + 1 do print(line - info.linedefined, info.activelines[line]) end
--@ 5.1: many tail calls
local lim = 30000
local function f(x)
  if x > 0 then return f(x - 1) end
  for level = 2, lim + 1 do assert(debug.getinfo(level, "S").what == "tail", level) end
  print(debug.getinfo(lim + 2, "S").what)
end
f(lim)
--@ 5.1: a traceback of tail calls in a coroutine
local function f(n) if n > 0 then return f(n - 1) else coroutine.yield() end end
local co = coroutine.create(f)
coroutine.resume(co, 3)
print(debug.traceback(co)) print(debug.traceback(co, "message")) print(debug.traceback(co, nil, 1))
--@ 5.1 5.2: the stack of a coroutine that died
function f(i) if i == 0 then error("dead") else coroutine.yield(); f(i - 1) end end
local co = coroutine.create(function(x) f(x) end)
print(coroutine.resume(co, 2))
while coroutine.status(co) == "suspended" do print(debug.traceback(co)); print(coroutine.resume(co)) end
print(debug.traceback(co))
--@ 5.1 5.2: a tail call of what is no function, or a library function
print(pcall(function() return undefined() end))
print(pcall(function() return error("here") end))
local function f() return debug.getinfo(1, "l") end
print(f().currentline)
--@ 5.1: a tail call in the stack of an error
local hook = debug.sethook
local function f() error("x", 0) end
local function g() print((string.gsub(select(2, xpcall(f, debug.traceback)), "main chunk.*", "main"))) end
local function h() return g() end
h()
--@ 5.1 5.2: levels and options that are odd
print(pcall(debug.getinfo, -1, "x"))
debug.sethook(print, "", 0)
print(debug.gethook())
debug.sethook()
print(debug.gethook())
debug.sethook(nil, {}, {})
--@ 5.1 5.2: the stack of a coroutine that died shows its tail calls and keeps its variables
local function fails(what) local own = what .. "!" error(own, 0) end
local function last(what) return fails(what) end
local function middle(what) return last(what) end
local function first(what) local result = middle(what) return result end
for _, f in ipairs{last, middle, first, function(what) return first(what) end} do
  local dead = coroutine.create(f)
  print(coroutine.resume(dead, "x"))
  print(debug.traceback(dead))
  for level = 0, 6 do local info = debug.getinfo(dead, level, "Sl") print(level, info and info.what, info and info.currentline) end
  print(debug.getlocal(dead, 1, 1)) print(debug.getlocal(dead, 1, 2))
end
local ended = coroutine.create(function() pcall(fails, "caught") return coroutine.yield() end)
print(coroutine.resume(ended)) print(coroutine.resume(ended)) print(debug.traceback(ended))
--@ 5.1 5.2: objects that are called at the end of a function
local function names()
  local found, level = {}, 1
  for level = 1, 20 do
    local info = debug.getinfo(level, "nSl")
    if info == nil then break end
    found[#found + 1] = tostring(info.name) .. ":" .. info.what .. ":" .. info.currentline
    if info.what == "main" then break end
  end
  return table.concat(found, " ")
end
local handler
function handler(self, x) print(debug.getinfo(1, "f").func == handler, names()) return x end
local object = setmetatable({}, {__call = handler})
local function tail() return object(5) end
local function twice() return tail() end
print(object(4), tail(), (twice()))
local fails = setmetatable({}, {__call = function() error("failed") end})
local function tailFails() return fails(1) end
print(pcall(tailFails)) print(names())
local library = setmetatable({}, {__call = rawget}) library[1] = "one"
local function tailLibrary() return library(1) end
print(tailLibrary()) print(names())
library = setmetatable({}, {__call = math.floor})
print(pcall(tailLibrary)) print(names())
local no = setmetatable({}, {})
local function tailNo() return no(1) end
print(pcall(tailNo)) print(names())
local waits = setmetatable({}, {__call = function(self, x) local y = coroutine.yield(x) print(names()) return y end})
local function tailWaits() return waits(7) end
local thread = coroutine.wrap(function() local r = tailWaits() print(r) return r end)
print(thread()) print(thread("back")) print(names())
--@ 5.1 5.2: a function is known by any name
local function __proto__(a, b)
  local function __proto__() error("deep") end
  print(debug.getinfo(1, "S").linedefined, debug.getinfo(1, "n").name)
  __proto__()
end
print(pcall(__proto__))
local co = coroutine.create(__proto__)
coroutine.resume(co)
print(debug.traceback(co))
