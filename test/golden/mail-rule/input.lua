local rules = { {word = "free", score = 2}, {word = "money", score = 3} }
local total = 0
-- adds up the score
local function classify(subject, size)
  local score = 0
  if check(subject) and size > 10 then
    score = score + 1
  elseif subject:lower():find("viagra") then
    score = score * 2
  end
  for i, rule in ipairs(rules) do
    if subject:find(rule.word, 1, true) then score = score + rule.score end
  end
  total = total + score
  return score, subject
end

function DoRCPTTO(address)
  local s, subj = classify(address, #address)
  while s > 3 do
    s = s - 1
    if s == 5 then goto continue end
    print("x" .. s)
    ::continue::
  end
  for i = 1, 10 do log(i) end
  local t = {}
  t.x = s
  t[1] = subj
  return s > 3 and "no" or "yes"
end
print(DoRCPTTO("free money"))
