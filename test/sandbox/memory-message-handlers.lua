-- A chain of coroutines each of which waits in an xpcall.
-- expect: limit fuel|memory
local c
while true do
  local d = c
  c = coroutine.create(function() xpcall(function() coroutine.yield(d) end, print) end)
  coroutine.resume(c)
end
