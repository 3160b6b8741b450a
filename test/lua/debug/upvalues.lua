--@ 5.2: the environment is an upvalue of every function that uses globals, where it is first used
local a, b = 1, 2
local function names(f)
  local i = 1
  while debug.getupvalue(f, i) do
    print(i, (debug.getupvalue(f, i)))
    i = i + 1
  end
  print(debug.getinfo(f, "u").nups, i - 1)
end
names(function() return a, x, b end)
names(function() y = b end)
names(function() return function() return print, a end end)
names(function() local _ENV = {} return x end)
names(function(_ENV) return function() return x end end)
print(debug.getupvalue(names, 1) == "_ENV", select(2, debug.getupvalue(names, 1)) == _G)
--@ 5.2: a chunk that uses no globals has the environment all the same
local f = load("local x = 1 return x")
print((debug.getupvalue(f, 1)), (debug.getupvalue(f, 2)), select(2, debug.getupvalue(f, 1)) == _G)
--@ 5.2: another environment for one function changes those that share it
local log = print
local function f() return x end
local function g() return x end
log(debug.setupvalue(f, 1, { x = "new" }), f(), g(), x)
--@ 5.2: one function gets another's environment
local print, join = print, debug.upvaluejoin
local other = load("return x", "=other", "t", { x = "theirs" })
x = "ours"
local function f() return x end
local function g() return x end
print(f(), g(), other())
join(f, 1, other, 1)
print(f(), g(), other())
x = "ours again"
print(f(), g(), other())
--@ 5.2: a joined upvalue is shared by the two functions
local function counter()
  local n = 0
  return function() n = n + 1 return n end
end
local f, g = counter(), counter()
print(f(), f(), g())
print(select("#", debug.upvaluejoin(g, 1, f, 1)))
print(f(), g(), f(), g())
print(debug.upvalueid(f, 1) == debug.upvalueid(g, 1))
--@ 5.2: others that share the old variable keep it
local function pair()
  local n = "old"
  return function() return n end, function(v) n = v end
end
local get, set = pair()
local get2, set2 = pair()
set2("joined")
debug.upvaluejoin(get, 1, get2, 1)
set("changed")
print(get(), get2(), debug.getupvalue(get, 1))
set2("again")
print(get(), get2())
--@ 5.2: functions made after a join have the joined variable
local a, b = "a", "b"
local function make() return function() return a end end
local before = make()
debug.upvaluejoin(make, 1, function() return b end, 1)
local after = make()
print(before(), after())
b = "changed"
print(before(), after())
--@ 5.2: a recursive function is joined as well
local function f(n) if n == 0 then return "f" end return f(n - 1) end
local function g() return "g" end
local function h() return g end
debug.upvaluejoin(f, 1, h, 1)
print(f(0), f(1))
--@ 5.2: in a coroutine that goes on afterwards the next call has the joined variable
local a, b = 1, 2
local function f() coroutine.yield(a) return a end
local co = coroutine.wrap(function() f() return f() end)
print(co())
debug.upvaluejoin(f, 1, function() return b end, 1)
print(co(), co())
--@ 5.2: what cannot be joined
local a = 1
local function f() return a end
print(pcall(debug.upvaluejoin, f, 2, f, 1))
print(pcall(debug.upvaluejoin, f, 1, f, 0))
print(pcall(debug.upvaluejoin, string.rep, 1, f, 1))
print(pcall(debug.upvaluejoin, f, 1, string.len, 1))
print(pcall(debug.upvaluejoin, 1, 1, f, 1))
print(pcall(debug.upvaluejoin, f, 1, nil, 1))
print(pcall(debug.upvaluejoin, f))
print(pcall(debug.upvaluejoin, f, 1, f))
print(debug.upvalueid(f, 1) == debug.upvalueid(f, 1), type(debug.upvalueid(f, 1)))
print(pcall(debug.upvalueid, string.len, 1))
--@ 5.2: nothing can be attached to the identity of an upvalue
local n = 1
local identity = debug.upvalueid(function() return n end, 1)
print(pcall(debug.setuservalue, identity, {}))
print(pcall(debug.setuservalue, identity))
print(pcall(debug.getuservalue, identity))
