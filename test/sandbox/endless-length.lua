-- Work without end.
-- expect: limit fuel|deadline|memory
local t = setmetatable({}, {__len = function() return 1e9 end}) while true do pcall(table.concat, t) pcall(table.sort, t) pcall(ipairs, t) end
