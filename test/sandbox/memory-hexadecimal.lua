-- Hexadecimal text of long texts and back: made of one piece for each byte it took thirty times the text's memory.
-- expect: limit memory|fuel|deadline
local s = ("x"):rep(1e6)
while true do s = VPOP3.HexString(s) .. #VPOP3.UnHexString(s) end
