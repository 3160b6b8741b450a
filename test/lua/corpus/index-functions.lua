--@ 5.0 5.1 5.2: functions that look for methods and getters are asked once for each read of what the object does not have
local asked = {}
local methods, getters = {}, {area = function(o) return o.w * o.h end}
local mt = {}
mt.__index = function(t, k)
  table.insert(asked, tostring(k))
  local m = methods[k]
  if m ~= nil then return m end
  local g = getters[k]
  if g then return g(t) end
end
function methods:scale(by) self.w = self.w * by; self.h = self.h * by; return self end
methods.unit = "cm"
local function box(w, h) return setmetatable({w = w, h = h}, mt) end
local function shown() local text = table.concat(asked, " "); asked = {}; return text end
local function area(b) return b.area end
local function unit(b) return b.unit, b.w end
local function grown(b) return b:scale(2).h end
local function open(b) if b.missing then return 1 end return b.missing == nil end
for i = 1, 3 do print(area(box(i, 2)), unit(box(i, 3))); print(grown(box(1, i)), open(box(i, i)), shown()) end
local own = box(1, 1)
own.scale = function(self) return {h = "own"} end
own.unit = false
print(grown(own), unit(own)); print(own[1], own["area"], own[true], shown())
print(own:scale().h, own.unit, own.area, shown())
local key = "unit"
print(box(1, 1)[key], box(1, 1)["no " .. key], shown())
--@ 5.0 5.1 5.2: what they look into may inherit, be empty, or be no table
local log = {}
local base = setmetatable({kind = "base"}, {__index = function(t, k) table.insert(log, "base " .. k); if k == "far" then return "away" end end})
local class = setmetatable({near = "by"}, {__index = base})
local store = class
local mt = {__index = function(t, k) return store[k] end}
local function read(o) return o.near, o.kind, o.far, o.none, o.x end
local o = setmetatable({x = 1}, mt)
print(read(o)); print(table.concat(log, ", "))
store = {none = "here"}
print(read(o))
store = setmetatable({}, {__mode = "k"})
store.near = "weak"
print(read(o))
store = {}
store["un" .. "known"] = true
store["ki" .. "nd"] = "put together"
print(read(o))
store["ne" .. "ar"], store.near = 1, nil
print(read(o))
store = nil
print(pcall(read, o))
store = "text"
print(pcall(read, setmetatable({near = 1, kind = 1, far = 1, none = 1}, mt)))
--@ 5.0 5.1 5.2: functions that change their key, or give what is no function
local mt = {}
function mt.__index(t, k) k = k .. "x"; return rawget(t, k) end
local function read(o) return o.a, o.ax, o:bx() end
print(pcall(read, setmetatable({ax = 1, bx = function(self) return self.b == self.bx end}, mt)))
local calls = 0
local proxy = setmetatable({}, {__index = function(t, k) calls = calls + 1; return ({yes = function() return "called", k end, no = 5})[k] end})
local function yes(o) return o:yes() end
local function no(o) return o:no() end
local function none(o) return o:none() end
print(yes(proxy)); print(pcall(no, proxy)); print(pcall(none, proxy)); print(calls)
local callable = setmetatable({}, {__call = function(self, o) return "object", o == nil end})
print(yes(setmetatable({}, {__index = function() return callable end})))
print(pcall(yes, nil)); print(pcall(yes, 5)); print(pcall(none, "text"))
--@ 5.1 5.2: functions without end
local deep = {}
deep.__index = function(t, k) return t[k] end
local function read(o) return o.name end
local ok, message = pcall(read, setmetatable({}, deep))
print(ok, string.find(message, "C stack overflow", 1, true) ~= nil)
local function call(o) return o:name() end
ok, message = pcall(call, setmetatable({}, deep))
print(ok, string.find(message, "C stack overflow", 1, true) ~= nil)
print(pcall(read, setmetatable({}, {__index = function(t, k) error("no " .. k, 0) end})))
