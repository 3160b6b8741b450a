-- A loop over a table of many deleted keys has to pass over all of them.
-- expect: limit fuel
local t = {}
for i = 1, 50000 do t["k" .. i] = i end
for i = 1, 49999 do t["k" .. i] = nil end
while true do for _ in pairs(t) do end end
