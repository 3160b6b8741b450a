-- Closures in functions that may be suspended, and in ones that may not.
local function counter(step)
  local count = 0
  return function()
    count = count + step
    return count
  end
end

function Notify(list)
  local sent = 0
  for i, address in ipairs(list) do
    local function note(text) log(address .. ": " .. text) end
    if ask(address) then
      sent = sent + 1
      note("sent")
    end
  end
  return sent, function() return sent end
end

local new, class, default = 1, counter(2), "x"
function Start(first, index, ...)
  local mode = "fast"
  if mode == "slow" then return new end
  if first == "a" then
    if first == "b" then return index end
  end
  if index == nil then return index.x end
  return class(), default, select("#", ...)
end
