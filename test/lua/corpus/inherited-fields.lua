--@ 5.1 5.2: fields that objects lack, and what their classes have under the name
local Base = { kind = "base" }
Base.__index = Base
local Middle = setmetatable({}, Base)
Middle.__index = Middle
local Leaf = setmetatable({ size = 3 }, Middle)
Leaf.__index = Leaf

local function link(o) return o.link end
local function kind(o) return o.kind end
local function size(o) return o.size end

local object = setmetatable({}, Leaf)
local plain = {}
for i = 1, 3 do
  print(i, link(object), kind(object), size(object), link(plain), kind(plain))
end
Middle.link = "middle"
print(link(object), link(Middle), link(Base), link(plain))
object.link = "own"
print(link(object), link(setmetatable({}, Leaf)))
object.link = nil
Middle.link = nil
Base.link = false
print(link(object))
Base.link = nil

-- keys in the hash
object["no name"] = 1
print(link(object), kind(object))
Leaf["another one"] = 2
print(link(object), kind(object), size(object))

-- a function further up
setmetatable(Base, { __index = function(t, k) return (t == Base and "Base." or "?.") .. k end })
print(link(object), kind(object), size(object), link(plain))
setmetatable(Base, nil)
print(link(object))

-- longer than what the code looks through, and one without end
local deep = { link = "far up" }
for i = 1, 20 do deep = setmetatable({}, { __index = deep }) end
print(link(deep), kind(deep))
local circle = {}
circle.__index = setmetatable(circle, circle)
print(pcall(link, circle))

-- what has no fields
print(pcall(link, nil))
print(pcall(kind, 1), pcall(size, true))
print(link("text"), pcall(kind, print))
local broken = setmetatable({}, { __index = 5 })
print(pcall(link, broken))
