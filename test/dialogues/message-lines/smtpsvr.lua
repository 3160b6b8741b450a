function StartMessage() raw, lines = 0, 0 end
function MessageLineRaw(line)
  raw = raw + 1
  if line == "..stuffed" then return "..restuffed" end
end
function MessageLine(line)
  lines = lines + 1
  if line == "drop me" then return "" end
  if line == "two" then return "two\r\nthree" end
  return (string.gsub(line, "secret", "******"))
end
function EndMessage() print(raw .. " raw, " .. lines .. " lines") end
