-- 5.2
print(rawlen({1, 2}), rawlen("abc")) print(pcall(rawlen, 1)) print(pcall(function() rawlen() end))
print(load("return _ENV.x", "=c", "t", {x = 7})()) print(load("x =", "=c", "b")) print(load("return 1", "=c", "b")) print(load("return x", "c", "t", {x = 1})())
print(pcall(function() tonumber({}, 16) end)) print(tonumber("-ff", 16), tonumber("-0x10", 16), tonumber("1e1", 16), tonumber("+1", 2))
for k, v in pairs(setmetatable({}, {__pairs = function(t) return function(_, k) if not k then return 1, "one" end end, t, nil end})) do print(k, v) end
for k, v in ipairs(setmetatable({}, {__ipairs = function(t) return function(_, i) if i < 2 then return i + 1, i end end, t, 0 end})) do print(k, v) end
print(xpcall(function(...) return ... end, print, 1, 2, 3)) print(collectgarbage("isrunning"))
print(#table.pack(), table.pack(1, nil, 3).n, table.pack().n) print(table.unpack({1, 2, 3}, 2, 3)) print(select("#", table.unpack({n = 3}, 1, 3)))
print(setmetatable({}, {__len = function() return 3 end}) and #setmetatable({}, {__len = function() return 3 end}))
print(next({}, nil), type(next))
goto done do print("skipped") end ::done:: print("done")
