function First(data, size, stage, mods, name)
  if stage == 1 then print("First 1 " .. data.MailFrom .. " " .. size .. " " .. data.ClientIPAddress) end
  if stage == 2 then print("First 2 " .. data.Recipients[table.getn(data.Recipients)]) end
  if stage == 3 then
    print("First 3 " .. data.Subject .. " " .. data.HeaderFrom .. " " .. data.HeaderFromTextName .. " " .. table.getn(data.Header) .. " " .. table.getn(data.BccRecipients))
  end
  if data.MailFrom == "reject@example.org" then return 2, 7, "my rule", "554 no sender" end
  if data.MailFrom == "later@example.org" then return 2, 8, "later", "come back later", mods, false, false, false, true end
  if stage == 2 and data.Recipients[table.getn(data.Recipients)] == "bad@example.net" then return 2 end
  if stage == 3 then
    if data.Subject == "hold" then return 0, 1, name, "", mods, 0, 0, 1 end
    if data.Subject == "redirect" then return 3, 1, name, "other@example.net" end
    if data.Subject == "copy" then return 4, 1, name, "other@example.net", mods, false, false, false, false, { "k1", "k2" } end
    if data.Subject == "accept" then return 1 end
    if data.Subject == "disconnect" then return 1, 1, name, "", mods, false, true end
  end
  return 0
end

function Last(data, size, stage, mods, name)
  print("Last " .. stage)
  if stage == 3 then table.insert(mods, "X-Rule: " .. name) end
  return 0, 0, name, "", mods
end
