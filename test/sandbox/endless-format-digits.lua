-- Numbers whose digits are computed exactly.
-- expect: limit fuel|deadline
while true do string.format("%.99f %.99f", 1e308, 1e-300) end
