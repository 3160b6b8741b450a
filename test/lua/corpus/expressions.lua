--@ 5.0 5.1 5.2: arithmetic and coercion
print(1 + 2, 7 / 2, 2 ^ 10, 7 - 10, 3 * 1.5, -2 ^ 2, 2 ^ -1, 2 ^ 3 ^ 2)
print("10" + 5, "3" * "4", " 5 " + 1, "0x10" + 0, "1e1" * 1, -"2", 10 .. 20)
print(1 / 0, -1 / 0, 1e15, 1e16, 123456789012345, 0.1, 1 / 3, 100, 1e100, -0.0 == 0)
print(2 ^ 53, 2 ^ 63, 1e300 * 1e10, 3.0, 3.14159265358979, 5e-324, 1.7976931348623157e308)
print(1 == 1.0, "1" == 1, 0 == -0, "a" < "b", "a" < "B", "" < "a", "a" < "aa", "10" < "9", "a\0b" < "a\0c")
print(nil == false, 1 < 2, not nil, not 0, not "")
print(1 and 2, nil and 1, false and 1, nil or 1, false or nil, 1 or error())
print((1 and nil) == nil, (nil or false) == false)
print("a" .. "b" .. "c", 1 .. "", 1.5 .. "|", -1 .. "|", 2 ^ 63 .. "")
print(1 + 1 .. 2 + 2, "x" .. 1 + 2)
print(2 < 3 == true, 1 .. 2 == "12", not 1 == 2)
print(-3 ^ 2, (-3) ^ 2, - - 2, not not nil)
print(1e1, .5, 5., 3e-2)
print(1 < 2 and 2 < 3, 1 > 2 or 3 > 2, 1 <= 1, 2 >= 3, 1 ~= 2)
--@ 5.1 5.2: remainder and length
print(0x10, 0xA, 0Xff)
print(7 % 3, -7 % 3, 7 % -3, -7 % -3, 5.5 % 2, -5.5 % 2, 5 % 5, -6 % 3, 0 % 5)
print(1e15 % 7, 2 ^ 53 % 3, 0.3 % 0.1 < 0.1)
print(#"", #"abc", #"a\0b", #{}, #{1, 2, 3}, #{nil}, #{1, nil, 3} >= 1, #{n = 1})
print(5 % (1/0) == 5 or "nan", -5 % 3)
local t = {} for i = 1, 10 do t[i] = i end
print(#t) t[#t] = nil print(#t) t[#t + 1] = "x" print(#t, t[10])
--@ 5.0 5.1 5.2: numbers as text and back
for _, v in ipairs{0, 1, -1, 0.5, 1e14, 1e15, 1e16, 123456.789, 1/3, 2^31, 2^32, 2^53, 1e-5, 0.0001, 1e-10, 12345678901234567890, 99999999999999, 999999999999999} do io.write(tostring(v), " ") end
print()
for _, s in ipairs{"1", " 1 ", "1.", ".5", "1e5", "1e", "0x1F", "1 2", "", " ", "e5", "--1", "-1", "+1", "1\n", "1\0", "1e+5", "1E-2", "0x1p4", "1_000"} do io.write(tostring(tonumber(s)), " ") end
print()
for _, c in ipairs{{"10", 2}, {"ff", 16}, {"FF", 16}, {"zz", 36}, {"12", 3}, {"13", 3}, {" 11 ", 2}, {"1.5", 10}, {"", 10}, {"9", 8}, {"7fffffff", 16}} do io.write(tostring(tonumber(c[1], c[2])), " ") end
print()
print(tostring(nil), tostring(true), tostring("x"), tostring(12))
print(string.format("%d %i %5d|%-5d|%05d %+d", 1, 2, 3, 4, 5, 6))
print(string.format("%g %g %g %.3f %e %G", 1, 0.1, 1e20, 2/3, 12345.678, 1e-10))
print(string.format("%x %X %o %c %u", 255, 255, 8, 65, 7))
print(string.format("%s %q %%", "text", 'a "quoted"\nline\0zero\\'))
print(string.format("%10s|%-10s|%.2s|%10.2s", "abc", "abc", "abc", "abc"))
--@ 5.0 5.1 5.2: strings with escapes and long brackets
print("a\tb\\n\"q\" 'x' \65\066\0671 \z" == nil, 'single "double"')
print([[long
string]], [[
first line end is skipped]])
print("line \
continued")
print("\a\b\f\v\r" == "\7\8\12\11\13", "\0651" == "A1")
--@ 5.1 5.2: long brackets with levels
print([==[a ]] b ]=] c]==], [=[
x]=], #[[

]])
--[==[ a
comment ]] ]=] ]==] print("after")
--[[ x ]] print("same line")
---[[ not long
print("not commented")
--]]
--@ 5.2: 5.2's escapes and numbers
print("\x41\x7a", "a\z
       b")
print(0x.8p1, 0xA.8, 0x1p-2, 0xffffffffff, 0x10p2)
print(tonumber("0x1p4"), tonumber("0x.1"), tonumber("1e1", 16), tonumber("0x"), tonumber("7", 8))
print(math.huge, -math.huge, 2^1023 * 2)
goto_x = 1; ; ; print(goto_x)
print(#"\
")
--@ 5.0 5.1 5.2: a function has one zero among its constants, with the sign of the first
print(0, -0)
local function negative() return -0, 0 end print(negative())
local function positive() return 0, -0, 1 / -0 end print(positive())
local function twice() return - -0, -0 end print(twice())
local function computed(x) return -x, x, 0, -0 end print(computed(0))
local function inLoop() local s = "" for i = -0, 1 do s = s .. i .. " " end for i = 0, 1 do s = s .. i .. " " end return s end print(inLoop())
local function forms() return -(0), 0.0, 0e5, -0.0 end print(forms())
local function keys() local t = {[-0] = "z"} return t[0], t[-0] end print(keys())
print(loadstring("return -0")()) print(loadstring("return 0, -0")())
--@ 5.1 5.2: a zero that is only an operand of a constant is none of the function's constants
local function p(...) local t = {...} for i = 1, select("#", ...) do io.write(tostring(t[i]), " ", tostring(1 / t[i]), "  ") end print() end
local function power() p((-0)^-1, -0^-1, 0^-1, 0) end power()
local function product() p((-0)*1, 0, -0) end product()
local function negativeProduct() p(0*-1, 0, -0) end negativeProduct()
local function difference() p(1-1, 0, -0) end difference()
local function differenceOfZero() p(1-0, -0, 0) end differenceOfZero()
local function sums() p(-0+0, -0-0, 0*-1) end sums()
local function remainders() p(-0 % 5, 0 % -5, -5 % 5, 5 % -5) end remainders()
local function quotients() p(1/0, 0/5, -0/5, 0/-5) end quotients()
local function notANumber() p(1, 0/0 ~= 0/0 and -0, 0) end notANumber()
local function nested() p(2^-1*0, -(2^-1*0), (1-(1-0))*-1) end nested()
local function logical() p(0 and -0, -0 or 0) end logical()
local function asked() if 0 then p(-0) end while -0 do break end repeat p(0) until -0 end asked()
local function askedWithOthers(x) if x or 0 then p(-0) end if x and 0 then p(0) end end askedWithOthers()
local function negated() p(not 0, -0) p(not (1 and 0), 0) end negated()
local function chosen(x) p(x or 0, -0, -(x or 0), (x or -0) * 1) end chosen()
local function before(x) p((x or -0) / 1, 0) end before()
local function bounds() for i = -0, 0, 1 do p(i, 0) end end bounds()
--@ 5.0 5.1 5.2: variables of loops and local functions that are assigned something else later
for a, b in pairs({"", ""}) do
  local n = 10 - (b and a or 3)
  print(n, b and a, b or a)
  if n > 20 then b = false end
end
for a, b in pairs({"7", "x"}) do
  print(b .. a, b == "7", type(b))
  if a > 5 then b = 4 end
end
local function f() return f and "f" or "nothing" end
print(f(), f and 1 or 2, type(f))
if print == nil then f = false end
local function g() return 1 end
print(pcall(function() return g + 1 end) == false, type(g))
if print == nil then g = 4 end
--@ 5.1 5.2: remainders of small and large numbers, with their signs
local values = {0, -0, 1, -1, 2, -2, 3, -3, 7, -7, 10, -10, 1000003, -1000003, 2147483647, -2147483648, 2147483648, -2147483649, 0.5, -0.5, 1e15}
local function mod(a, b) return a % b end
for _, a in ipairs(values) do
  local line = {}
  for _, b in ipairs(values) do
    local r = mod(a, b)
    line[#line + 1] = r ~= r and "nan" or string.format("%.14g%s", r, r == 0 and 1 / r < 0 and "-" or "")
  end
  print(table.concat(line, " "))
end
--@ 5.0 5.1 5.2: a key keeps the sign of the zero that made it
local zero = 0
local function first(t) return tostring(next(t)) end
local t = {[-zero] = 1}
print(first(t), t[0], t[-zero])
t[0] = 2 print(first(t), t[-zero])
t[0] = nil t[0] = 3 print(first(t))
t = {} t[zero] = 1 t[-zero] = 2 print(first(t), t[0])
t = {} rawset(t, -zero, 1) print(first(t))
t = setmetatable({}, {__mode = "v"}) t[-zero] = "x" print(first(t), t[0])
t = {} for i = 1, 20 do t["k" .. i] = i end t[-zero] = "x" for i = 1, 20 do t["k" .. i] = nil end print(first(t), t[0])
--@ 5.0 5.1 5.2: arguments of library functions are read before the calls behind them change them
g, s = 1, "abc"
local u = 1
local function f() g = g + 5 u = u + 5 return 3 end
local t = setmetatable({}, {__index = f})
print(math.max(g, (f())), math.max(u, (f())), math.max(g, t.x), math.max(u, t.x), math.max(g, u, (f())), math.max(g, f()))
print(string.sub("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", g - 20, (f())), string.byte("abcdefghijkl", u - 33, (f())))
print(string.sub(s, (function() s = "def" return 1 end)()), string.rep(s, (function() s = "xyz" return 2 end)()))
print(string.format("%d %d %d", g, (f()), g), string.format("%d %d %d", u, t.x, u), tonumber(g, (f()) + 8))
print(string.find(s, (function() s = "123" return "[a-z]" end)()), string.gsub(s, "%d", (function() s = "b" return "-" end)()))
