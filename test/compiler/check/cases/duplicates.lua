-- kind: smtpsvr
function End() end
function End() end --> duplicate-function: defined at line 2 already
local t = { a = 1, ["b"] = 2, a = 3, [1] = 1 } --> duplicate-key: "a" stands in this table twice
print(t)
