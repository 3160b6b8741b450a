-- A length that is not there: items are moved one by one.
-- expect: limit fuel|deadline
local t = setmetatable({n = 2 ^ 31 - 2}, {__len = function() return 2 ^ 31 - 2 end})
while true do pcall(table.insert, t, 1, 1) pcall(table.remove, t, 1) end
