function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
  print(mailfrom .. "|" .. subject .. "|" .. table.concat(recipients, ",") .. "|" .. size .. "|" .. table.getn(mime) .. "|" .. mime[1].ContentType .. "/" .. mime[1].ContentSubtype .. " " .. mime[1].Path .. "|" .. table.getn(attachments))
  if subject == "refuse" then actions.Delete = true; actions.Ignore = 1; actions.Reason = "no such thing"; return actions, "" end
  if subject == "drop" then actions["Ignore"] = true return actions end
  if subject == "copy" then table.insert(actions.Recipients, "copy@example.net") return actions end
  if subject == "redirect" then actions.SendToOriginalRecipients = 0 actions.Recipients = { "only@example.net" } return actions end
  if subject == "header" then actions.HeaderModifiers = { "Subject: changed", "X-New: 1", "X-Old:" } return actions end
  if subject == "attachment" then
    for i, a in ipairs(attachments) do print(i .. ":" .. a.Name .. ":" .. a.MIMEType .. ":" .. a.Size .. ":" .. a.Type .. ":" .. a.MIMESection) end
    for i, m in ipairs(mime) do print(m.Path .. " " .. m.ContentType .. "/" .. m.ContentSubtype .. " " .. m.ContentDisposition .. " " .. m.Start .. "-" .. m.End) end
  end
  if subject == "nothing" then return end
  return actions, "ignored since 7.0"
end
