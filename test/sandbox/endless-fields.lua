-- `next` by turns in two tables with many fields, which it lists anew each time.
-- expect: limit fuel
local p = {"local t = {} "}
for i = 1, 1000 do p[#p + 1] = "t.holder" .. i .. " = 1 " end
p[#p + 1] = "return t"
local make = load(table.concat(p))
local a, b = make(), make()
while true do next(a, "holder1") next(b, "holder1") end
