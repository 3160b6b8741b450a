-- loops that only compute numbers hold globals in variables
steps, n = 0, 27
while n ~= 1 do
  if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end
  steps = steps + 1
end
a, b = 0, 1
for i = 1, 30 do
  a, b = b, a + b
  if a > 100000 and not (i < 5) then break end
end
sum = 0
for k = 9, 1, -2 do sum = sum + k end
repeat sum = sum * 0.5 until sum < 1
local twice = 0
while true do
  twice = twice + 2
  sum = sum - 1
  if sum < -20 then break end
end
-- these may call metamethods
for i = 1, 3 do sum = sum + steps .. "" end
for i = 1, 3 do sum = sum + list[i] end
sign, quarter = 1, 0
for k = 1, 99 do
  quarter = quarter + sign / (2 * k - 1)
  sign = -sign
end
