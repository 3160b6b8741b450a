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
