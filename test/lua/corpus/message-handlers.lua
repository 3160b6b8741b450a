--@ 5.0 5.1 5.2: a message handler that fails gets its own error
for _, failures in ipairs({1, 2, 60}) do
  local calls = 0
  local function handler(message)
    calls = calls + 1
    if calls <= failures then error("failure " .. calls, 0) end
    return tostring(message) .. ", then call " .. calls
  end
  print(xpcall(function() error("first", 0) end, handler))
  print(calls)
  calls = 0
  print(xpcall(function() return nil .. "x" end, handler))
end
--@ 5.0 5.1 5.2: a message handler that always fails
print(xpcall(function() error("x") end, function() error("y") end))
print(xpcall(function() return 1 + nil end, function(m) return m.x.y end))
print(xpcall(function() error("x") end, error))
print(xpcall(function() error("x") end, {}))
print(xpcall(function() error("x") end, "no function"))
local called = setmetatable({}, {__call = function() return "called" end})
print(xpcall(function() error("x") end, called))
--@ 5.1 5.2: a message handler runs where the error was raised
local function heights()
  local height = 0
  while debug.getinfo(height + 2, "l") do height = height + 1 end
  return height
end
local here = heights()
local function deep(n) if n == 0 then error("bottom") end deep(n - 1) end
for n = 0, 4 do print(xpcall(function() deep(n) end, function() return heights() - here end)) end
for n = 0, 4 do print(xpcall(function() deep(n) end, function() return debug.getinfo(3, "l").currentline end)) end
--@ 5.0 5.1 5.2: errors with levels inside a message handler
local function raise(level) error("message", level) end
local function failing()
  error("x")
end
for level = 1, 5 do
  print(xpcall(failing, function(m)
    local _, inner = pcall(raise, level)
    return m .. " / " .. inner
  end))
end
--@ 5.0 5.1 5.2: protected calls inside a message handler and around one
print(xpcall(function()
  print(pcall(error, "caught inside"))
  print(xpcall(function() error("inner", 0) end, function(m) return "inner handler: " .. m end))
  error("outer", 0)
end, function(m)
  print(pcall(function() error("in the handler", 0) end))
  print(xpcall(function() error("deeper", 0) end, function(n) return "handler in a handler: " .. n end))
  return "outer handler: " .. m
end))
print(pcall(function()
  print(xpcall(function() print(pcall(error, "quiet")) return "done" end, function() return "never called" end))
  error("not for a handler", 0)
end))
--@ 5.0 5.1 5.2: coroutines and message handlers
local function handler(m) return "handled " .. tostring(m) end
print(xpcall(function()
  print(coroutine.resume(coroutine.create(function() error("own affair", 0) end)))
  coroutine.wrap(function() error("passed on", 0) end)()
end, handler))
print(xpcall(function() error("x", 0) end, function(m)
  local next = coroutine.wrap(function() coroutine.yield("1") return "2" end)
  return m .. next() .. next()
end))
local co = coroutine.wrap(function()
  print(xpcall(function() error("x", 0) end, function(m) print(pcall(coroutine.yield, m)) return "after" end))
  print(xpcall(function() error("x", 0) end, function(m) coroutine.yield(m) return "after" end))
  return "end"
end)
print(co())
--@ 5.2: a message handler of a suspended xpcall
local function handler(m) return "handled " .. m end
local co = coroutine.wrap(function()
  print(xpcall(function()
    coroutine.yield(1)
    print(pcall(function() coroutine.yield(2) error("for pcall", 0) end))
    print(xpcall(function() coroutine.yield(3) error("inner", 0) end, function(m) return "inner " .. handler(m) end))
    local function deep(n) if n == 0 then error("x", 0) end deep(n - 1) end
    deep(3)
  end, handler))
  return "end"
end)
for _ = 1, 4 do print(co()) end
--@ 5.1 5.2: the reader of load under a message handler
print(xpcall(function()
  print(load(function() error("in the reader", 0) end))
  return "loaded"
end, function(m) return "handled " .. m end))
--@ 5.0 5.1 5.2: results of message handlers
print(xpcall(function() error("x") end, function() end))
print(xpcall(function() error("x") end, function() return 1, 2 end))
print(xpcall(function() error({}) end, type))
print(xpcall(function() error("x", 0) end, print))
for _, value in ipairs({1, "text", true, false, {}, print}) do
  print(xpcall(function() error(value, 0) end, function(m) return m == value end))
end
--@ 5.0 5.1 5.2: a stack that overflows while an overflow is handled
local function sink(n) return 1 + sink(n) end
print(pcall(sink, 1))
print(xpcall(function() return sink(1) end, function(m)
  print("handled", m)
  print(pcall(sink, 1))
  print(pcall(sink, 1))
  print(pcall(error, "another", 0))
  return "done"
end))
print(pcall(sink, 1))
print(xpcall(error, function()
  local _, message = pcall(sink, 1)
  return message
end))
--@ 5.0 5.1 5.2: an overflow while an overflow is handled is given to no handler
local function sink(n) return 1 + sink(n) end
print(xpcall(function() return sink(1) end, function()
  print(xpcall(function() return sink(1) end, function(m) print("not called", m) end))
  return "done"
end))
