-- A replacement that is cut into millions of pieces.
-- expect: limit memory|fuel
local by = ("%1"):rep(3e6)
for i = 1, 10 do pcall(string.gsub, "x", "(y*)", by) end
