-- 5.0
local function show(t, n) local s = "" for i = 1, n do s = s .. tostring(t[i]) .. " " end print(s) end
local t = {} table.insert(t, "a") table.insert(t, 1, "b") print(table.getn(t)) t[3] = "x" print(table.getn(t)) table.insert(t, "c") show(t, 4) print(table.remove(t), table.getn(t))
t = {n = 5, 1, 2} print(table.getn(t)) table.insert(t, "z") print(t.n, t[6]) table.setn(t, 2) print(t.n, table.remove(t), t.n)
t = {1, 2, 3} table.setn(t, 1) print(table.getn(t)) print(unpack(t)) print(unpack({n = 3, 1}))
table.foreach({10}, function(k, v) print(k, v) end) print(table.foreachi({1, 2, 3}, function(i, v) if i == 2 then return "stop" end end))
print(table.concat({1, 2, 3}, ",")) print(pcall(function() table.concat({1, {}}) end)) print(pcall(function() table.insert({}, 5, 3) end)) print(pcall(function() table.insert({}) end)) print(pcall(function() table.remove({}, 3) end))
t = {5, 2, 8, 1} table.sort(t) show(t, 4) print(pcall(function() table.sort({1, "x"}) end)) print(math.mod(7, 3), math.mod(-7, 3)) print(string.gfind and "gfind")
local function f(...) return arg.n, arg[1] end print(f(1, 2)) print(pcall(function() table.getn(1) end)) print(pcall(function() table.setn({}) end))
print(loadstring("return 5")()) print(loadstring("x x", "=c")) print(pcall(function() loadstring() end)) print(pcall(function() setmetatable({}, 1) end)) print(gcinfo and "gcinfo")
for k, v in {7} do print(k, v) end print(coroutine.status(coroutine.create(function() end)))
-- a step of ipairs looks at the whole part of its index
print(ipairs({10, 20, 30}, 1.5)) print(ipairs({10, 20, 30}, 2.5)) print(ipairs({10}, 1.5)) print(ipairs({10}, -0.5))
-- collectgarbage sets a threshold, a collection takes it back
local used, threshold = gcinfo() print(used <= threshold)
print(collectgarbage(threshold + 10)) print(select == nil, ({gcinfo()})[2] == threshold + 10)
collectgarbage("2000000.9") print(({gcinfo()})[2])
collectgarbage(-1) print(({gcinfo()})[2] == 2000000)
for _, few in ipairs{0, 1, 0.5} do
  collectgarbage(few) local used, threshold = gcinfo() print(used <= threshold, threshold > 1)
end
print(pcall(collectgarbage, "many")) print(pcall(collectgarbage, {})) print(pcall(collectgarbage, nil))
