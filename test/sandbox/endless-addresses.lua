-- Addresses of tables and names of libraries in messages.
-- expect: limit fuel|deadline
for i = 1, 5000 do _G["g" .. i] = { i } end
local t = {}
for i = 1, 100 do t[i] = {} end
while true do for i = 1, 100 do tostring(t[i]) end pcall(string.rep) pcall(pcall) pcall(dofile, "nothing") end
