-- Texts of a megabyte as numbers.
-- expect: limit fuel|deadline
local decimal, hexadecimal = ("1"):rep(1000000), "0x" .. ("f"):rep(1000000)
local none = decimal .. "x"
while true do
  tonumber(decimal) tonumber(hexadecimal) tonumber(none)
  local sum = decimal + hexadecimal
  pcall(function() return -none end)
end
