-- 5.1 5.2
print(select("#"), select("#", nil, nil), select(2, "a", "b", "c"), select(-1, "a", "b")) print(pcall(select, 0)) print(pcall(function() select(0) end)) print(pcall(function() select(-5, 1) end))
print(select(5, 1)) print(pcall(function() select("x") end))
print((function(...) return select("#", ...) end)(nil, nil, nil))
local unpack = unpack or table.unpack
print(unpack({1, 2, 3}, 2)) print(unpack({1, 2, 3}, 2, 3)) print(unpack({}, 1, 3)) print(unpack({1}, 2)) print(unpack({1, 2}, -1, 1))
print(pcall(unpack, {}, 1, 1e7)) print(pcall(function() unpack({}, 1, 1e7) end))
print(load(function() return nil end) ~= nil) local i = 0 local parts = {"return ", "1", "+1"}
print(load(function() i = i + 1 return parts[i] end)()) print(load(function() return {} end))
print(loadstring("return 1, 2", "=x")()) print(loadstring("x =", "=x")) print(loadstring("x = = 1", "@file.lua")) print(loadstring("x = = 1"))
print(loadstring("error('in')", "=chunk") and pcall(loadstring("error('in')", "=chunk"))) print(pcall(loadstring("return ..."), 5))
print(loadstring("\27Lua") == nil) print(pcall(function() loadstring() end))
local p = setmetatable({}, {__index = {10, 20}}) for i, v in ipairs(p) do print("never", i, v) end
print(tonumber("0x1p4"), tonumber("1_000"), tonumber("1e+"), tonumber(".5"), tonumber("5."), tonumber("."))
print(type(collectgarbage("count")), collectgarbage("collect"), collectgarbage("stop"), collectgarbage("restart"), collectgarbage("setpause", 150), collectgarbage("setpause", 200)) print(pcall(function() collectgarbage("wrong") end))
print(math.huge, -math.huge, tostring(0/0) == tostring(0/0))
local function counting(text)
  local i = 0
  return function() i = i + 1 if i <= #text then return text:sub(i, i) end end, function() return i end
end
for _, text in ipairs{"*a = 1", "local x = = 1", "return 1 + 2 -- x", "x = 'abc", "end a = 1", "x = 1 y == 2 z = 3"} do
  local reader, calls = counting(text)
  local f, message = load(reader, "=pieces")
  print(f ~= nil, message, calls())
end
local pieces = 0 print(load(function() pieces = pieces + 1 return "= " end, "=endless")) print(pieces < 5)
