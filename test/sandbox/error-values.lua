-- Errors of all kinds, from everywhere, with everything: what is caught is a Lua value.
-- expect: prints
local function lua(value)
  local kind = type(value)
  assert(kind == "nil" or kind == "string" or kind == "number" or kind == "boolean" or kind == "table" or kind == "function" or kind == "thread" or kind == "userdata", kind)
  if kind == "table" then assert(rawget(value, "stack") == nil and value.message == nil and value.constructor == nil) end
  if kind == "string" then
    assert(not value:find("TypeError") and not value:find("RangeError") and not value:find("undefined") and not value:find("at file:")
      and not value:find("SyntaxError") and not value:find("ReferenceError"), value)
  end
end
local values = {[0] = 0, 1, "x", true, false, {}, print, coroutine.create(print), 1 / 0, 0 / 0, -1, 2 ^ 53, 1e308, "", ("x"):rep(100), -2 ^ 31, 0.5}
local count = 17
local libraries = {base = {assert = assert, error = error, getmetatable = getmetatable, ipairs = ipairs, load = load, next = next, pairs = pairs,
  pcall = pcall, rawequal = rawequal, rawget = rawget, rawlen = rawlen, rawset = rawset, select = select, setmetatable = setmetatable,
  tonumber = tonumber, tostring = tostring, type = type, xpcall = xpcall, unpack = unpack, loadstring = loadstring, getfenv = getfenv,
  setfenv = setfenv, newproxy = newproxy, gcinfo = gcinfo},
  string = string, table = table, math = math, coroutine = coroutine, bit32 = bit32, os = {date = os.date, time = os.time, difftime = os.difftime, clock = os.clock},
  debug = debug}
local function answered(ok, ...)
  for i = 1, math.min(select("#", ...), 20) do lua((select(i, ...))) end
end
local tested = 0
for name, library in pairs(libraries) do
  for key, f in pairs(library) do
    if type(f) == "function" and key ~= "debug" and key ~= "sethook" and key ~= "yield" and key ~= "setmetatable" and key ~= "insert" then
      answered(pcall(f))
      for i = 0, count do
        answered(pcall(f, values[i]))
        for j = 0, count do
          if not (key == "rep" or key == "setfenv" or key == "randomseed") then answered(pcall(f, values[i], values[j])) end
          if j % 3 == 0 then answered(pcall(f, values[i], values[j], values[(i + j) % count])) end
          tested = tested + 1
        end
      end
    end
  end
end
assert(tested > 1000)
print("held")
