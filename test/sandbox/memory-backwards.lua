-- A list that is filled from its far end: the places in front of what is there must not be made before they are needed, at many times the limit's size.
-- expect: limit memory|fuel|deadline
local t = {}
for i = 1e7, 1, -1 do t[i] = i end
