-- Ping-pong between a producer and its consumer.
function bench(n)
  local producer = coroutine.wrap(function()
    for i = 1, n do coroutine.yield(i) end
    return 0
  end)
  local sum = 0
  while true do
    local v = producer()
    if v == 0 then break end
    sum = sum + v
  end
  return sum
end
