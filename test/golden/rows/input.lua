-- Shortest ways between all places of a grid.
local function shortest(d, n)
  for k = 1, n do
    for i = 1, n do
      for j = 1, n do
        if d[i][k] + d[k][j] < d[i][j] then d[i][j] = d[i][k] + d[k][j] end
      end
    end
  end
end

function DoRcpt()
  local d = {}
  for i = 1, 4 do
    d[i] = {}
    for j = 1, 4 do d[i][j] = (i * 3 + j) % 5 end
    for j = 0, 4 do d[i][j] = j end
  end
  shortest(d, 4)
  return d[2][3]
end

-- The same with globals.
N, grid, total = 4, {}, 0

function DoHelo()
  for i = 1, N do
    for j = 1, N do total = total + grid[i][j] end
  end
end

-- Lists and rows in fields.
function DoData(session)
  local sum = 0
  for i = 1, 4 do
    for j = 1, session.n do sum = sum + session.rows[i][j] * session.weights[j] end
  end
  return sum
end
