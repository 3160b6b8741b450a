--@ 5.1 5.2: sub and byte at every position, as methods and as functions
local numbers = {-100, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 100, 1.5, 2.9, -1.5, 0.5, 2^30, -2^30}
local function all(s)
  local sub, byte = string.sub, string.byte
  for _, i in ipairs(numbers) do
    print(i, s:sub(i), s:sub(i, i), string.sub(s, i, i), sub(s, i, i), s:byte(i), string.byte(s, i), byte(s, i))
    print(s:sub(i, -1), s:sub(i, -2), s:sub(1, i), s:sub(2, i), s:sub(-3, i), s:sub(0, i), s:sub(i + 1, i + 2), s:sub(i, 3))
    for _, j in ipairs(numbers) do io.write("[", s:sub(i, j), "]") end
    print()
  end
  print(s:sub(1, 1), s:sub(3, 3), s:sub(-1, -1), s:sub(-3, -3), s:sub(-2, -1), s:sub(2, -2), s:sub(0), s:sub(0, 0), s:sub(-2))
  print(s:byte(), s:byte(1), s:byte(-1), s:byte(3), s:byte(-3), s:byte(0), s:byte(1, 3), #s, s:len(), string.len(s))
end
for _, s in ipairs{"", "x", "ab", "hello", "a b-c~"} do all(s) end
--@ 5.1 5.2: numbers and numeric strings for the arguments
local function f(s, i, j) return s:sub(i, j), s:byte(i), s:len() end
print(f("hello", "2", "3"))
print(pcall(f, 12345, 2, 3))
print(string.sub(12345, 2, 3), string.byte(77, "2"), string.len(1.5), string.char("65", 66.7))
local function g(n) return string.sub(n, 2, 3) .. string.byte(n) .. string.len(n) end
print(g(12345), g("xyz"))
--@ 5.1 5.2: errors of calls computed in place
local function try(f, ...) print(pcall(f, ...)) end
local function sub(s, i, j) local r = s:sub(i, j) return r end
local function byte(s, i) local r = s:byte(i) return r end
local function char(a, b) local r = string.char(a, b) return r end
local function later(s, i) local r = s:sub(i + 1, i - 1) return r end
for _, s in ipairs{"abc", 1, true, {}} do
  try(sub, s, 1, {}) try(sub, s, "x", 1) try(byte, s, {}) try(sub, s) try(later, s, {}) try(later, s)
end
try(sub) try(byte) try(later) try(later, nil, {})
try(char, 256, 1) try(char, 1, -1) try(char, "x", 1) try(char, 65.5, 66) try(char) try(char, nil, 1)
local t = {s = nil}
try(function() local r = t.s:sub(1, 1) return r end)
try(function() local r = t:sub(1, 1) return r end)
try(function() local r = undefined:byte(1) return r end)
--@ 5.1 5.2: a replaced library function is obeyed from then on
local function one(s, i) return s:sub(i, i) end
local function two(s, i) return string.sub(s, i, i) end
local function code(s, i) return s:byte(i + 0), string.char(i) end
print(one("abc", 2), two("abc", 2), code("abc", 2))
local sub, byte, char = string.sub, string.byte, string.char
string.sub = function(s, i, j) return "sub", i, j end
string.byte = function(s, i) return -1, s end
string.char = function(...) return "char", select("#", ...) end
print(one("abc", 2), two("abc", 2), code("abc", 2))
print((one("abc", 2)), (code("abc", 2)))
string.sub, string.byte, string.char = sub, byte, char
print(one("abc", 2), two("abc", 2), code("abc", 2) == 98)
getmetatable("").__index = {sub = function() return "other" end, byte = function() end}
print(one("abc", 2), two("abc", 2), (code("abc", 2)))
getmetatable("").__index = function(s, k) return function() return s .. k end end
print(one("abc", 2), two("abc", 2), (code("abc", 2)))
getmetatable("").__index = string
string = {sub = function() return "global" end}
print(one("abc", 2), two("abc", 2))
--@ 5.1 5.2: the method is found before its arguments are evaluated
local function f(s, g) local r = s:sub(g(), 2) return r end
print(pcall(f, nil, function() print("evaluated") return 1 end))
local sub = string.sub
print(f("abc", function() string.sub = function() return "new" end return 1 end), ("abc"):sub(1))
string.sub = sub
local function h(s, i) local r = s:sub((function() s = "changed" return i end)(), 3) return r, s end
print(h("abcdef", 2))
--@ 5.1 5.2: objects with methods of strings' names
local class = {}
class.__index = setmetatable({}, {__index = function(t, k) return function(self, ...) return k, ... end end})
local object = setmetatable({}, class)
local function call(o) return o:sub(1, 1), o:byte(2), o:len() end
print(call(object))
print((object:sub(1)), (object:byte()), object:char(65))
print(call("xyz"))
--@ 5.1 5.2: a call computed in place as the last argument
local function count(...) return select("#", ...), ... end
local function pass(s, i) return count(s:sub(i, i)) end
local function codes(s, i) return count(s:byte(i)) end
local function fixed(a) return a end
local function none(s, i) return fixed(s:byte(i)), tostring(s:sub(i, i)) end
print(pass("abc", 2)) print(codes("abc", 2)) print(codes("abc", 9)) print(none("abc", 1)) print(none("abc", 7))
string.sub = function() return 1, 2, 3 end
print(pass("abc", 2))
string.sub = function() end
print(pass("abc", 2)) print(pcall(none, "abc", 1))
--@ 5.0 5.1 5.2: comparing with a literal
local function order(a) return a < "b", a <= "b", a > "b", a >= "b", "b" < a, "b" <= a, "b" > a, "b" >= a end
print(order("a")) print(order("b")) print(order("bb")) print(order(""))
print(pcall(order, 1)) print(pcall(order)) print(pcall(order, {})) print(pcall(order, true))
local function number(a) return a < 1, 1 <= a, a > 1, 1 >= a end
print(number(1)) print(number(0 / 0)) print(pcall(number, "1"))
print(pcall(function(a) return a < 1 and a < "1" end, 0))
--@ 5.1 5.2: comparing an object with a literal
local meta = {__lt = function(a, b) return type(a) == "string" end, __le = function(a, b) return type(b) == "string" end}
local object = setmetatable({}, meta)
print(pcall(function(o) return o < "x", "x" < o, o <= "x", "x" <= o, o > "x", o >= "x" end, object))
--@ 5.1 5.2: and and or with comparisons and constants
local function f(a, b)
  return a == b and 1 or 2, a == b and "x" or nil, a ~= b and {} or false, not a and b, not a or b, a == 1 and b, a == 1 or b,
    (a == 1 and b == 2) or (a == 2 and b == 1), a and 1 or b, a and nil or b, a and false or b, (a and 5) or b
end
local function show(...) local t = {...} for i = 1, 12 do io.write(type(t[i]), " ", type(t[i]) ~= "table" and tostring(t[i]) or "", ";") end print() end
local values = {1, 2, "x", true, false}
for i = 1, 6 do for j = 1, 6 do show(f(values[i], values[j])) end end
local function nested(a, b) local x = a and (b == 1 and "one" or b == 2 and "two" or "many") or "none" return x end
print(nested(1, 1), nested(1, 2), nested(1, 3), nested(nil, 1))
local calls = 0
local function yes() calls = calls + 1 return true end
local function effects(a) return a == 1 and "x" or yes(), yes() and 3 or 4, a == 1 and yes() or 5 end
print(effects(1)) print(effects(2)) print(calls)
--@ 5.1 5.2: the same text searched again and again
local patterns = {"hello", "he[l]+o", "x", "%d+", "w(or)ld", "()ll()", "^hello", "^world", "world$", "o%s*w", "z*", "%bhw", "%boo", "l+", "h-z", "",
  "q", "Q", "hello world!", "%f[%w]w", "(l)%1", "[hw]", "\n", "!", "%!", "a%", "x%", "[q", "[^%s]+z", "(h", "h)", "%2", "`", "%w+%p?"}
local function find(s, p, i) local a = s:find(p, i) return a end
local function match(s, p, i) local a = s:match(p, i) return a end
local function plain(s, p) if s:find(p, 1, true) then return "yes" end return "no" end
local function path(s, p) return (string.find(s, p)), (string.match(s, p)) end
for _, s in ipairs{"hello world", "HELLO world!", "", "h", string.rep("hello ", 60)} do
  for round = 1, 2 do
    for _, p in ipairs(patterns) do
      print(p == "\n" and "line" or p, pcall(find, s, p), pcall(match, s, p))
      print(pcall(find, s, p, 3), pcall(match, s, p, -4), pcall(find, s, p, 0), pcall(find, s, p, 100), plain(s, p), pcall(path, s, p))
    end
  end
end
--@ 5.1 5.2: find and match in place: arguments, errors, replacement
local function find(s, p, i) local a = s:find(p, i) return a end
local function match(s, p, i) local a = s:match(p, i) return a end
for _, i in ipairs{1, 2, 3, 4, 5, 0, -1, -9, 2.5, "2", 1e9} do print(find("aba", "a", i), match("aba", "[ab]+", i), find("aba", "", i)) end
print(pcall(find, "a", nil)) print(pcall(find, nil, "a")) print(pcall(find, "a", "a", {})) print(pcall(match, "a", {}))
print(pcall(find, 121, 2)) print(pcall(match, 121, "2+")) print(find("121", 2), (string.find(121, 2)))
print(match("key = value", "^(%w+)%s*=%s*(%w+)$"), match("  x", "()x"), pcall(match, "x", "(x"), pcall(find, "x", "%"))
string.find = function() return "found", 2 end
string.match = function() end
print(find("a", "b"), match("a", "a"))
--@ 5.0 5.1 5.2: joining texts and numbers
local function join(a, b, c) return a .. b, a .. ":" .. b .. c, "<" .. a .. ">", a .. 1 .. b, 1 .. a, a .. "" end
local values = {"x", "", 1, -1, 0, 1.5, 1e15, 1e100, -1e-7, 2^31, 2^53, 123456789012, 0.1}
for _, a in ipairs(values) do for _, b in ipairs(values) do print(join(a, b, "!")) end end
for i = 1, 3 do local s = "n" for j = 1, 4 do s = s .. "(" .. j .. "," .. i * j .. "," .. i / j .. ")" end print(s) end
for _, bad in ipairs{true, {}, print} do
  local ok, message = pcall(join, bad, 1, 2) print(ok, message)
  ok, message = pcall(join, 1, bad, 2) print(ok, message)
  ok, message = pcall(join, 1, 2, bad) print(ok, message)
end
print(pcall(join, nil, nil, nil))
local meta = {__concat = function(a, b) return (type(a) == "table" and "T" or a) .. "&" .. (type(b) == "table" and "T" or b) end}
local object = setmetatable({}, meta)
print(join(object, 1, 2)) print(join(1, object, 2)) print(join("a", 2, object))
--@ 5.1 5.2: constant patterns
local function try(f, ...) print(pcall(f, ...)) end
local function found(s, i)
  local a = s:find("l+", i) local b = s:find("hello") local c = s:find("^h", i) local d = s:find("(l)(o)", i) local e = s:find("()o%s*$")
  local f = string.find(s, "%S", i) local g = s:find("", i) local h = s:find("[^%w%s]") local k = s:find("%f[%w]%w+$", i) local m = s:find(".-o", 2)
  return a, b, c, d, e, f, g, h, k, m
end
for _, s in ipairs{"hello world", "", "h", "llo", "HELLO!", string.rep("ab ", 100) .. "hello"} do
  for round = 1, 3 do try(found, s) for _, i in ipairs{1, 2, 5, 0, -1, 2.5, "3"} do try(found, s, i) end end
end
local function unfinished(s) local a = s:find("(l") return a end
local function malformed(s) local a = s:find("l%") return a end
local function open(s) local a = s:find("x[l") return a end
local function capture(s) if s:find("l%1") then return 1 end end
for _, s in ipairs{"hello", "x", ""} do for round = 1, 2 do try(unfinished, s) try(malformed, s) try(open, s) try(capture, s) end end
local count = 0
for word in ("one two three"):gmatch("%a+") do if word:find("t") and not word:find("w") then count = count + 1 end end
print(count)
string.find = function() return "other" end
try(found, "hello") try(unfinished, "l")
--@ 5.1 5.2: all results of searches for constant patterns
local function every(s, i)
  local a, b = s:find("l+", i) print(a, b)
  local a, b, c = s:find("(%a)%s", i) print(a, b, c)
  local a, b, c, d, e = s:find("()(%a)(%s)", i) print(a, b, c, d, e)
  local a, b = s:find("lo", i) print(a, b)
  local a, b = s:find("o.w", i, true) print(a, b)
  local a, b, c = s:find(" ", i, true) print(a, b, c)
  print(s:find(" ", i, true))
  print((s:find(" ", i, true)))
  local k, v = s:match("(%w+)%s+(%w+)", i) print(k, v)
  local k, v, w, x, y = s:match("()(%w)()(%w?)()", i) print(k, v, w, x, y)
  local all, none = s:match("%w+", i) print(all, none)
  local at = s:match("()o", i) print(at)
  print(s:match("^(h)(e)(l)(l)", i))
  print(string.match(s, "w.*$", i), (string.find(s, "")), s:find("", i))
  local t = {s:find("(o)", i)} print(#t, t[1], t[2], t[3])
  return s:match("(o)(.)", i)
end
for _, s in ipairs{"hello world", "", "lo o.w lo"} do
  for _, i in ipairs{1, 2, 5, 100, -3, 0, "2"} do print(s, i, every(s, i)) end
  print(every(s))
end
--@ 5.1 5.2: wrong constant patterns
local function try(f, ...) print(pcall(f, ...)) end
try(function(s) local a, b = s:find("(a") return a, b end, "xab")
try(function(s) local a, b = s:match("(a") return a, b end, "xab")
try(function(s) local a = s:match("(a") return a end, "xab")
try(function(s) local a = s:match("(a") return a end, "xyz")
try(function(s) local a, b = s:match("%") return a, b end, "xab")
try(function(s) local a, b = s:find("[a") return a, b end, "xab")
try(function(s) local a, b = s:match("a)") return a, b end, "xab")
try(function(s) local a, b = s:match("%1") return a, b end, "xab")
try(function(s) for w in s:gmatch("(a") do print(w) end end, "xab")
try(function(s) for w in s:gmatch("%") do print(w) end end, "xab")
try(function(s) for w in s:gmatch() do print(w) end end, "xab")
try(function(s) for w in s:gmatch("a", 1) do print(w) end end, {})
try(function(s) local a, b = s:find("a") return a, b end, nil)
try(function(s) local a, b = s:find("a") return a, b end, {})
try(function(s) local a, b = s:find("a", {}) return a, b end, "a")
try(function(s) local a, b = string.match(s, "a", true) return a, b end, "a")
try(function(s) local a, b = string.match(s, "a") return a, b end, 1234)
--@ 5.1 5.2: loops over matches
for w in ("one two  three"):gmatch("%a+") do io.write(w, ";") end print()
for k, v in ("a=1, b=2,c"):gmatch("(%w+)=(%w*)") do io.write(k, v, ";") end print()
for k, v in ("abc"):gmatch("()") do io.write(k, tostring(v), ";") end print()
for k, v in ("abc"):gmatch("x*") do io.write("[", k, "]", tostring(v), ";") end print()
for a, b, c in ("xyz uvw"):gmatch("(%a)(%a)(%a)") do io.write(a, b, c, ";") end print()
for w in string.gmatch("^a^b", "^%a") do io.write(w, ";") end print()
for w in string.gmatch(121, 1) do io.write(w, ";") end print()
local step = ("a b c"):gmatch("%a")
io.write(step(), ";")
for w in step do io.write(w, ";") end print(step())
local function begun(s) local f = s:gmatch("%a") f() return f end
for w in begun("a b c") do io.write(w, ";") end print()
local one, two = ("a b"):gmatch("%a"), ("c d"):gmatch("%a")
for w in two do io.write(w, one() or "-", ";") end print()
for w in ("a b"):gmatch("%a") do
  for x in (w .. "x y"):gmatch("%a") do
    for _ in ("q"):gmatch("%a") do io.write(w, x, ";") end
    if x == "x" then break end
  end
end
print()
local gmatch = string.gmatch
string.gmatch = function(s, p) return gmatch(s, "b") end
for w in ("a b b"):gmatch("a") do io.write(w, ";") end print()
string.gmatch = gmatch
local wrapped = coroutine.wrap(function(s) for k, v in s:gmatch("(%a)=(%d)") do coroutine.yield(k .. v) end end)
print(wrapped("a=1,b=2"), wrapped(), wrapped())
--@ 5.1 5.2: replaced search functions are obeyed from then on
local function f(s) local a, b = s:find("l") local c, d = s:match("(l)(l)") local e = s:match("o") return a, b, c, d, e end
print(f("hello"))
local find, match = string.find, string.match
string.find = function(s, p) return p, s end
string.match = function(s, p) return "m", p end
print(f("hello"))
string.find, string.match = find, match
print(f("hello"))
local metatable = getmetatable("")
metatable.__index = {find = function() return 1, 2, 3 end, match = function() end}
print(f("hello"))
metatable.__index = nil
print(pcall(f, "hello"))
rawset(metatable, "__index", string)
print(f("hello"))
debug.setmetatable("", {__index = {find = function() return "f" end, match = function() return "g" end}})
print(f("hello"))
debug.setmetatable("", nil)
print(pcall(f, "hello"))
debug.setmetatable("", metatable)
print(f("hello"))
--@ 5.1 5.2: items added at the end of lists of every kind
local function add(t, v) t[#t + 1] = v end
local function show(t) print(#t, rawget(t, 1), rawget(t, 2), rawget(t, 3)) end
local t = {} add(t, 1) add(t, "x") add(t, nil) add(t, false) show(t)
local t = {[2] = "two"} add(t, "one") show(t)
local t = {n = 1} add(t, "one") add(t, "two") show(t)
local t = {nil, nil, 3} add(t, 4) print(t[4])
local t = {1, 2, nil} add(t, "a") add(t, "b") show(t)
local t = setmetatable({}, {__newindex = function(t, k, v) rawset(t, k, v .. "!") end}) add(t, "a") add(t, "b") show(t)
local t = setmetatable({}, {__len = function() return 1 end}) add(t, "a") add(t, "b") show(t)
local t = setmetatable({}, {__index = function(t, k) return k end}) add(t, "a") add(t, "b") show(t)
local proxy = {} local t = setmetatable({}, {__newindex = proxy}) add(t, "a") add(t, "b") show(t) show(proxy)
print(pcall(add, nil, 1)) print(pcall(add, 1, 1)) print(pcall(add, "s", 1)) print(pcall(add, print, 1))
setmetatable(_G, {__index = function(_, name) error("no global " .. name, 2) end})
print(pcall(function() local t t[#t + 1] = missing end))
print(pcall(function() local t = {} t[#t + 1] = missing end))
--@ 5.1 5.2: names as keys, in every order
local t = {}
local names = {"alpha", "beta", "gamma", "delta", "__index", "__newindex"}
for i, name in ipairs(names) do t[name] = i end
print(t.alpha, t.beta, t["gamma"], t.delta, t.__index)
local function show()
  local seen = {}
  for k, v in pairs(t) do seen[#seen + 1] = k .. "=" .. v end
  table.sort(seen)
  print(table.concat(seen, ";"))
end
show()
for i, name in ipairs(names) do if i % 2 == 0 then t[name] = nil end end
show()
t["not a name!"] = 1 t.beta = 2 t["gamma"] = nil t.delta = nil t["delta"] = 4
show()
local meta = {} local object = setmetatable({}, meta)
local event = "__in" .. "dex" meta[event] = {x = 1} print(object.x) meta[event] = nil print(object.x)
meta["__new" .. "index"] = function(t, k, v) rawset(t, k, v * 2) end object.y = 2 print(object.y)
--@ 5.1 5.2: type and tonumber
local values = {1, "1", " 0x10 ", "1e1", "1.5", "-.5", "5.", ".", "-", "--1", "1..2", "", "12345678901234567890", "0.1", "-0", true, {}, print}
local function kinds(x)
  local name = type(x)
  if type(x) == "number" then io.write "number " elseif "string" == type(x) then io.write "string " end
  if type(x) ~= "table" and type(x) ~= "function" and not (type(x) == "boolean") then io.write "simple " end
  return name, type(x) == "nil", type(x) == "userdata", type(x) == "thread", type(x) == "Number", (type(x))
end
for i = 1, #values do print(kinds(values[i])) print(tonumber(values[i])) end
print(kinds(nil)) print(kinds()) print(tonumber(nil)) print(kinds(coroutine.create(kinds)))
print(pcall(function() return type() == "nil" end))
print(pcall(function() return tonumber() end))
local function read(s) local n = tonumber(s) return n end
for _, s in ipairs(values) do print(read(s), tonumber(s) == read(s)) end
print(1 / tonumber("-0"), 1 / tonumber("0"), 1 / tonumber("-0.0"))
local type, tonumber = type, tonumber
print(type(1) == "number", tonumber("7") + 1)
rawset(_G, "type", function() return "string" end)
rawset(_G, "tonumber", function() return "n" end)
print(kinds({})) print(read("1")) print(type({}) == "table", tonumber("1"))
--@ 5.1 5.2: tables with names as properties and in the hash
local t = {alpha = 1, ["not a name"] = 2}
for _, k in ipairs{"alpha", "beta", "gamma", "not a name", "nor this", "__index"} do io.write(k, "=", tostring(t[k]), ";") end print()
local k = "be" .. "ta"
t[k] = 3 print(t.beta, t[k], t["beta"])
t.gamma = 4 print(t["gam" .. "ma"], t.gamma)
t.alpha = nil t["al" .. "pha"] = 5 print(t.alpha, t["al" .. "pha"])
local u = {} u["x y"] = 1 print(u["al" .. "pha"], u.alpha) u.alpha = 6 print(u["al" .. "pha"], u.alpha)
local v = {} v["x y"] = 1 print(v["gam" .. "ma"]) v["gam" .. "ma"] = 7 print(v.gamma) v.gamma = nil print(v["gam" .. "ma"], next(v))
local w = setmetatable({["x y"] = 1}, {__index = {delta = 8}}) print(w["del" .. "ta"], w.delta) w["del" .. "ta"] = 9 print(w.delta)
local m = {["x y"] = 1} local o = setmetatable({}, m) print(o.z) m["__in" .. "dex"] = function(_, key) return key end print(o.z, m["__in" .. "dex"] ~= nil)
--@ 5.1 5.2: items that lie outside of the list
local t = {}
t[0] = "zero" t[-1] = "minus" t[1.5] = "half" print(t[0], t[-1], t[1.5], t[1], #t)
for i = 0, 3 do t[i] = i * 10 end print(t[0], t[1], t[3], #t)
t[0] = t[0] + 1 t[-1] = nil t[0 * -1] = 2 print(t[0], t[-0], t[-1], rawget(t, 0))
t[0] = nil print(t[0], next({[0] = 1}), #t) t[0] = false print(t[0])
local log = {}
local p = setmetatable({}, {__index = function(_, k) return "no " .. tostring(k) end, __newindex = function(t, k, v) rawset(t, k, v) log[#log + 1] = k end})
p[0] = 1 p[0] = 2 p[0] = nil p[0] = 3 print(p[0], p[-1], p[1.5], #log)
local row = {} for j = 0, 5 do row[j] = j end for i = 1, 5 do row[i - 1] = row[i] + row[i - 1] end print(table.concat(row, " ", 0, 5))
print(pcall(function() local q = {} q[0/0] = 1 end), pcall(function() local q q[0] = 1 end), pcall(function() local q return q[0] end))
print(math.min(3, 1, 2), math.max(3, 1, 2), math.min(1, 0/0, 2) == 1, math.max(2, 1, 0/0) == 2, 1 / math.min(0, -0, 0), math.min("3", 2, 1))
local function least(a, b, c) local r = math.min(a, b, c) local s = math.max(a, b, c) return r, s end
for a = 1, 3 do for b = 1, 3 do for c = 1, 3 do io.write(table.concat({least(a, b, c)}, ","), " ") end end end print()
--@ 5.1 5.2: numbers by %g
for _, f in ipairs{"%g", "%.14g", "%.0g", "%.1g", "%.3g", "%.17g", "%#g", "%10g", "%-10g|", "%+g", "%010g", "%.20g", "% g", "%G"} do
  for _, x in ipairs{0, 1, -1, 9, 10, 99, 100, 999.25, 123456, 1234567, 1e14, 1e15, 123456789012345, -5, 0.1, 1e-5, 2^53, 1e100, 1/0, -1/0} do
    io.write(string.format(f, x), " ")
  end
  print()
end
--@ 5.1 5.2: lists that get what is computed
local out = {}
local function show() for i = 1, #out do io.write(tostring(out[i]), ";") end print(#out) out = {} end
local function quoted(k) out[#out + 1] = '"' .. k .. '":' end
quoted("a") quoted("b") quoted(1) quoted(1.5) print(pcall(quoted)) print(pcall(quoted, {})) quoted(setmetatable({}, {__concat = function(a, b) out[#out + 1] = "inner" return "outer" end})) show()
local function part(s, i, j) out[#out + 1] = s:sub(i, j) out[#out + 1] = s:byte(i) out[#out + 1] = #s end
part("hello", 2, 3) part("", 1, 1) part("x", "1", 1) print(pcall(part, nil, 1, 1)) print(pcall(part, "s", {}, 1)) show()
local function sum(a, b) out[#out + 1] = a + b end
sum(1, 2) sum("3", 4) print(pcall(sum, 1)) print(pcall(sum, {}, 1)) show()
local list
local function wrong(k) list[#list + 1] = "x" .. k end
print(pcall(wrong, "a")) print(pcall(wrong)) list = {} print(pcall(wrong)) list = "s" print(pcall(wrong)) list = setmetatable({}, {__len = function() return 5 end}) wrong("y") print(rawget(list, 6), rawget(list, 1))
local t = {}
table.insert(t, 1) table.insert(t, nil) table.insert(t, "b") table.insert(t, 1, "first") print(#t, t[1], t[2], t[3])
local t = {n = 7} table.insert(t, "a") print(#t, t.n, t[1])
local t = {[2] = "two"} table.insert(t, "one") print(#t, t[1], t[2])
local t = setmetatable({}, {__newindex = function() error("raw") end, __len = function() return 0 end}) table.insert(t, "a") print(rawget(t, 1))
print(pcall(table.insert, nil, 1)) print(pcall(table.insert, {}, 1, 2, 3)) print(pcall(table.insert, {})) print(pcall(table.insert, 1, 1))
--@ 5.1 5.2: several bytes at once
local byte = string.byte
local function two(s, i) local a, b = s:byte(i, i + 1) return a, b end
local function three(s, i) local a, b = s:byte(i, i + 2) return a, b end
local function four(s, i) local a, b, c, d = string.byte(s, i, i + 3) return a, b, c, d end
local function five(s, i) local a, b, c, d, e = byte(s, i, i + 4) return e, d, c, b, a end
local function head(s) local a, b, c = s:byte(1, 3) return a, b, c end
local function odd(s, i) local a, b = s:byte(i, i + 1.5) local c, d = s:byte(1.5, 2.5) local e, f, g = s:byte(i, i + 1) return a, b, c, d, e, f, g end
local function into(s, i) local t = {} s, i = s:byte(i, i + 1) t[1], t[2] = s, i return s, i, #t end
for _, s in ipairs{"", "a", "ab", "abc", "abcd", "abcdefgh", "\0\255\200"} do
  for _, i in ipairs{1, 2, 3, 5, 0, -1, -2, -4, 1.5, "2", 2^31, 2^53} do
    print(two(s, i)) print(three(s, i)) print(four(s, i)) print(five(s, i)) print(odd(s, i)) print(into(s, i))
  end
  print(head(s))
end
print(head(1234), two(1234, 2))
for _, f in ipairs{two, four, five, head, into} do print(pcall(f)) print(pcall(f, "abc")) print(pcall(f, {}, 1)) print(pcall(f, "abc", {})) print(pcall(f, nil, 1)) end
string.byte = function(...) return "mine", select("#", ...) end
print(two("abc", 1)) print(four("abcd", 1)) print(five("abcdef", 1)) print(head("abc"))
--@ 5.1 5.2: constant formats
do
  local values = {0, -0, 1, -1, 7.3, -7.3, 255, 65536, 2 ^ 31, 1e15, 1e16, 1e18, 1e20, 1e300, 0.7, 0.125, 1 / 3, -1e-5, 1e-10, 123456789}
  local format = string.format
  for _, v in ipairs(values) do
    if v < 2 ^ 31 then print(string.format("%d|%5d|%-5d|%05d|%i", v, v, v, v, v)) end
    print(string.format("%.0f|%.1f|%f|%8.2f|%-8.3f|%.14f", v, v, v, v, v, v))
    print(format("%g|%.14g|%.3g|%10g|%-12.5g|%.17g", v, v, v, v, v, v))
    print(("%s %5s %-5s%%"):format(v, v, v))
    if v >= 0 and v < 2 ^ 31 and v % 1 == 0 then print(format("%x|%X|%04x|%6X|%-6x|", v, v, v, v, v)) end
  end
  print(format("%f %.2f %5.1f %g %.3g", 1 / 0, -1 / 0, 1 / 0, 1 / 0, -1 / 0))
  for _, s in ipairs({"", "a", "a b", "say \"hi\"", "back\\slash", "line\nline", "cr\r1", "tab\t", "\127", "\200\255", ("x"):rep(120)}) do
    print(format("%s|%6s|%-6s|", s, s, s))
    print(format("%q", s), #("<%q>"):format(s))
  end
  print(#format("%s", "a\0b"), #format("%5s", "a\0b"), #format("%s", ("x"):rep(120) .. "\0y"))
  print(format("%d %s", "10", 12), format("%5.1f|%x", "3.25", "255"))
  local function bad(f) print(pcall(f)) end
  bad(function() return format("%d", "x") end)
  bad(function() return format("%d", nil) end)
  bad(function() local t = {} return string.format("%s %d", "a", t) end)
  bad(function() return ("%x"):format({}) end)
  bad(function() return format("%q", {}) end)
  bad(function() return format("%f %g", 1, true) end)
  bad(function() return format("%d %d", 1) end)
  bad(function() return format("%y", 1) end)
  bad(function() return format("%123d", 1) end)
  local function replaced(s) return string.format("%d", s) end
  local old = string.format
  string.format = function(f, v) return f .. v end
  print(replaced(3))
  string.format = old
  print(replaced(3))
end
--@ 5.1 5.2: sub from and to places that are computed alike, and numbers read from texts
do
  local digits = "0123456789abcdef"
  local function hex(n)
    local s = ""
    repeat
      local d = n % 16
      s = digits:sub(d + 1, d + 1) .. s
      n = (n - d) / 16
    until n == 0
    return s
  end
  for _, n in ipairs({0, 7, 255, 4096, 123456789}) do
    local h = hex(n)
    print(h, tonumber(h, 16), tonumber("0x" .. h), tonumber("0X" .. h:upper()), tonumber("-0x" .. h), tonumber(h, 17), tonumber(h, 2))
  end
  local t = {i = 2}
  local function at(s, t) return s:sub(t.i + 1, t.i + 1), string.sub(s, t.i, t.i) end
  print(at("hello", t))
  t.i = 9
  print(at("hello", t))
  t.i = -2
  print(at("hello", t))
  t.i = "3"
  print(at("hello", t))
  local calls = 0
  local counting = setmetatable({}, {__add = function(a, b) calls = calls + 1 return calls end})
  local function added(s, c) return s:sub(c + 1, c + 1) end
  print(added("hello", counting), added("hello", counting), calls)
  print(pcall(at, "hello", {i = {}}))
  print(tonumber("0xg"), tonumber("0x1p4"), tonumber("0x12345678901234567") == 0x1234567890123456 * 16 + 7, tonumber("0x.8"), tonumber(" 0x10 "))
  print(tonumber("", 16), tonumber("zz", 36), tonumber("ZZ", 36), tonumber(" 11 ", 2), tonumber("12", 2), tonumber("-ff", 16) ~= nil, tonumber("7fffffff", 16), tonumber("1.5", 16))
  print(2 ^ 0, 2 ^ 10, 2 ^ 30, 2 ^ 31, 2 ^ 52, 2 ^ -1, 2 ^ 0.5, 2 ^ -0)
  local trimmed = {}
  for _, s in ipairs({"  a b ", "", "   ", "x", "\t%1\n"}) do trimmed[#trimmed + 1] = "[" .. s:gsub("^%s*(.-)%s*$", "%1") .. "]" end
  print(table.concat(trimmed))
  for _, by in ipairs({"%0", "%1", "<%1%%>", "", "x", "%2%1"}) do print(pcall(string.gsub, "abc def", "(%w)(%w)", by)) print(pcall(string.gsub, "abc", "%w", by)) end
  print(("abc"):gsub("", "-"), ("abc"):gsub("b*", "[%0]"), ("aaa"):gsub("^a", "%0%0"), ("hello world"):gsub("o", "0", 1), ("x"):gsub("x", "%%"))
end
--@ 5.1 5.2: pieces of a text compared with literals
do
  local function f(s, i)
    return s:sub(i, i + 1) == "//", s:sub(1, 4) == "http", s:sub(i, i + 3) ~= "true", "ab" == s:sub(i, i + 5), s:sub(2, 3) == "b", string.sub(s, i, 3) == "cd", s:sub(i, i + 1) == ""
  end
  for _, s in ipairs({"http://x", "//", "ab", "abcd", "", "true", "xtrue", "a//b"}) do for i = -3, 6 do print(s, i, f(s, i)) end end
  local function starts(s, from, to) if string.sub(s, from, to) == "re:" then return 1 elseif not (s:sub(from, to) ~= "fw:") then return 2 end return 3 end
  print(starts("re: x", 1, 3), starts("fw: x", 1, 3), starts("re:", 1, 10), starts("xre:", 2, 4), starts("re:", "1", "3"), starts("re:", 1.5, 3))
  print(pcall(f, nil, 1)) print(pcall(f, "x", {})) print(pcall(starts, 12, 1, {}))
  local old = string.sub
  string.sub = function() return "re:" end
  print(starts("other", 1, 3))
  string.sub = old
end
--@ 5.1 5.2: calls as the last argument of what is computed in place
local function one(x) return x + 0.5 end
local function many(...) return ... end
local function none() end
local function g(x) coroutine.yield(x) return x * 2.25 end
print(math.floor(one(3)), math.floor(many(3.5, 4)), pcall(math.floor, many()))
print(pcall(function() return math.floor(none()) end))
print(pcall(function() return math.floor(many()) end))
print(tostring(many(1, 2)), tonumber(("x12"):sub(2)), tonumber(many("ff", 16)), tonumber(many("ff")))
print(string.format("%d-%s", 1, many("a")), string.format("%d-%s", many(7, "b")), pcall(function() return string.format("%d-%s", many(7)) end))
print(string.format("%02x %s|", 10, ("abc"):sub(2)), ("%d"):format(many(3)))
print(math.max(1, many(5, 9)), math.max(many(4)), math.min(3, one(1)), math.abs(many(-3)))
local co = coroutine.wrap(function(a) 
  local r = math.floor(g(a)) 
  local s = string.format("%s:%s", a, g(r))
  print(type(g(1)), math.max(r, g(3)), ("abc"):sub(1, g(0.9) > 2 and 2 or 3))
  return r, s, math.max(g(1), g(4))
end)
for i = 1, 10 do local a, b, c = co(3) print(a, b, c) if b then break end end
print(select("#", many(1, 2, 3)), select(2, many(1, 2, 3)), type(many(nil)), pcall(function() return type(many()) end))
print(pcall(function() return type(none()) end))
local s = 0
for i = 1, 3000 do s = s + math.floor(one(i)) + math.max(i, many(i * 2)) + #tostring(many(i)) + tonumber(("7"):rep(2)) end
print(s)
print(string.byte(many("abc", 2)), ("abc"):byte(many(3)), string.sub("hello", many(2, 3)), ("hello"):sub(2, many(4)), string.char(many(65)), #string.rep(many("ab", 3)))
print(string.find("a.b", many(".", 1, true)), ("a.b"):find(".", many(2, true)), ("x"):rep(many(3)), string.upper(many("q")), next(many({7})))
print(rawget(many({5}, 1)), setmetatable(many({}, nil)) ~= nil)
print(pcall(function() local t = {} return math.floor(t.x()) end))
print(pcall(function() return tonumber(many("z", 99)) end))
print(assert(many(1, 2)), ipairs(many({}, 2)) ~= nil)
--@ 5.1 5.2: absent numbers of tables with a hash part, with and without metatables
local function read(t) local r = {} for _, k in ipairs({0, 1, 2, 40, 1.5, -1, 2^53}) do r[#r + 1] = tostring(t[k]) end return table.concat(r, " ") end
local t = {1, [40] = 2, [-1] = 3}
print(read(t))
t.name, t["x" .. 1] = 1, 2
print(read(t), t[math.huge], t[-40])
print(read(setmetatable(t, {})), read(setmetatable(t, {__index = {[2] = "two", [1.5] = "half"}})))
print(read(setmetatable(t, {__index = function(_, k) return k end})), read(setmetatable({[7] = 1}, {__mode = "v"})))
--@ 5.1 5.2: four results and more
local function four(a, b, c, d) return a, b, c, d end
local function swapped(a, b, c, d) local w, x, y, z = four(d, c, b, a) return z, y, x, w end
local kept = {four(1, 2, 3, 4)}
print(four(5, 6, 7, nil)) print(swapped(1, 2, 3, 4)) print(select("#", four()), unpack and #kept or 4, kept[4])
print((select(4, four(four(1, 2, 3, 4)))), pcall(four, 1, 2, 3, 4)) print(four(9, 8, four(1, 2, 3)))
local co = coroutine.wrap(function(...) while true do coroutine.yield(four(...)) end end)
print(co(1, 2, 3, 4)) print(co()) print(co())
