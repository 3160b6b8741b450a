-- 5.1 5.2
print(os.date("!%Y-%m-%d %H:%M:%S", 0), os.date("!%x %X %p", 86399), os.date("!%a %A %b %B %d %H %I %j %m %M %S %w %y %%", 951782400))
for _, t in ipairs{0, 1, 951782400, 1583020800, -1, -86400, 1230768000, 1262304000, 1293840000} do print(os.date("!%Y-%m-%dT%H:%M:%S %w %j %p %I", t)) local d = os.date("!*t", t) print(d.year, d.month, d.day, d.hour, d.min, d.sec, d.wday, d.yday, d.isdst) end
print(os.time{year = 2000, month = 1, day = 1, hour = 0}, os.time{year = 2000, month = 2, day = 30}, os.time{year = 2001, month = -1, day = 0, hour = 25, min = -1, sec = 100}, os.time{year = "1999", month = "12", day = "31"})
print(os.time{year = 1970, month = 1, day = 1, hour = 0}, os.time{year = 2024, month = 2, day = 29, hour = 12, min = 30, sec = 15, isdst = false})
print(pcall(function() os.time{year = 2000} end)) print(pcall(function() os.time{} end)) print(pcall(function() os.time{day = 1, month = "x", year = 1} end)) print(pcall(function() os.time(1) end)) print(pcall(function() os.date({}) end)) print(pcall(function() os.date("%c", {}) end))
print(os.difftime(5, 3)) print(pcall(function() os.difftime() end)) print(type(os.clock()), type(os.time())) print(os.date("!*t", 0).isdst, os.date("!") == "", os.date("!abc"))
