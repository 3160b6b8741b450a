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
