-- 5.2
local co = coroutine
local main, ismain = co.running() print(type(main), ismain, co.status(main)) print(co.resume(main)) print(co.wrap(function() local c, m = co.running() return type(c), m end)())
print(co.wrap(function() local ok, v = pcall(function() return 1 + co.yield() end) return ok, v end)()) local c = co.create(function() local ok, v = pcall(function() return 1 + co.yield("y") end) return ok, v end) print(co.resume(c)) print(co.resume(c, 41))
for k, v in pairs(setmetatable({}, {__pairs = function() return function(_, k) if not k then return 1, co and 2 end end end})) do print(k, v) end
c = co.wrap(function() for v in function() return co.yield("iter") end do print(v) end return "over" end) print(c()) print(c(1)) print(c(nil)) print(pcall(co.yield, 1)) print(pcall(function() co.create(1) end))
