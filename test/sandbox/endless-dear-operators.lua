-- Operators that take a thousand times as long as a unit of fuel stands for, a hundred of them in a turn of a loop that pays one: the remainder of numbers whose
-- exponents lie far apart, powers, numbers made into text and long texts made into numbers.
-- expect: limit fuel|deadline
local a, b, c, d = 1e308, 3e-300, "0x" .. ("f"):rep(90), .1
local function body(operation) return assert(loadstring("local a, b, c, d = ... for i = 1, 1e9 do local x = " .. (operation):rep(40, " + ") .. " end")) end
for _, operation in ipairs { "a % b", "a ^ b", "#(d .. d .. d .. d)", "(c + 0)" } do
  coroutine.wrap(body(operation))(a, b, c, d)
end
