-- A module name of which each piece becomes a folder.
-- expect: limit fuel|deadline
local name = ("x."):rep(100000)
while true do
  pcall(require, name)
  pcall(package.searchpath, name, "?;?.lua", ".", ("y"):rep(10000))
end
