-- kind: smtpsvr
total = 0
function Start()
  total = 0
  MaxLineLength = 1000
  helo = ""
  local inner = function()
    found = true --> global-assignment-in-function: 'found' becomes a global here
  end
  inner()
  return ""
end
function DoHELO(hostname, bRefuse, bEHLO)
  helo = hostname
  time = os.date("*t") --> global-assignment-in-function: write `local time`
  return bRefuse or bEHLO and time.hour > 7, ""
end
