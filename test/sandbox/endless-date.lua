-- Work without end.
-- expect: limit fuel|deadline|memory
while true do os.date(('%c'):rep(1000)) end
