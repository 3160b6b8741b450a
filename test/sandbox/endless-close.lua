-- Work without end.
-- expect: limit fuel|deadline|memory
while true do local f = setmetatable({}, {__gc = function() while true do end end}) f = nil collectgarbage() end
