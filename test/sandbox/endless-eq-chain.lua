-- Work without end.
-- expect: limit fuel|deadline|memory
local m = {} m.__eq = function(a, b) return true end local a, b = setmetatable({}, m), setmetatable({}, m) while true do local x = a == b end
