-- kind: smtpsvr
total = 0
function Start()
  total = 0
  MaxLineLength = 1000
  time = os.date("*t") --> global-assignment-in-function: write `local time`
  local inner = function()
    found = true --> global-assignment-in-function: 'found' becomes a global here
  end
  inner()
  return ""
end
