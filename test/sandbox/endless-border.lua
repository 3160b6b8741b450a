-- Each time that the hash part of a list with nils has become small, the items that have places in it are looked for in the whole list.
-- expect: limit fuel
local t = {}
for i = 1, 100000 do t[i] = i end
for i = 1, 99990 do t[i] = nil end
local at = 0
while true do
  at = (at + 60) % 90000
  for i = at + 1, at + 60 do t[i] = i end
  local _ = #t
  for i = at + 1, at + 60 do t[i] = nil end
  _ = #t
end
