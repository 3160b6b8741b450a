-- 5.2
for _, f in ipairs{"%Q", "%E", "%Ez", "%O", "%", "a%", "%5d", "%-d"} do print(f, pcall(function() return os.date("!" .. f, 0) end)) end
