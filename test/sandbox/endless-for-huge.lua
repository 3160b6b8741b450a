-- Loops whose variable does not change by adding 1: infinity, and numbers beyond 2^53.
-- expect: limit fuel
local from = 1 / 0
for i = from, 1 / 0 do break end
from = 2 ^ 53
for i = from, from + 10 do end
