-- Floating point in local variables.
function bench(N)
  local inside = 0
  for y = 0, N - 1 do
    local ci = 2 * y / N - 1
    for x = 0, N - 1 do
      local cr = 2 * x / N - 1.5
      local zr, zi, i = 0, 0, 0
      while i < 50 and zr * zr + zi * zi < 4 do
        zr, zi = zr * zr - zi * zi + cr, 2 * zr * zi + ci
        i = i + 1
      end
      if i == 50 then inside = inside + 1 end
    end
  end
  return inside
end
