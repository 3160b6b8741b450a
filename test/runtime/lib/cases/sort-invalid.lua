-- 5.1 5.2
-- Order functions that are none: the same order or the same error as the real one.
local function case(n, f) local t = {} for i = 1, n do t[i] = (i * 31) % n end local ok, e = pcall(table.sort, t, f) print(n, ok, ok and table.concat(t, " ") or e) end
local calls = 0
for n = 1, 24 do
  case(n, function() return true end) case(n, function() return false end) case(n, function(a, b) return a <= b end)
  calls = 0 case(n, function(a, b) calls = calls + 1 return calls % 3 == 0 end) case(n, function(a, b) return a and b and (a * b) % 3 == 0 end)
end
local t = {3, 2, 1} print(pcall(table.sort, t, function(a, b) if a == 1 then error("x", 0) end return a < b end)) print(t[1], t[2], t[3])
