--@ 5.1 5.2: levels of ordinary functions between functions in debug mode
local function ordinary(f, ...) local result = f(...) return result end
local function sort(f) table.sort({ 2, 1 }, function(a, b) f() return a < b end) end
local function trace() return (string.gsub(debug.traceback("here"), "\n[^\n]*in main chunk.*", "")) end
local function levels()
  for level = 0, 9 do
    local info = debug.getinfo(level, "nSl")
    if not info or info.what == "main" then break end
    print(level, info.what, info.short_src, info.currentline, info.name, info.namewhat)
  end
end
local object = setmetatable({}, { __add = function(a, b) return ordinary(b) end, __index = function() return trace() end })
local function thread(f) local co = coroutine.wrap(function() f() end) co() return co end
local debugged = (loadstring or load)([[
  local ordinary, sort, trace, levels, object, thread = ...
  local getlocal = debug.getlocal
  local function show() print((string.gsub(debug.traceback("here"), "\n[^\n]*in main chunk.*", ""))) end
  local function nested() local a = 1 ordinary(show) a = a + 1 end
  local function variables() local a, b = 1, 2 ordinary(function() print(getlocal(3, 1)) print(getlocal(3, 2)) end) a = b end
  local function indexed() show() local info = debug.getinfo(1, "n") print(info.name, info.namewhat) end
  ordinary(nested)
  sort(show)
  print(trace(), ordinary(trace))
  levels()
  ordinary(levels)
  ordinary(function() levels() end)
  local sum, text = object + show, object.text
  print(text, pcall(ordinary, show), pcall(trace))
  thread(function() show() levels() end)
  thread(function() coroutine.yield() show() end)()
  print((string.gsub(select(2, xpcall(function() ordinary(function() error("x") end) end, debug.traceback)), "\n[^\n]*main chunk.*", "")))
  variables()
  local t = setmetatable({}, { __index = indexed, __call = show })
  local field = t.field
  t()
  string.gsub("a", "a", show)
]], "=debugged")
local function start(f, ...) f(...) end
start(debugged, ordinary, sort, trace, levels, object, thread)
--@ 5.1 5.2: locals of functions that ordinary ones have called
local debugged = (loadstring or load)([[
  local function f(a, b)
    local c = a + b
    for level = 0, 2 do print(level, debug.getlocal(level, 1)) end
    return c
  end
  return f
]], "=debugged")()
local function call() local result = debugged(1, 2) return result end
print(pcall(call))
