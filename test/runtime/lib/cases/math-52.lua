-- 5.2
print(math.log(8, 2), math.log(100, 10), math.log(27, 3), math.log(2, 0.5)) print(pcall(function() math.log() end)) print(pcall(function() math.log(2, {}) end))
