-- A JSON writer and reader in Lua, there and back.
local escapes = {['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n"}
local function write(v, out)
  local t = type(v)
  if t == "table" then
    if #v > 0 then
      out[#out + 1] = "["
      for i = 1, #v do
        if i > 1 then out[#out + 1] = "," end
        write(v[i], out)
      end
      out[#out + 1] = "]"
    else
      out[#out + 1] = "{"
      local names = {}
      for k in pairs(v) do names[#names + 1] = k end
      table.sort(names)
      for i, k in ipairs(names) do
        if i > 1 then out[#out + 1] = "," end
        out[#out + 1] = '"' .. k .. '":'
        write(v[k], out)
      end
      out[#out + 1] = "}"
    end
  elseif t == "string" then
    out[#out + 1] = '"' .. v:gsub('["\\\n]', escapes) .. '"'
  else
    out[#out + 1] = tostring(v)
  end
end
local read
local function skip(s, i) return s:find("%S", i) or #s + 1 end
local function readString(s, i)
  local j = s:find('["\\]', i + 1)
  if s:sub(j, j) == '"' then return s:sub(i + 1, j - 1), j + 1 end
  local parts = {}
  i = i + 1
  while true do
    j = s:find('["\\]', i)
    parts[#parts + 1] = s:sub(i, j - 1)
    if s:sub(j, j) == '"' then return table.concat(parts), j + 1 end
    local c = s:sub(j + 1, j + 1)
    parts[#parts + 1] = c == "n" and "\n" or c
    i = j + 2
  end
end
function read(s, i)
  i = skip(s, i)
  local c = s:sub(i, i)
  if c == "{" then
    local t = {}
    i = skip(s, i + 1)
    if s:sub(i, i) == "}" then return t, i + 1 end
    while true do
      local k
      k, i = readString(s, i)
      i = skip(s, i) + 1
      t[k], i = read(s, i)
      i = skip(s, i)
      if s:sub(i, i) == "}" then return t, i + 1 end
      i = skip(s, i + 1)
    end
  elseif c == "[" then
    local t = {}
    i = skip(s, i + 1)
    if s:sub(i, i) == "]" then return t, i + 1 end
    while true do
      t[#t + 1], i = read(s, i)
      i = skip(s, i)
      if s:sub(i, i) == "]" then return t, i + 1 end
      i = i + 1
    end
  elseif c == '"' then
    return readString(s, i)
  elseif c == "t" then
    return true, i + 4
  elseif c == "f" then
    return false, i + 5
  end
  local text = s:match("^[%-%d%.eE%+]+", i)
  return tonumber(text), i + #text
end
local message = {
  from = "alice@example.com",
  to = {"bob@example.com", "carol@example.com", "dave@example.com"},
  subject = 'Hello "world"\nagain',
  size = 12345,
  spam = false,
  scores = {1.5, 2.25, 3, 4, 5},
  headers = {received = {{by = "mx1", time = 1}, {by = "mx2", time = 2}}, ["x-mailer"] = "test"},
}
function bench(n)
  local value = message
  local length = 0
  for i = 1, n do
    local out = {}
    write(value, out)
    local text = table.concat(out)
    length = length + #text
    value = read(text, 1)
  end
  return length
end
