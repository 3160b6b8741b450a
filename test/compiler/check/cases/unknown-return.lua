-- kind: smtpsvr
function DoMAILFROM(data, mailFrom, parameters, spfResult, authSender)
  if mailFrom == "a" then return "550 No", parameters end
  if mailFrom == "b" then return parameters, "No" end --> unknown-return: has no SMTP code
  if mailFrom == "c" then return parameters, "550 No", true end --> unknown-return: only 2
  if mailFrom == "d" then return true end --> unknown-return: returns true where VPOP3 expects
  return parameters, "250 OK"
end
function DoNOOP()
  return { "250 OK" } --> unknown-return: expects reply (string); reply: SMTP reply with its code; "" for the standard one; as it is, VPOP3 takes the standard reply
end
function ProcessMessage(mailFrom, subject, recipients, actions, mime, size, attachments)
  if size > 10 then return { Ignor = true, Reason = "big" }, "" end --> unknown-return: did you mean 'Ignore'?
  return actions, ""
end
function End()
  return 1 --> unknown-return: reads no value
end
