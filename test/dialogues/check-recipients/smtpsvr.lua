function CheckRecipients(recipients, to, cc, bcc, ip, auth, sender, subject, localsent, size)
  print(table.concat(recipients, ",") .. "|" .. table.concat(to, ",") .. "|" .. table.concat(cc, ",") .. "|" .. table.concat(bcc, ",") .. "|" .. ip .. "|" .. auth .. "|" .. sender .. "|" .. subject .. "|" .. tostring(localsent) .. "|" .. size)
  if table.getn(bcc) > 1 then return "553 too many blind copies" end
end
function MonitorBcc() print("MonitorBcc") end
function LogRecipients(recipients) print("LogRecipients " .. table.getn(recipients)) end
function LogRecipientsBlocked(recipients) print("LogRecipientsBlocked " .. table.getn(recipients)) end
