-- Classes by metatables, methods, inheritance.
local Point = {}
Point.__index = Point
function Point.new(x, y) return setmetatable({x = x, y = y}, Point) end
function Point:add(other) return Point.new(self.x + other.x, self.y + other.y) end
function Point:length2() return self.x * self.x + self.y * self.y end
local Account = {}
Account.__index = Account
function Account:deposit(v) self.balance = self.balance + v end
function Account:get() return self.balance end
local Savings = setmetatable({}, {__index = Account})
Savings.__index = Savings
function Savings.new(b) return setmetatable({balance = b, rate = 2}, Savings) end
function Savings:interest() self:deposit(self.rate) return self:get() end
function bench(n)
  local p = Point.new(0, 0)
  local step = Point.new(1, 2)
  local account = Savings.new(100)
  local sum = 0
  for i = 1, n do
    p = p:add(step)
    sum = sum + p:length2() % 7
    sum = sum + account:interest() % 3
  end
  return sum .. " " .. p.x .. " " .. account:get()
end
