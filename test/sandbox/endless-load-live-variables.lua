-- Chunks whose compilation takes far longer than their length tells: many variables are alive at many calls.
-- expect: limit fuel|deadline|memory
local locals, n = {}, 0
for i = 1, 150 do locals[i] = "local a" .. i .. " = f()" end
local text = table.concat(locals, " ") .. ("\nf()"):rep(3000) .. " x = "
while true do n = n + 1 load(text .. n) end
