-- kind: smtpsvr
function DoMAILFROM(data, mailFrom, parameters, spfResult, authSender)
  if spfResult == "fail" and not AuthenticatedUser then return parameters, "550 no" end --> empty-string-is-true: 'AuthenticatedUser' is a string, and every string is true, also ""; compare it: `AuthenticatedUser == ""`
  if authSender then return parameters, "" end --> empty-string-is-true: compare it: `authSender ~= ""`
  if not (mailFrom) or data == "x" then return parameters, "" end --> empty-string-is-true: compare it: `mailFrom == ""`
  if not mailFrom or mailFrom == "" then return parameters, "" end
  if data and string.find(data, "x") then return parameters, "" end
  if string.find(mailFrom, "@") and LocalClientAddress then return parameters, "" end
  if not authSender == "" or not VPOP3.GetUserSetting("ann", "x") then return parameters, "" end --> constant-condition
  return parameters, AuthenticatedUser and "250 ok" or ""
end
function DoHELO(hostname, bRefuse, bEHLO)
  hostname = hostname or "x"
  if not hostname or not bRefuse then return bEHLO, "" end
end
while not IPAddress do break end --> empty-string-is-true
-- Perhaps the script's own by now.
_G.ServerName = nil
if not ServerName then print() end
