-- Each item more in the array part and key less in the hash part has the border of a list with nils computed anew from all keys.
-- expect: limit fuel
local t = {1, 2, 3, 4}
t[2] = nil
for i = 5, 100000 do t[i] = i end
local outside = 1
for i = 65, 99999 do if i % 4 ~= 0 then t[i] = nil elseif i > 128 then outside = outside + 1 end end
local spare = 32768 - outside
for i = 1, spare do t["k" .. i] = i end
for i = 1, spare do t[100000 + i] = i t["k" .. i] = nil local _ = #t end
