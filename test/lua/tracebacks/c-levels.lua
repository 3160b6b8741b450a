--@ 5.0 5.1 5.2: recursion through metamethods overflows the stack of C
local t, u = setmetatable({}, {}), {}
local mt = getmetatable(t)
local function deep(f) print(pcall(f)) end
mt.__index = function(self, k) return self[k] end
deep(function() return t.x end)
deep(function() return t[1] end)
mt.__newindex = function(self, k, v) self[k] = v end
deep(function() t.x = 1 end)
mt.__add = function(a, b) return a + b end
deep(function() return t + 1 end)
mt.__concat = function(a, b) return a .. b end
deep(function() return t .. "x" end)
mt.__lt = function(a, b) return a < b end
setmetatable(u, mt)
deep(function() return t < u end)
mt.__eq = function(a, b) return a == b end
deep(function() return t == u end)
mt.__tostring = function(self) return tostring(self) end
deep(function() return tostring(t) end)
--@ 5.0 5.1 5.2: recursion through library functions ends at 200 levels of C
local count = 0
local message
local function protected()
  count = count + 1
  local ok, found = pcall(protected)
  if not ok then message = found end
end
protected()
print(message, count > 150, count < 210)
count = 0
local function replaced(s) count = count + 1 return (string.gsub(s, ".", replaced)) end
print(pcall(replaced, "a")) print(count > 150, count < 210)
count = 0
local function sorted() count = count + 1 table.sort({2, 1}, function() sorted() return false end) end
print(pcall(sorted)) print(count > 150, count < 210)
-- Once the stack is left, all levels are there again.
print(pcall(replaced, "a")) print(pcall(string.gsub, "abc", ".", string.upper))
--@ 5.0 5.1 5.2: the result of a call is called without a name
local function get() return function() error("called") end end
print(xpcall(function() assert(get())() end, debug.traceback))
print(xpcall(function() local f = get f()() end, debug.traceback))
print(xpcall(function() assert(loadstring("error('in chunk')", "=chunk"))() end, debug.traceback))
--@ 5.0 5.1 5.2: the body of a suspended coroutine has no name
local co = coroutine.create(function() local function inner() coroutine.yield() end inner() end)
coroutine.resume(co)
print((string.gsub(debug.traceback(co), "yieldAll", "yield")))
--@ 5.0 5.1 5.2: what is no function cannot handle messages
local callable = setmetatable({}, {__call = function() return "handled" end})
for _, handler in ipairs{1, "x", callable} do print(xpcall(function() error("failed") end, handler)) end
--@ 5.0 5.1 5.2: library functions that library functions call have levels of their own
local function trace(f)
  local _, text = xpcall(f, debug.traceback)
  print((string.gsub(text, "'_G%.", "'"))) -- 5.2 finds one name or the other
end
trace(function() table.sort({3, 2, 1}, error) end)
trace(function() string.gsub("x", ".", error) end)
trace(function() string.gsub("x", "x", string.rep) end)
trace(function() string.gsub("x", "x", function() string.rep() end) end)
trace(function() string.gsub("x", "(x", "") end)
trace(function() io.write({}) end)
--@ 5.1 5.2: what a searcher of require raises has no position, and a level
local function trace(f) print((string.gsub(select(2, xpcall(f, debug.traceback)), "'_G%.", "'"))) end
local path, searchers = package.path, package.loaders or package.searchers
package.path = 5 > 4
trace(function() require("absent") end)
package.path = path
searchers[2] = error
trace(function() require("absent") end)
package.preload.present = error
trace(function() require("present") end)
--@ 5.1 5.2: a coroutine that was resumed before counts as a level of C, too
local function depthOf(step)
  local deepest = 0
  local function go(n) deepest = n step(go, n + 1) end
  pcall(go, 1)
  return deepest
end
print(depthOf(function(go, n) local f = coroutine.wrap(function() coroutine.yield() go(n) end) f() f() end))
print(depthOf(function(go, n)
  local thread = coroutine.create(function() coroutine.yield() go(n) end)
  coroutine.resume(thread)
  coroutine.resume(thread)
end))
print(depthOf(function(go, n)
  pcall(function() local f = coroutine.wrap(function() coroutine.yield() go(n) end) f() f() end)
end))
print(depthOf(function(go, n)
  local thread = coroutine.create(function() coroutine.yield() pcall(go, n) end)
  coroutine.resume(thread)
  coroutine.resume(thread)
end))
