function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
  VPOP3.MessageReset()
  local n, lines = VPOP3.GetMessageLine(2)
  print("lines " .. n .. " [" .. string.gsub(lines, "\r\n", "|") .. "]")
  VPOP3.MessageSeek(mime[2].Start)
  n, lines = VPOP3.GetMessageLines(1)
  print("seek " .. lines)
  print("part [" .. string.gsub(VPOP3.GetMessagePart("2"), "\r\n", "|") .. "]")
  print("body [" .. VPOP3.GetMessagePartBody("2") .. "]")
  print("none " .. tostring(VPOP3.GetMessagePart("7")))
  return actions
end
function DoNOOP()
  return "250 " .. tostring(pcall(VPOP3.GetMessageLine, 1))
end
