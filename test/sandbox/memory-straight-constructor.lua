-- One turn of a loop that makes thousands of tables.
-- expect: limit memory|fuel
local f = load("local t = {} while true do t[#t + 1] = {" .. ("{},"):rep(20000) .. "} end")
f()
