local a = 1 --> unused-local: unused local 'a'
local b --> unused-local: 'b' is assigned but never read
b = 2
local _c = 3
local x, y = print()
print(y)
local p, q = print() --> unused-local: unused local 'q'
print(p)
local function f() end --> unused-local: unused local function 'f'
local function g(unusedParameter) for i = 1, 2 do end end
g()
local used = 1
function h() return used end
