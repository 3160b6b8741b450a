--@ 5.1 5.2: objects that are called get themselves and the arguments as they are
local log = {}
local function note(text) table.insert(log, text); return text end
local Sum = {}
Sum.__index = Sum
Sum.__call = function(self, ...)
  self.count = self.count + select("#", ...)
  return select("#", ...), (...)
end
local function new() return setmetatable({count = 0}, Sum) end
local f = new()
local function plain(a, b) return "plain", a, b end
shared = new()
local lib = {apply = new(), deep = {apply = new()}}
local function many() return 1, nil, nil end
local function run()
  print(f()); print(f(nil)); print(f(nil, nil)); print(f(1, 2, 3))
  print(f(many())); print(f(many(), many())); print((f("a", "b")))
  print(shared("x", nil)); print(lib.apply(4)); print(lib.deep.apply(many()))
  print(plain(1)); print(plain(f(7, 8), 2))
  f(1); shared(1)
  return f(5, 6)
end
for i = 1, 3 do print(run()) end
print(f.count, shared.count, lib.apply.count, lib.deep.apply.count)
local function either(g, x) local r = g(x, x); return r, g(x) end
print(either(f, 1)); print(either(plain, 1)); print(either(setmetatable({}, {__call = plain}), 1))
--@ 5.0 5.1 5.2: what is called is found before the arguments, and fails after them
local log = {}
local function note(text) table.insert(log, text); return text end
local object = setmetatable({}, {__call = function(self, a, b) return "first", a, b end})
local f = object
local function change() f = function(a, b) return "second", a, b end; g = f; return "changed" end
g = object
local function one() return f(change(), f("inner")) end
local function two() return g(change(), g("inner")) end
local function three() local a, b, c = f(change(), 2); return a, b, c end
print(one()); f = object; print(two()); f = object; print(three()); g = object
local nothing, text = nil, "text"
local function fails() local a = nothing(note("nil")); return a end
local function failsToo() local a = text(note("text"), 1); return a end
local function global() local a = undefined(note("global")); return a end
local function field() local a = object.method(note("field")); return a end
local notHandled = setmetatable({}, {__call = setmetatable({}, {__call = print})})
local function nested() local a = notHandled(note("nested")); return a end
for _, each in ipairs({fails, failsToo, global, field, nested}) do print(pcall(each)) end
print(table.concat(log, " "))
--@ 5.1 5.2: errors in what objects do have the lines of those that call them
local fail = setmetatable({}, {__call = function(self, level)
  error("failed", level)
end})
local lib = {fail = fail}
local function direct(level)
  local a = fail(level)
  return a
end
local function field(level)
  local a = lib.fail(level)
  return a
end
local function spread(...)
  local a = fail(...)
  return a
end
for level = 1, 3 do print(pcall(direct, level)); print(pcall(field, level)); print(pcall(spread, level)) end
--@ 5.0 5.1 5.2: objects that wait
local co = coroutine
local step = setmetatable({total = 0}, {__call = function(self, x) self.total = self.total + co.yield(x * 2); return self.total end})
local function body(n)
  local sum = 0
  for i = 1, n do sum = sum + step(i) end
  return step(100) + sum
end
local c = co.create(body)
print(co.resume(c, 2)); print(co.resume(c, 10)); print(co.resume(c, 20)); print(co.resume(c, 30)); print(co.status(c))
