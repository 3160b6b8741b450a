-- A search path with a million places.
-- expect: limit fuel|deadline
local path = ("?;"):rep(1000000)
while true do
  package.path = path
  LUA_PATH = path
  pcall(require, "nothing")
end
