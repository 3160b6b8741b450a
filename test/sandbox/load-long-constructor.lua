-- A list of many calls, each of which may wait: the code for it must not grow with the square of their number.
-- expect: prints
local t = {}
function f() t[#t + 1] = 1 return #t end
local list = load("return {" .. ("f(), "):rep(3000) .. "}")()
assert(#list == 3000 and list[51] == 51 and list[3000] == 3000)
list = load("return {" .. ("1, x = 1, [2] = f(), "):rep(1000) .. "f()}")()
assert(#list == 1001 and list[1] == 1 and list[2] == 4000 and list[1001] == 4001)
print("held")
