local x, t = os.getenv("X"), {}
if x == "a" or "b" then print(1) end --> constant-condition: this is true by itself
if x == "a" or "b" or "c" then print(1) end --> constant-condition: compare it too
if x == "a" then print(1)
elseif (x == "b" or 7) then print(2) end --> constant-condition
while t.n == 1 or 2 do t.n = nil end --> constant-condition
if x ~= "a" or x ~= "b" then print(1) end --> constant-condition: always true: 'x' cannot be both; write `and`
if x == "c" or x ~= "a" or x ~= "b" then print(1) end --> constant-condition
if t.kind == 1 and t.kind == 2 then print(1) end --> constant-condition: always false: 't.kind' cannot be both; write `or`
if not x == "a" then print(1) end --> constant-condition: write `x ~= "a"`
print(not t.x ~= nil) --> constant-condition: write `t.x == nil`
-- These are meant.
while true do break end
while 1 do break end
if false then print(1) end
if x == "a" or x == "b" or t.default then print(x or "none", t.x == 1 and 2 or 3) end
if x ~= "a" and x ~= "b" or x == nil then print(1) end
if x ~= "a" or t.x ~= "b" then print(1) end
if x == "a" and x == 'a' or t.n ~= 16 or t.n ~= 0x10 then print(1) end
if not x == true or not (x == "a") then print(1) end
if t[next(t)] == "a" and t[next(t)] == "b" then print(1) end
local name = x == "a" or "b"
print(name)
