-- A list of many calls, each of which may wait: the code for it must not grow with the square of their number.
-- expect: prints
local t = {}
function f() t[#t + 1] = 1 return #t end
local list = load("return {" .. ("f(), "):rep(20000) .. "}")()
assert(#list == 20000 and list[51] == 51 and list[20000] == 20000)
list = load("return {" .. ("1, x = 1, [2] = f(), "):rep(5000) .. "f()}")()
assert(#list == 5001 and list[1] == 1 and list[2] == 25000 and list[5001] == 25001)
print("held")
