-- 5.2
print(pcall(function() table.insert({}, 5, "x") end)) print(pcall(function() table.insert({}, 0, "x") end)) print(pcall(function() table.remove({1, 2, 3}, 7) end)) print(table.remove({1, 2, 3}, 4), table.remove({}, 0), table.remove({}), select("#", table.remove({})))
local t = setmetatable({1, 2}, {__len = function() return 5 end}) table.insert(t, "six") print(rawget(t, 6)) print(table.concat({1, 2, 3}, ",", 2)) print(pcall(function() table.insert(setmetatable({}, {__len = function() return "x" end}), 1) end))
print(table.pack(1, 2, nil).n, #table.pack(1, 2)) print(table.unpack({1, 2}, 1, 3)) print(pcall(function() table.unpack() end))
