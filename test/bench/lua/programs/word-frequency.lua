-- gmatch, tables with string keys, sort.
local words = {}
for i = 1, 400 do words[i] = "word" .. (i * 7919 % 1000) end
local text = table.concat(words, " ")
function bench(n)
  local counts = {}
  for i = 1, n do
    for word in string.gmatch(text, "%a%w*") do counts[word] = (counts[word] or 0) + 1 end
  end
  local list = {}
  for word, count in pairs(counts) do list[#list + 1] = word .. "=" .. count end
  table.sort(list)
  return #list .. " " .. list[1] .. " " .. list[#list]
end
