-- Operators are suspension points where metamethods may yield.
local Queue = {}
Queue.__index = Queue
Queue.__concat = function(queue, item)
  coroutine.yield(item)
  queue[#queue + 1] = item
  return queue
end

function Fill(n)
  local queue = setmetatable({}, Queue)
  for i = 1, n do queue = queue .. i end
  if #queue > 3 then return queue[1] + 1 end
  return -n
end
