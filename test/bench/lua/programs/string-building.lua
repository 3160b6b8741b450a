-- Concatenation and table.concat.
function bench(n)
  local parts = {}
  for i = 1, n do
    local line = "line " .. i .. ": "
    for j = 1, 5 do line = line .. "<" .. j .. ">" end
    parts[#parts + 1] = line
  end
  local text = table.concat(parts, "\n")
  local s = ""
  for i = 1, 1000 do s = s .. "x" end
  return #text + #s
end
