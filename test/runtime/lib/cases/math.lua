-- 5.0 5.1 5.2
local m = math
print(m.abs(-3), m.abs("-2"), m.ceil(1.2), m.ceil(-1.2), m.floor(1.9), m.floor(-1.1), m.sqrt(2), m.pi, m.exp(1), m.log(10), m.log10(1000))
print(m.sin(1), m.cos(1), m.tan(1), m.asin(0.5), m.acos(0.5), m.atan(1), m.atan2(1, 2), m.atan2(0, -1), m.atan2(-1, -1))
print(m.deg(m.pi), m.rad(180), m.pow(2, 10), m.pow(2, 0.5), m.pow(-8, 1/3) ~= m.pow(-8, 1/3))
print(m.max(1, 5, 3), m.min(1, -5, 3), m.max(2), m.min("3", 2), m.max(1, "10"))
print(m.frexp(10)) print(m.frexp(0)) print(m.frexp(-0.3)) print(m.frexp(5e-324)) print(m.frexp(1.7976931348623157e308)) print(m.frexp(1)) print(m.ldexp(0.5, 3), m.ldexp(1, -1074), m.ldexp(1, 2000), m.ldexp(3, -1075), m.ldexp(1, 1023))
for i = 1, 100 do local r = m.random() assert(r >= 0 and r < 1) r = m.random(6) assert(r >= 1 and r <= 6 and r == m.floor(r)) r = m.random(-3, 3) assert(r >= -3 and r <= 3) end
print(pcall(function() m.random(0) end)) print(pcall(function() m.random(2, 1) end)) print(pcall(function() m.random(1, 2, 3) end)) print(pcall(function() m.random({}) end))
m.randomseed(7) local a = m.random(1000) m.randomseed(7) print(a == m.random(1000))
print(1e308 * 10, -1e308 * 10, m.floor(2^53), m.ceil(-0.5), 2^53 + 1)
