-- What only TypeScript minds: types that it narrows further than the compiler, or not as far.
local quiet = false
local limit = tonumber(...) or 10

local function note(text)
  local shown = not quiet and text ~= ""
  os.sleep(1)
  if shown then print(text) end
  return shown
end

local function pick(a)
  if a then
    return {}
  else
    return { n = 1 }
  end
end

-- a vararg function that does not use its extra arguments
local function one(first, ...)
  return first
end

local function many(first, ...)
  return ...
end

note(one("a", "b", "c"))
note(("x").rep("x", 3))
print(pcall(function() return -nil end))
print(pcall(function() return -{} end))

local t = pick(limit > 5)
t[t] = t
print(t[t] == t, t == "text", many(1, 2) == "text", limit == t)

local function stopped(size)
  if true then return note("early") end
  if size > limit then return note("large") end
  local n = string.len(size)
  return n + 1
end
print(stopped(1))
