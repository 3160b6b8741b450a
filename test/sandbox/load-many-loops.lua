-- A function of many loops whose calls may wait: the code for it must not grow with the square of their number.
-- expect: prints
local sum = 0
function add(n) sum = sum + n end
function list() return pairs({7, 8}) end
local chunk = load("local first = 5 " .. ("for k, v in list() do add(k + v) end "):rep(800) .. "return first")
assert(chunk() == 5 and sum == 18 * 800)
print("held")
