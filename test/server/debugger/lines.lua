-- Every kind of statement, one thing a line: a debugger must stop where Lua's own line hook is called.
local log = {}

local function note(text, ...)
  log[#log + 1] = text
  local extra = select("#", ...)
  if extra > 0 then
    for i = 1, extra do
      local value = select(i, ...)
      log[#log + 1] = tostring(value)
    end
  end
  return #log
end

local function classify(size)
  if size > 100 then
    return "large"
  elseif size > 10 then
    return "medium"
  elseif size > 1 then
    note("small")
  else
    note("tiny", size)
  end
  return "small"
end

classify(500)
classify(50)
classify(5)
classify(1)

-- loops
local total = 0
for i = 1, 4 do
  total = total + i
end
for i = 10, 1, -4 do
  total = total - i
end
for i = 2, 1 do
  total = total + 1000
end
for _, word in ipairs({ "a", "b", "c" }) do
  note(word)
end
for key, value in pairs({ subject = "test" }) do
  note(key)
  note(value)
end
for word in string.gmatch("one two", "%a+") do
  note(word)
end
local function countdown(_, n)
  if n > 0 then
    return n - 1
  end
end
for n in countdown, nil, 3 do
  note("n", n)
end
while total > 0 do
  total = total - 7
  if total == 1 then
    break
  end
end
repeat
  local next = total + 3
  total = next
until next > 5
while true do
  total = total + 1
  if total > 10 then
    break
  end
end

-- blocks, scopes and closures
do
  local hidden = 1
  local function bump()
    hidden = hidden + 1
    return hidden
  end
  bump()
  bump()
  note(hidden)
end
local function counter(start)
  local count = start
  return function(step)
    count = count + (step or 1)
    return count
  end
end
local next1 = counter(5)
next1()
next1(10)

-- tables and methods
local queue = { items = {}, size = 0 }
function queue:push(item)
  self.size = self.size + 1
  self.items[self.size] = item
  return self
end
function queue.pop(q)
  local item = q.items[q.size]
  q.items[q.size] = nil
  q.size = q.size - 1
  return item
end
queue:push("x")
queue:push("y")
note(queue.pop(queue))
note(queue:pop())
queue.limit = 10
queue["name"] = "queue"
queue.count = #queue.items

-- assignments
local a, b = 1, 2
a, b = b, a
local c = a == 2 and "swapped" or "same"
note(c)
local d
d = not c
d = -a + b * 2 ^ 2 % 3
d = "text" .. a .. b
local e = ("x"):rep(3):upper()
note(e)

-- calls that fail
local ok, message = pcall(function()
  local nothing
  nothing.field = 1
end)
note(ok, message)
local fine = pcall(note, "called by pcall")
note(fine)
local function fails()
  error("on purpose", 0)
end
ok, message = pcall(fails)
note(message)

-- varargs and tail calls
local function many(...)
  local first, second = ...
  local rest = { ... }
  return first, second, #rest
end
local x, y, z = many(1, 2, 3)
note(x, y, z)
local function tail(n)
  if n == 0 then
    return "done"
  end
  return tail(n - 1)
end
note(tail(2))

-- coroutines: lines after a yield
local worker = coroutine.create(function(first)
  local got = first
  while got do
    note(got)
    got = coroutine.yield(got)
  end
  note("over")
  return "end"
end)
coroutine.resume(worker, "one")
coroutine.resume(worker, "two")
coroutine.resume(worker)
local each = coroutine.wrap(function()
  for i = 1, 2 do
    local back = coroutine.yield(i)
    note(back)
  end
end)
each()
each("back 1")
each("back 2")

-- metatables
local account = {}
account.__index = account
account.__add = function(left, right)
  local sum = left.amount + right.amount
  return sum
end
function account.new(amount)
  local self = setmetatable({}, account)
  self.amount = amount
  return self
end
function account:show()
  note(self.amount)
end
local mine = account.new(3)
local yours = account.new(4)
mine:show()
note(mine + yours)
local names = { "c", "a", "b" }
table.sort(names, function(l, r)
  return l < r
end)
print(#log, names[1])
