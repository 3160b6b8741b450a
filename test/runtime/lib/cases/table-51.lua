-- 5.1
print(table.getn({1, 2, 3})) print(pcall(function() table.setn({}, 1) end)) print(pcall(function() table.setn(1) end))
table.foreach({10, 20}, print) print(table.foreachi({1, 2, 3}, function(i) if i == 2 then return i, "x" end end)) print(pcall(function() table.foreach({}, 1) end)) print(pcall(function() table.foreachi(nil) end))
local t = {} table.insert(t, 5, "far") print(#t, t[5]) print(table.remove({1, 2, 3}, 7)) print(select("#", table.remove({}))) print(table.remove({1, 2, 3}, 0), select("#", table.remove({1}, -1)))
print(math.mod(-6, 4), math.fmod(-6, 4)) print(pcall(function() coroutine.create(1) end)) print(coroutine.running()) print(unpack({1, 2, 3}, -1, 1))
print(pcall(newproxy, 1)) print(type(newproxy()), type(getmetatable(newproxy(true))), getmetatable(newproxy()))
