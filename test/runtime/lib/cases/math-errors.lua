-- 5.1 5.2
local m = math
for _, name in ipairs{"abs", "ceil", "floor", "sqrt", "sin", "log", "max", "min", "frexp", "deg", "randomseed"} do local f = m[name] print(name, pcall(function() local x = f() end)) print(pcall(function() return f({}) end)) end
