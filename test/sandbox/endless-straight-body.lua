-- A loop whose body is a thousand lines long: one turn is not one unit of fuel.
-- expect: limit fuel|memory
local parts = {"local x, t = 1.5, {} return function() while true do "}
for i = 1, 10000 do parts[#parts + 1] = "t.x = {x} x = x / 3 " end
parts[#parts + 1] = "end end"
load(table.concat(parts))()()
