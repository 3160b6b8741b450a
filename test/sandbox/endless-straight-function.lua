-- Long functions without a loop and without a call, called again and again.
-- expect: limit fuel
local parts = {"local x = 1.5 return function() "}
for i = 1, 10000 do parts[#parts + 1] = "x = x / 3 + x " end
parts[#parts + 1] = "end"
local f = load(table.concat(parts))()
while true do f() end
