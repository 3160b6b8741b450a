-- 5.2
print(io.type(io.stdout), tostring(setmetatable({}, {__tostring = function() return 5 end})) == "5")
print(pcall(function() tonumber(nil, {}) end))
print(math.log(8, nil))
print(pcall(getmetatable(io.stdout).__tostring, 1))
print(pcall(getmetatable(io.stdout).__index.read, 1))
print(select(2, load("x =", "a\0b")))
print(load(function() return nil end))
-- _ENV is an upvalue of functions that use globals
local count = 0
for _, f in ipairs({function() end, function() return count end, function() return count, print end, function() return function() return print end end, load("return 1"), load("return x")}) do print(debug.getinfo(f, "u").nups) end
print(math.log(-3, 10), math.log(-3, 2))
print(collectgarbage("setmajorinc", 7), collectgarbage("setmajorinc", 8), collectgarbage("setmajorinc"), collectgarbage("setpause"))
print((debug.traceback("a\0b"):gsub("\n.*", "")))
-- only functions among a module's options are called
module("details", "not a function")
-- format asks the metatables of all types
debug.setmetatable(0, {__tostring = function() return "a number" end}) debug.setmetatable(true, {__tostring = function() return "a boolean" end}) debug.setmetatable(nil, {__tostring = function() return "nothing" end})
getmetatable("").__tostring = function(s) return #s .. " bytes" end
local function line(a, b, ...) return ("%s %10s %.3s|%d"):format(a, b, a, ...) end
print(line(1, true, 2), line(nil, "x", 3), ("%s"):format("abc"), ("%5.1f"):format(1), (("%s %s"):rep(2):format(1, 2, nil, false)))
getmetatable("").__tostring = nil debug.setmetatable(0, nil) debug.setmetatable(true, nil) debug.setmetatable(nil, nil) print(line(1, true, 2), line(nil, "x", 3))
-- what C formats into a message ends at a zero byte
local function shown(...) local ok, message = pcall(...) print(ok, (tostring(message):gsub("\0", "\\0"))) end
shown(function() return -"a\0b" end) shown(collectgarbage, "a\0b") print(type(collectgarbage("count\0x"))) shown(os.setlocale, nil, "all\0x")
