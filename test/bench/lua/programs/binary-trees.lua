-- Allocation of small tables.
local function bottomUp(depth)
  if depth > 0 then
    depth = depth - 1
    local left, right = bottomUp(depth), bottomUp(depth)
    return {left, right}
  else
    return {}
  end
end
local function check(tree)
  if tree[1] then return 1 + check(tree[1]) + check(tree[2]) end
  return 1
end
function bench(n)
  local total = 0
  for depth = 4, n, 4 do
    for i = 1, 2 ^ (n - depth + 4) do total = total + check(bottomUp(depth)) end
  end
  return total
end
