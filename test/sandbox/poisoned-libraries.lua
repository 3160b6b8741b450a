-- Library tables, the metatable of strings and the globals are spoilt; another instance must not see it (the test looks).
-- expect: prints
local meta = getmetatable("")
meta.__index = function(s, k) return k end
meta.__add = function() return "added" end
meta.__call = function() return "called" end
meta.__concat = function() return "joined" end
meta.__len = function() return -1 end
meta.__eq = function() return true end
meta.__lt = function() return true end
meta.__metatable = "locked"
assert(("x").nothing == "nothing" and ("x") + {} == "added" and ("x")() == "called" and #"abc" == 3 and ("a") .. "b" == "ab")
for _, library in ipairs {string, table, math, os, io, coroutine, debug, bit32, package} do
  for name in pairs(library) do library[name] = function() return "poisoned" end end
  pcall(setmetatable, library, {__index = function() return "poisoned" end, __newindex = function() end})
end
local say = print
local keep = {assert = assert, pairs = pairs, error = error}
for name in keep.pairs(_G) do if name ~= "_G" and name ~= "tostring" then _G[name] = nil end end
keep.assert(print == nil and string == nil)
say("held")
