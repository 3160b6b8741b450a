-- Work without end.
-- expect: limit fuel|deadline|memory
while true do pcall(string.gsub, ('x'):rep(1e5), '', '') end
