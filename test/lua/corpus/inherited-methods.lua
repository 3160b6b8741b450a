--@ 5.0 5.1 5.2: methods come from classes of every depth, and from where they are now
local function class(base)
  local c = {}
  c.__index = c
  return setmetatable(c, {__index = base})
end
local A = class(nil)
function A:who() return "A.who " .. self.n end
function A:init(n) self.n = n; return self end
A.limit = 7
local B = class(A)
local C = class(B)
local D = class(C)
local E = class(D)
local F = class(E)
local classes = {A, B, C, D, E, F}
local function describe(o) return o:who() end
local function build(c, n) return c.init(setmetatable({}, c), n) end
for round = 1, 2 do
  for i, c in ipairs(classes) do
    local o = build(c, i)
    print(i, describe(o), o.limit, rawget(o, "limit"), rawget(c, "who") ~= nil)
  end
  function C:who() return "C.who " .. B.who(self) end
  function E.init(self, n) return C.init(self, n * 10) end
  C.limit = false
end
C.who = nil
print(describe(build(F, 1)), describe(build(D, 2)))
local key = "wh" .. "o"
local G = class(D)
G["x" .. 1] = 1
G[key .. "2"] = function() return "who2" end
print(describe(build(G, 3)))
G[key] = function(self) return "G.who " .. self.n end
print(describe(build(G, 3)))
local J = class(class(class(G)))
print(describe(build(J, 4)), build(J, 4)[key .. "2"]())
--@ 5.0 5.1 5.2: what they find need not be a function, and the way up may end or turn anywhere
local function class(base)
  local c = {}
  c.__index = c
  return setmetatable(c, {__index = base})
end
local K = class(nil)
local L = class(class(class(class(K))))
local function describe(o) return o:who() end
local function attempt(f, o) local ok, message = pcall(f, o); print(ok, message) end
K.who = setmetatable({}, {__call = function(_, o) return "called " .. o.n end})
attempt(describe, setmetatable({n = 5}, L))
K.who = function(o) return "K " .. o.n end
attempt(describe, setmetatable({n = 6}, L))
attempt(function() return L.who({n = 7}) end)
attempt(describe, {who = 1})
attempt(describe, setmetatable({who = false}, L))
K.who = false
attempt(describe, setmetatable({}, L))
attempt(function() return L.who(1) end)
attempt(function() return L.none.who(1) end)
attempt(function() local o = setmetatable({}, L); o:missing() end)
local asked = {}
local M = setmetatable({}, {__index = function(t, k) table.insert(asked, k); return function() return "made " .. k end end})
M.__index = M
attempt(describe, setmetatable({}, class(class(class(M)))))
attempt(function() return class(class(M)).who() end)
print(table.concat(asked, " "))
local R = {}
R.__index = R
setmetatable(R, R)
attempt(describe, setmetatable({}, R))
attempt(describe, "text")
attempt(describe, 1)
attempt(describe, nil)
function string.who(text) return "string " .. text end
attempt(describe, "text")
--@ 5.1 5.2: the levels of the stack do not show how they were found
local function class(base)
  local c = {}
  c.__index = c
  return setmetatable(c, {__index = base})
end
local A = class(nil)
function A:fail() error("from A", 2) end
function A:trace() return debug.traceback("here") end
local D = class(class(class(A)))
function D.run(self) return (pcall(function() self:fail() end)) end
local function run(o) o:fail() end
local function trace(o) local text = o:trace(); return text end
local o = setmetatable({}, D)
for i = 1, 3 do
  print(pcall(run, o)); print(D.run(o)); print((string.gsub(trace(o), "\n%s*%[C%].*", "")))
  print((string.gsub(trace({trace = o.trace}), "\n%s*%[C%].*", "")))
end
local index = (loadstring or load)("local t, k = ... ; print((string.gsub(debug.traceback(k), '\\n%s*%[C%].*', '')))")
local S = class(class(class(setmetatable({}, {__index = index}))))
local function look(o) print(pcall(o.trace)); o:trace(); return 1 end
for i = 1, 2 do print(pcall(look, setmetatable({}, S))) end
print(pcall(function() o.none.fail(o) end)); print(pcall(function() D.nothing(o) end))
--@ 5.1 5.2: methods that several classes define get all values of `...`
local function class(base)
  local c = {}
  c.__index = c
  return setmetatable(c, {__index = base, __call = function(self, ...) local o = setmetatable({}, self); o:new(...); return o end})
end
local A = class(nil)
function A:new(...) self.n = select("#", ...); self.first = (...) end
function A:shown(...) return self.n, self.first, ... end
local B = class(A)
function B:new(x, y) A.new(self, x, y); self.y = y end
function B:shown(...) return A.shown(self, self.y, ...) end
local C = class(B)
function C:new(...) B.new(self, nil, ...) end
function C:shown(a, ...) return B.shown(self, a), select("#", ...) end
local order = {}
local function note(text) order[#order + 1] = text; return text end
local function all(o, ...) return o:shown(...) end
local function after(o, ...) return o:shown(note("one"), note("two"), ...) end
local function statement(o, ...) o:new(o.n, ...); local n, first, last = o:shown(...); return n, first, last end
for _, class in ipairs({A, B, C}) do
  for _, o in ipairs({class(), class(1), class(1, 2, 3), class(nil, nil)}) do
    print(all(o)); print(all(o, 1, nil)); print(after(o)); print(after(o, 3, 4)); print(statement(o, "a", "b")); print(statement(o))
  end
end
print(table.concat(order, " "), pcall(all, {}, 1))
