-- Hundreds of thousands of arguments, handed on in each turn.
-- expect: limit fuel|memory
local function take(...) end
local function pass(...) while true do take(...) end end
pass((unpack or table.unpack)({}, 1, 40000))
