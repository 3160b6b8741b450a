-- table.sort with a comparator.
function bench(n)
  local list = {}
  local seed = 42
  for i = 1, n do
    seed = (seed * 16807) % 2147483647
    list[i] = {key = seed, name = "n" .. i}
  end
  table.sort(list, function(a, b) return a.key < b.key end)
  return list[1].name .. " " .. list[n].name
end
