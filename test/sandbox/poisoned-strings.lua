-- Metamethods of strings, numbers, functions, nil and booleans through the debug library; none may outlive the instance.
-- expect: prints
if debug and debug.setmetatable then
  for _, value in ipairs {1, "s", true, print} do
    pcall(debug.setmetatable, value, {__index = function(_, k) return k end, __call = function() return "called" end,
      __tostring = function() return "mine" end, __add = function() return 5 end})
  end
  pcall(debug.setmetatable, nil, {__index = function(_, k) return k end})
end
if debug and debug.getregistry then
  local ok, registry = pcall(debug.getregistry)
  if ok and type(registry) == "table" then for k, v in pairs(registry) do assert(type(v) ~= "userdata" or true) end end
end
if debug then
  for level = 0, 30 do
    local ok, info = pcall(debug.getinfo, level)
    if ok and info then
      for k, v in pairs(info) do
        local kind = type(v)
        assert(kind == "string" or kind == "number" or kind == "boolean" or kind == "table" or kind == "function", k)
        if kind == "string" then assert(not string.find(v, "node:") and not string.find(v, "%.ts") and not string.find(v, "file:"), v) end
      end
      if info.func then pcall(info.func) end
    end
    for n = 1, 10 do
      if debug.getlocal then
        local ok, name, value = pcall(debug.getlocal, level, n)
        if ok and name then assert(type(name) == "string") end
      end
    end
  end
  for _, f in ipairs {print, pcall, string.rep, coroutine.wrap(print), error} do
    for n = 1, 5 do
      local ok, name, value = pcall(debug.getupvalue, f, n)
      if ok and name then assert(type(value) ~= "userdata") end
      if debug.setupvalue then pcall(debug.setupvalue, f, n, {}) end
    end
  end
  local text = debug.traceback("x")
  assert(not string.find(text, "%.ts") and not string.find(text, "node:"))
end
if debug and debug.setmetatable then pcall(debug.setmetatable, "s", nil) end -- print asks it
print("held")
