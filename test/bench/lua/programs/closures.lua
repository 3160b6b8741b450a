-- Making and calling closures over changing variables.
local function counter(step)
  local count = 0
  return function() count = count + step return count end
end
local function compose(f, g) return function(x) return f(g(x)) end end
function bench(n)
  local sum = 0
  for i = 1, n do
    local c = counter(i)
    c() c()
    local f = compose(function(x) return x + 1 end, function(x) return x * 2 end)
    sum = sum + c() + f(i)
  end
  return sum
end
