--@ 5.0: functions are named by the globals that hold them
local function show(t)
  local names = {}
  for name in t do if name ~= "func" then table.insert(names, name .. "=" .. tostring(t[name])) end end
  table.sort(names)
  print(table.concat(names, " "))
end
function global(a) return a end
local function hidden() end
show(debug.getinfo(global))
show(debug.getinfo(hidden))
show(debug.getinfo(next))
show(debug.getinfo(global, "n"))
--@ 5.0: what getinfo refuses
print(pcall(debug.getinfo, {}, "x"))
print(pcall(debug.getinfo, 90, "x"))
print(pcall(debug.getinfo, next, "x"))
print(pcall(debug.getinfo, next, "L"))
print(pcall(debug.getinfo, coroutine.create(function() end), 1))
--@ 5.0: temporaries are not shown
local function f() return debug.getlocal(2, 1), debug.getlocal(2, 2), debug.getlocal(0, 1) end
local function g(a) return (a + 1) + (f() and 1 or 2) end
print(g(1))
--@ 5.0: the first local of a function has code, though it is nil
local lines = {}
local function trace(text)
  local list = {}
  debug.sethook(function(event, line) table.insert(list, line) end, "l") loadstring(text)() debug.sethook()
  print(table.concat(list, " "))
end
trace("local a\na = 1\nlocal b\nb = 2")
trace("local a\nlocal b\na = 1")
trace("a = 1\nlocal b\nb = 1")
--@ 5.0 5.1 5.2: gethook tells a hook, a mask and a count, even where there is no hook
debug.sethook()
print(debug.gethook())
local function hook() end
debug.sethook(hook, "", 100) local found, mask, count = debug.gethook() debug.sethook()
print(found == hook, mask, count)
--@ 5.0: sethook and gethook know no threads
local co = coroutine.create(function() end)
local function hook() end
print(pcall(debug.sethook, co))
print(pcall(debug.sethook, co, hook, "l"))
print(pcall(debug.sethook, co, "l"))
print(pcall(debug.sethook, "f", "l", "many"))
debug.sethook()
print(debug.gethook(co))
--@ 5.0: all threads have one function to call, but a mask and a count each
local seen = {}
local function first(event) table.insert(seen, "first " .. event) end
local function second(event) table.insert(seen, "second " .. event) end
debug.sethook(first, "c", 100000)
local co = coroutine.wrap(function()
  local found, mask, count = debug.gethook()
  print(found == first, mask, count)
  debug.sethook(second, "r")
  coroutine.yield()
  debug.sethook()
end)
co()
local found, mask, count = debug.gethook()
print(found == second, mask, count)
seen = {}
debug.sethook(first, "c")
co()
print(debug.gethook())
debug.sethook()
print(table.concat(seen, " "))
--@ 5.0: a coroutine does not take over the hook
local lines = {}
debug.sethook(function(event, line) table.insert(lines, line) end, "l")
local co = coroutine.wrap(function()
  local x = 1
  x = 2
end)
co()
debug.sethook()
print(table.concat(lines, " "))
--@ 5.0: the first instruction after sethook tells no line
local lines = {}
local function hook(event, line) table.insert(lines, line) end
local function show() debug.sethook() print(table.concat(lines, " ")) lines = {} end
local function short() debug.sethook(hook, "l") end
local function long()
  debug.sethook(hook, "l")
end
local a
debug.sethook(hook, "l")
a = 1
a = 2
show()
debug.sethook(hook, "l") a = 1
a = 2
show()
short()
a = 1
show()
long()
a = 1
show()
while true do
  debug.sethook(hook, "l")
  if a == 1 then break end
end
show()
debug.sethook(function()
  debug.sethook(hook, "l")
end, "l")
a = 1
a = 2
a = 3
show()
