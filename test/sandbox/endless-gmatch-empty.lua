-- Work without end.
-- expect: limit fuel|deadline|memory
while true do for _ in (('x'):rep(1e5)):gmatch('') do end end
