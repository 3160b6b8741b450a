function Start() print(ServerID .. " " .. ServerName) end
