-- Loops of the main chunk: those around others pay turn by turn, unless the inner ones have few turns; those in functions pay ahead.
local n = #arg + 50
local total = 0
for i = 1, n do
  for j = 1, n do total = total + i * j end
  if i % 2 == 0 then
    while total > 1000 do total = total - 1000 end
  end
end
for i = 1, n do
  for j = 1, 3 do total = total + j end
end
local function sum()
  local s = 0
  for i = 1, n do
    for j = 1, n do s = s + i - j end
  end
  return s
end
print(total, sum())
