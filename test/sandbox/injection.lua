-- Text of the script in every place where it gets into emitted code.
-- expect: prints
local separators = "\226\128\168 globalThis.pwned = 1 \226\128\169"
local hostile = { "*/ globalThis.pwned = 1 /*", "`${globalThis.pwned = 1}`", "'); globalThis.pwned = 1; ('", "\\'\\\"\\", separators, "//# sourceMappingURL=data:,x",
  "\n}})();globalThis.pwned = 1;(() => {", "</script>", "\0", "$x", "constructor", "__proto__" }
for _, text in ipairs(hostile) do
  local quoted = ("%q"):format(text)
  local one = text:gsub("[\r\n]", " ")
  assert(loadstring("-- " .. one .. "\nreturn 1 -- " .. one)() == 1)
  assert(loadstring("return " .. quoted)() == text)
  assert(loadstring("--[==[" .. text .. "]==] return [==[" .. one .. "]==]")() == one)
  local t = loadstring("local t = {[" .. quoted .. "] = 1} t[" .. quoted .. "] = t[" .. quoted .. "] + 1 return t")()
  assert(t[text] == 2 and next(t) == text and next(t, text) == nil)
  local fails = assert(loadstring("local function f() error(" .. quoted .. ") end f()", text))
  local ok, message = pcall(fails)
  assert(not ok and message:sub(-#text) == text)
  assert(type(select(2, xpcall(fails, debug.traceback))) == "string")
  assert(pcall(string.dump(fails) and assert(load(string.dump(fails), text, "b"))) == false)
  assert(not pcall(function() return _G[text].x end) and (text):gsub("%w", { [text] = 1 }) == text)
end
local source = [[
local N = 1
local function f(N) return N end
for N = 1, 2 do f(N) end
for N, v in pairs({}) do f(N, v) end
local t = { N = N }
function t.N() return 1 end
function t:N() return self.N end
goto N
do return 0 end
::N::
t.N = nil
while t.N do local N = t:N() end
return f(N) + N]]
local names = "arguments eval await yield let static undefined NaN Infinity null this new class enum implements package async of get set rt env chunk main globalThis "
  .. "process require module exports Object Function Array Symbol LuaTable none pair pay append len index constructor prototype __proto__ hasOwnProperty toString valueOf "
  .. "toJSON catch default delete void typeof instanceof try throw switch case const var with debugger export import super extends interface private public"
for name in names:gmatch("%S+") do
  assert(assert(loadstring((source:gsub("%f[%w]N%f[%W]", name))))() == 2, name)
  local global = ("N = function(...) if ... then return coroutine.yield(N) end end local w = coroutine.wrap(N) local a = w(1) N = nil return type(a)"):gsub("%f[%w]N%f[%W]", name)
  if name ~= "require" and name ~= "package" and name ~= "module" then assert(assert(loadstring(global))() == "function", name) end
end
for i = 0, 255 do
  local c = string.char(i)
  assert(loadstring("return " .. ("%q"):format(c))() == c, i)
  if c ~= "\r" and c ~= "\n" then assert(loadstring("-- " .. c .. "\nreturn 1")() == 1, i) end
end
assert(globalThis == nil and pwned == nil and ({}).pwned == nil and ("").pwned == nil)
print("held")
