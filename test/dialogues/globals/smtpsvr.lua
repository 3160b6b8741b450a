function DoHELO(host, refuse, ehlo)
  if host == "auth" then AuthenticationRequired = true end
  if host == "limits" then MaxRecipientsPerLocalMessage = 1; MaxMessagesPerLocalSession = 2; MaxLineLength = 40 end
  if host == "stranger" then ValidClientAddress = false end
  if host == "users" then AllowedUsers = "bob carol" end
  return refuse, ""
end
function DoNOOP() ForceDisconnect = 1 return "250 bye then" end
