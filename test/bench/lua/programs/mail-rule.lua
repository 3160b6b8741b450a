-- A mail rule: thirty patterns against subjects.
local rules = {
  {pattern = "free%s+money", score = 3},
  {pattern = "^re:", score = -1},
  {pattern = "viagra", score = 5},
  {pattern = "c[i1]alis", score = 5},
  {pattern = "lottery", score = 4},
  {pattern = "winner", score = 2},
  {pattern = "%$%d+", score = 1},
  {pattern = "click%s+here", score = 3},
  {pattern = "unsubscribe", score = 1},
  {pattern = "100%%", score = 2},
  {pattern = "act%s+now", score = 3},
  {pattern = "limited%s+time", score = 2},
  {pattern = "order%s+now", score = 2},
  {pattern = "casino", score = 4},
  {pattern = "mortgage", score = 3},
  {pattern = "refinance", score = 3},
  {pattern = "weight%s+loss", score = 4},
  {pattern = "work%s+from%s+home", score = 4},
  {pattern = "no%s+credit%s+check", score = 4},
  {pattern = "nigeria", score = 3},
  {pattern = "bank%s+account", score = 2},
  {pattern = "password", score = 1},
  {pattern = "verify%s+your", score = 3},
  {pattern = "urgent", score = 1},
  {pattern = "dear%s+friend", score = 3},
  {pattern = "million%s+dollars", score = 5},
  {pattern = "[A-Z][A-Z][A-Z][A-Z][A-Z]+", score = 1},
  {pattern = "http://%d+%.%d+%.%d+%.%d+", score = 5},
  {pattern = "%.exe$", score = 5},
  {pattern = "invoice%s+#?%d+", score = 1},
}
local subjects = {
  "Re: meeting tomorrow at ten",
  "FREE money for the lucky winner, click here now",
  "Invoice #12345 for your order",
  "Weekly report, nothing urgent",
  "Verify your bank account password",
  "Lunch?",
  "You have won the LOTTERY: million dollars, act now",
  "Setup.exe",
  "see http://10.0.0.1/x for limited time offers",
  "minutes of the last board meeting, please read before Friday",
}
local function classify(subject)
  local score = 0
  local lower = string.lower(subject)
  for i, rule in ipairs(rules) do
    if string.find(lower, rule.pattern) then score = score + rule.score end
  end
  if score > 4 then return "reject", score elseif score > 1 then return "hold", score end
  return "accept", score
end
function bench(n)
  local total, rejected = 0, 0
  for i = 1, n do
    for _, subject in ipairs(subjects) do
      local action, score = classify(subject)
      total = total + score
      if action == "reject" then rejected = rejected + 1 end
    end
  end
  return total .. " " .. rejected
end
