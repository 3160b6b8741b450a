-- Joins are nearly free until the text is read: then V8 copies all of it, in one step.
-- expect: limit fuel|deadline
local text, sum = "abcdefghijklmn", 0
while #text < 1000000 do text = text .. text end
while true do
  local longer = text .. "x"
  sum = sum + longer:byte(-1)
end
