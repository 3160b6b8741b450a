function DoMAILFROM(data, mailfrom)
  if mailfrom == "loop@example.org" then while true do end end
  if mailfrom == "type@example.org" then return true, {}, function() end end
  return nothing.there
end

function DoRCPTTO() error({ code = 5 }) end

function ProcessMessage() return string.rep("x", 1e9) end

function End() print("End") end
