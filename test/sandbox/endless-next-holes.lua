-- `next` has to pass over all the nils before the one item that is left.
-- expect: limit fuel
local t = {}
for i = 1, 50000 do t[i] = i end
for i = 1, 49999 do t[i] = nil end
while true do next(t) end
