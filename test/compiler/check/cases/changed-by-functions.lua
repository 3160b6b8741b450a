-- kind: mxout
local function set(t, name, value) t[name] = value end
function CheckFile(file, actions, size, created, retries, last, from, recipients, headers, lines)
  set(actions, "SkipSend", 1)
  if actions.SkipSend == 1 then set(actions, "Reason", "late") end
  if retries == "1" then return actions end --> impossible-comparison: 'retries' is a number
  return actions
end
