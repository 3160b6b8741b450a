-- Work without end.
-- expect: limit fuel|deadline|memory
local function h() return xpcall(error, h) end while true do xpcall(error, h) end
