-- 5.1 5.2
-- keys that are not there are unknown to next
print(pcall(next, {1, 2, 3}, 5))
print(pcall(next, {1, 2, 3}, 4.5))
print(pcall(next, {}, 1))
print(pcall(next, {a = 1}, "b"))
-- but those that were deleted on the way are known
local t = {1, 2, 3}
for k in next, t do t[k] = nil end
t = {1, 2, 3}
local k = next(t)
while k do t[k] = nil k = next(t, k) end
print(next(t))
-- the registry
print(debug.getregistry()._LOADED == package.loaded, debug.getregistry()["FILE*"] == getmetatable(io.stdout))
-- a step of the collector does not end its cycle, many do
collectgarbage()
collectgarbage("stop")
print(collectgarbage("step", 0))
local steps = 0
repeat steps = steps + 1 until collectgarbage("step", 0)
print(steps > 5, collectgarbage("step", 1000000))
collectgarbage("restart")
-- a number that leaves a wrapped coroutine becomes a text, as a position is put before it
for _, value in ipairs({5, 2.5}) do print(pcall(coroutine.wrap(function() error(value) end))) print(pcall(function() coroutine.wrap(function() error(value) end)() end)) end
print(type(select(2, pcall(coroutine.wrap(function() error(5) end)))))
-- what a metamethod gives is named by the operand in whose place it lies
local empty = setmetatable({}, {__concat = function() end})
print(pcall(function() return 1 .. empty .. 2 end))
print(pcall(function() local chain = empty return "x" .. chain .. 2 end))
print(pcall(function() return "a" .. "b" .. empty .. 2 end))
-- texts that C reads end at a zero; a precompiled chunk goes by its name
print(os.date("!%d\0%m", 0), os.date("!*t\0", 0).year, #os.date("\0%d", 0))
for _, name in ipairs({"text", "", "=n", "@n", "\27x", ("x"):rep(100)}) do print((loadstring or load)("\27Lua", name)) end
-- a step of ipairs takes C's int, and looks at it before the table
local step, list = ipairs({10, 20, 30})
for _, index in ipairs({0, 1, 1.5, 2.9, -1, 3, 5, "1", "x", true, {}}) do print(pcall(step, list, index)) end
print(pcall(step, list)) print(pcall(step)) print(pcall(function() step(list) end)) print(pcall(step, 5, 1))
-- select counts for every string that begins with a number sign
print(pcall(select, "##", 1, 2)) print(pcall(select, "#x", 1)) print((function(...) return select("#1", ...) end)(1, nil))
-- print asks the metatables of numbers and strings
debug.setmetatable(0, {__tostring = function() return "a number" end}) print(1, "x") debug.setmetatable(0, nil) print(1)
getmetatable("").__tostring = function(s) return #s .. " bytes" end print("abc", 1) getmetatable("").__tostring = nil print("abc")
-- what C formats into a message ends at a zero byte
local shown = function(...) local ok, message = pcall(...) print(ok, (string.gsub(tostring(message), "%z", "\\0"))) end
shown(assert, false, "a\0b") shown(function() assert(nil, "\0") end) shown(function() return ({})["a\0b"].x end) shown(function() ({})["a\0b"]() end) shown(function() return 1 + ({})["a\0b"] end)
shown(function() local t = {} t["a\0b"].x = 1 end) shown(loadfile, "nosuch\0file")
print(debug.getinfo(shown, "S\0?").what)
