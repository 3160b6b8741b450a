-- 5.2
local b = bit32
print(b.band(), b.bor(), b.bxor(), b.btest()) print(b.band(0xff, 0x0f, 3), b.bor(1, 2, 4), b.bxor(5, 3), b.bnot(0), b.bnot(-1), b.btest(6, 1), b.btest(6, 2))
for _, s in ipairs{-40, -32, -31, -1, 0, 1, 4, 31, 32, 40} do print(s, b.lshift(0x81234567, s), b.rshift(0x81234567, s), b.arshift(0x81234567, s), b.arshift(0x71234567, s), b.lrotate(0x81234567, s), b.rrotate(0x81234567, s)) end
print(b.extract(0x12345678, 4), b.extract(0x12345678, 4, 8), b.extract(0xffffffff, 0, 32), b.extract(0x80000000, 31)) print(b.replace(0, 5, 4, 4), b.replace(0xffffffff, 0, 8, 8), b.replace(1, 2, 0, 32), b.replace(0, 1, 31))
print(b.band(-1), b.band(-2^31), b.band(2^32), b.band(2^32 + 5), b.band(2^40 + 3), b.band(1e15), b.band("7", "3"))
for _, f in ipairs{"band", "bnot", "arshift", "extract", "replace", "lrotate"} do print(f, pcall(function() local x = b[f]({}) end)) end print(pcall(function() b.lshift(1) end))
print(pcall(function() b.extract(1, -1) end)) print(pcall(function() b.extract(1, 32) end)) print(pcall(function() b.extract(1, 0, 0) end)) print(pcall(function() b.extract(1, 20, 20) end)) print(pcall(function() b.replace(1, 1, 0, 33) end)) print(pcall(function() b.replace(1, 1, -1) end))
