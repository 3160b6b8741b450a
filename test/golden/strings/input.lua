-- What is done to strings in place.
local function header(line)
  local name, value = line:match("^([%w%-]+):%s*(.*)$")
  if type(name) == "string" and type(value) ~= "nil" then return name:lower(), value end
  local first, last, word = line:find("(%a+)", 2)
  return word, last or first or line:find(";", 1, true)
end

local function words(text)
  local list = {}
  for word in text:gmatch("%a+") do
    list[#list + 1] = word
    list[#list + 1] = "<" .. word .. ">"
    list[#list + 1] = word:sub(1, 1)
  end
  return list
end

local function number(s, i)
  local a, b, c = s:byte(i, i + 2)
  local n = tonumber(s)
  i, s = s:byte(1, 2)
  return a * 65536 + b * 256 + c, n, type(n), i, s
end

return {header("Subject: hello")}, words("a b"), number("123", 1)
