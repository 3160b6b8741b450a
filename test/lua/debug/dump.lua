--@ 5.1: a chunk that was loaded by one with hooks can be dumped
local f = loadstring("local a, b = ... return function() return a + b end", "=chunk")
local again = loadstring(string.dump(f))
print(again(1, 2)(), debug.getinfo(again, "S").source)
debug.sethook()
