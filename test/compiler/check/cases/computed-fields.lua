-- kind: smtpsvr
function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
  for i = 1, #recipients do recipients[i] = 5 end
  if recipients[1] == 5 or attachments[1].Name == 5 then return actions end
  return actions, mailfrom, subject, mime, size --> unknown-return
end
