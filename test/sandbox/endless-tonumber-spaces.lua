-- White space around a number in another base.
-- expect: limit fuel|deadline
local text = (" "):rep(1000000)
while true do tonumber(text, 10) tonumber("1" .. text, 10) end
