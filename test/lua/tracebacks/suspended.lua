--@ 5.1 5.2: functions of a suspended coroutine go by the names they were called by
local function inner(x) local y = coroutine.yield(x) return y end
function named(x) local y = inner(x) return y end
local object = {}
function object.field(x) local y = named(x) return y end
function object:method(x) local y = self.field(x) return y end
local function show(co)
  print(debug.traceback(co)) print(debug.traceback(co, "message")) print(debug.traceback(co, nil, 2))
  for level = 0, 7 do
    local info = debug.getinfo(co, level, "nSl")
    if info == nil then break end
    print(level, info.name, info.namewhat, info.what, info.currentline, info.linedefined)
  end
end
local co = coroutine.create(function()
  local a = object:method(1)
  local alias = inner alias(2) object.alias = named object.alias(3) object["a b"] = inner object["a b"](4)
  local many = {inner(5), inner(6), x = named(7)}
  return a
end)
while coroutine.status(co) ~= "dead" do
  print(coroutine.resume(co))
  show(co)
end
--@ 5.1 5.2: tail calls and library functions that a suspended coroutine ended with
local function waiting(x) local y = coroutine.yield(x) return y end
local function tail(n) if n > 0 then return tail(n - 1) end return waiting(n) end
for _, body in ipairs({
  function() return coroutine.yield(1) end,
  function() local y = coroutine.yield return y(1) end,
  function() local f = function(x) return coroutine.yield(x) end local r = f(1) return r end,
  function() local r = tail(2) return r end,
  function() return tail(3) end,
}) do
  local co = coroutine.create(body)
  print(coroutine.resume(co))
  print(debug.traceback(co))
  print(coroutine.resume(co, "resumed"))
end
--@ 5.2: protected calls and metamethods of a suspended coroutine
local function waiting(x) local y = coroutine.yield(x) return y end
local events = {}
for _, event in ipairs({"__add", "__index", "__newindex", "__call", "__lt", "__concat", "__unm", "__len"}) do
  events[event] = function() local y = coroutine.yield(event) return y end
end
local object = setmetatable({}, events)
local co = coroutine.create(function()
  print(pcall(waiting, 1))
  print(xpcall(waiting, print, 2))
  print(pcall(pcall, waiting, 3))
  local v = object + 1 v = object.x object.y = 1 v = object() v = object < object v = object .. "" v = -object v = #object
  for _ in waiting do break end
  return pcall(waiting, 4)
end)
while true do
  print(coroutine.resume(co))
  if coroutine.status(co) == "dead" then break end
  print(debug.traceback(co))
end
--@ 5.1 5.2: where a resumed coroutine stands
local function where() print(debug.traceback("here")) end
local co = coroutine.wrap(function()
  local function outer(x)
    local function inner(y) coroutine.yield(y) where() end
    inner(x) where()
    return inner(x)
  end
  local r = outer(1)
  where()
end)
co() co() co()

-- A function may have the name of what stands for metamethods in the generated code.
do
  local function operator(n)
    coroutine.yield()
    print(debug.traceback("resumed"))
    return nil + n
  end
  local co = coroutine.create(operator)
  coroutine.resume(co, 1)
  print(coroutine.resume(co))
end
--@ 5.1 5.2: a coroutine that has resumed the running one shows its levels
local outer
outer = coroutine.create(function()
  local function inner()
    local w = coroutine.wrap(function()
      print(debug.traceback(outer)) print(debug.traceback(outer, "message", 1))
      local info = debug.getinfo(outer, 1) print(info.currentline, info.name)
    end)
    w(1)
    local second = coroutine.create(function()
      local third = coroutine.wrap(function() print(debug.traceback(outer)) coroutine.yield() print(debug.traceback(outer)) end)
      third() coroutine.yield() third()
    end)
    coroutine.resume(second, 1)
    coroutine.yield()
    for _ in coroutine.wrap(function() print(debug.traceback(outer)) end) do end
    coroutine.resume(second, 1)
  end
  pcall(inner)
end)
coroutine.resume(outer) print(debug.traceback(outer)) coroutine.resume(outer) print(debug.traceback(outer))
--@ 5.1 5.2: a coroutine that waits for another cannot be resumed, and 5.2 takes one whose stack is empty for dead
local outer
local function try() print(coroutine.resume(outer)) end
outer = coroutine.create(function() coroutine.wrap(try)(1) coroutine.resume(coroutine.create(try), 1) for _ in coroutine.wrap(try) do end end)
coroutine.resume(outer)
--@ 5.0 5.1 5.2: coroutines that are refused do not nest deeper
local co
co = coroutine.create(function() for i = 1, 300 do coroutine.resume(co) end print(coroutine.resume(coroutine.create(function() return "fine" end))) end)
coroutine.resume(co)
