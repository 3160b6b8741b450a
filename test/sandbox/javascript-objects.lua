-- Reaching for JavaScript's objects through every kind of value.
-- expect: prints
local names = {"constructor", "__proto__", "prototype", "toString", "valueOf", "hasOwnProperty", "isPrototypeOf", "call", "apply", "bind",
  "caller", "callee", "arguments", "name", "length", "meta", "arr", "hash", "get", "set", "$get", "$set", "__defineGetter__",
  "__lookupGetter__", "Symbol", "then", "next", "return", "throw", "stack", "message", "value", "v", "run", "budget", "realm", "twin", "index"}
local function f() end
local co = coroutine.create(f)
local ok, e = pcall(error, setmetatable({}, {}))
local values = {f, print, string.rep, co, "text", 1, 0 / 0, true, false, {}, e, string, _G, getmetatable(""), io and io.stdout, os, debug}
for i = 1, 20 do
  local value = values[i]
  if value ~= nil then
    for _, name in ipairs(names) do
      local ok, found = pcall(function() return value[name] end)
      if ok and found ~= nil then
        local own = type(value) == "table" and rawget(value, name) or type(value) == "string" and string[name]
          or type(value) == "userdata"
        if not own then error("reached " .. name .. " of a " .. type(value) .. ": " .. tostring(found)) end
      end
      local ok, got = pcall(function() return value[name](value) end)
      if type(value) == "function" and ok then error("called " .. name .. " of a function") end
      local ok = pcall(function() local v = value; v[name] = 1 end)
      if type(value) ~= "table" and type(value) ~= "userdata" and ok then error("wrote " .. name .. " of a " .. type(value)) end
      if type(value) == "table" then value[name] = nil end
    end
  end
end
for _, name in ipairs {"constructor", "__proto__", "toString", "valueOf", "globalThis", "process", "Function", "eval", "Object", "import",
  "rt", "door", "fn", "capture", "setImmediate", "Buffer", "WebAssembly", "Reflect", "Proxy", "console", "fetch", "performance"} do
  if _G[name] ~= nil then error("a global " .. name) end
end
assert(load("return this") and load("return this")() == nil)
assert(load("return constructor.constructor('return process')()") ~= nil)
assert(not pcall(load("return constructor.constructor('return process')()")))
assert(not pcall(load("return ('').constructor.constructor('return process')()")))
print("held")
