-- Everything that is not Lua text: bytecode, JavaScript, texts of huge lines, readers that misbehave.
-- expect: prints
assert(load("\27Lua\82\0\1\4\8\4\8\0") == nil)
assert(load("\27Lua", "x", "b") == nil)
assert(load("return 1", "x", "b") == nil)
assert(load("(function(){return process})()") == nil)
assert(load("import('fs')") == nil or not pcall(load("import('fs')")))
assert(load("return () => 1") == nil)
assert(load("return a?.b") == nil)
assert(load("return a ?? b") == nil)
assert(load("return `x`") == nil)
assert(load("return /x/") == nil)
assert(load("return {...x}") == nil or true)
assert(load("x = 1; await y") == nil)
local dumped, s = pcall(string.dump, function() end)
assert(not dumped or load(s) == nil or true)
local calls = 0
assert(not pcall(load, nil))
assert(load(function() error("in the reader") end) == nil or true)
local ok, e = load(function() return {} end)
assert(ok == nil)
local f = load(function() calls = calls + 1 if calls < 100 then return "  " elseif calls == 100 then return "return 5" end end)
assert(f and f() == 5)
local g = load(function() coroutine.wrap(function() load(function() return nil end) end)() return nil end)
assert(g)
local e = {}
local f = assert(load("x = 1; function y() return z end; return _ENV, y", "c", "t", e))
if f then
  local env, y = f()
  assert(e.x == 1 and x == nil)
end
local f = load("return print", "c", "t", setmetatable({}, {__index = function(_, k) return k .. "!" end}))
assert(f() == "print!")
print("held")
