-- kind: smtprules
function First(messageData, size, stage, headerModifiers, ruleName)
  if size < 10 then return -1 end --> unknown-return: there is no action -1
  return 7, 0, ruleName --> unknown-return: there is no action 7
end
function Custom(messageData, size, stage, headerModifiers, ruleName)
  if messageData.Subjct == "x" then return 2 end --> unknown-field: did you mean 'Subject'?
  return "reject" --> unknown-return: the string "reject" where VPOP3 expects action (number)
end
local function helper() return "anything" end
function last() return helper() end --> hook-name-typo: the hook is 'Last'
