function DoUnrecognised(line) if string.find(line, "^XLUA") then return "250 yes" end end
