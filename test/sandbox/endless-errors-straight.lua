-- Errors and levels of the stack in straight-line code, where nothing looks at the fuel between them: each error in a very long function takes a third of a
-- millisecond.
-- expect: limit fuel|deadline
local errors = assert(loadstring(("pcall(nil) pcall(error) xpcall(nil, print) "):rep(300)))
local levels = assert(loadstring("local d = debug.getinfo " .. ("d(1) d(2) d(90) "):rep(300)))
local deep
deep = coroutine.create(function() local function f(n) if n == 0 then coroutine.yield() else return 1 + f(n - 1) end end f(5000) end)
coroutine.resume(deep)
while true do errors() levels() for i = 1, 1000 do debug.getinfo(deep, 9) end end
