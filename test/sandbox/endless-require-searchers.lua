-- A list of searchers without end, each of which gives a text for the message.
-- expect: limit fuel|memory|deadline
local list = {}
for i = 1, 5000 do list[i] = type end
package.searchers, package.loaders = list, list
while true do pcall(require, "nothing") end
