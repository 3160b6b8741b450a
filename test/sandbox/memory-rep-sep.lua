-- Memory without end.
-- expect: limit fuel|deadline|memory
while true do pcall(string.rep, '', 1e9, 'xxxxxxxxxx') end
