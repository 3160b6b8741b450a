-- Texts that the compiler could take the square of their length for: they are compiled as fast as others of that length.
-- expect: prints
local function run(...)
  local f = assert(load(table.concat({ ... }, " ")))
  return f()
end
local function many(n, part)
  local parts = {}
  for i = 1, n do parts[i] = (part:gsub("#", tostring(i))) end
  return table.concat(parts, "\n")
end
f = function(x) return x end
local long = ("a"):rep(12000)
assert(run("local", long, "= f(7)", many(1500, "f(#)"), "return", long) == 7)
assert(run("function", long, "()", many(1500, "f(#)"), "return 8 end return", long .. "()") == 8)
assert(run("local x = 1200 if x == 0 then", many(1200, "elseif f(x) == # then return f(#)"), "end") == 1200)
assert(run("local x = 6000 if x == 0 then", many(6000, "elseif x == # then return #"), "end") == 6000)
assert(run(many(1000, "do goto l# end"), many(1000, "::l#:: f(#)"), "return 5") == 5)
assert(run(many(150, "local a# = f(#)"), many(500, "f(#)"), "return a150") == 150)
print("held")
