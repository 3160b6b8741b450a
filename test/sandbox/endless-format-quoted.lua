-- %q looks at each byte.
-- expect: limit fuel|deadline
local text = ("\0"):rep(200000)
while true do string.format("%q", text) end
