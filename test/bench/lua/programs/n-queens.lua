-- Backtracking on arrays.
local function ok(a, n, c)
  for i = 1, n - 1 do
    if a[i] == c or a[i] - i == c - n or a[i] + i == c + n then return false end
  end
  return true
end
local function add(a, n, size)
  if n > size then return 1 end
  local found = 0
  for c = 1, size do
    if ok(a, n, c) then
      a[n] = c
      found = found + add(a, n + 1, size)
    end
  end
  return found
end
function bench(size) return add({}, 1, size) end
