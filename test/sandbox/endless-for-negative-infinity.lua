-- A loop that begins at minus infinity never gets on.
-- expect: limit fuel
local from = -1 / 0
for i = from, 3 do end
