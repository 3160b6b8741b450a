-- kind: smtpsvr
local flag = 0
function GetMaxMessageSize(hostname, current)
  if current then return 1 end --> zero-is-true: 'current' is a number
  if current > 0 then return 1 end
  if 0 then return 2 end --> zero-is-true: 0 is true in Lua
  if flag then return 3 end --> zero-is-true: compare: `flag ~= 0`
  if not flag then return 4 end --> zero-is-true
  if flag ~= 0 and string.len(hostname) then return 5 end --> zero-is-true: every number is true
  flag = 1
  return current
end
while #IPAddress do break end --> zero-is-true
mode = nil
function DoNOOP()
  mode = 0
  if mode then return "" end
  return IPAddress or 0
end
while 1 do break end
local count = 0
for _ in pairs({}) do count = count + 1 end
if count then print(count) end --> zero-is-true: 'count' is a number
if MaxLineLength then print(1) end --> zero-is-true: 'MaxLineLength' is a number
local debug_on = 1
if debug_on then print(debug_on) end
print(IPAddress and 0 or 1, (flag == 1 and count) or 2)
print(0 and IPAddress) --> zero-is-true: 0 is true in Lua
if IPAddress:len() then print(2) end --> zero-is-true: every number is true
function DoRSET()
  seen = (seen or 0) + 1 --> global-assignment-in-function: 'seen' becomes a global here
end
local refused = IPAddress == "10.0.0.1" and 1 or 0
if refused then print(3) end --> zero-is-true: 'refused' is a number
local wait = IPAddress == "10.0.0.1" and 5 or 10
if wait then print(wait) end
local maybe = IPAddress == "10.0.0.1" and 0
if maybe then print(maybe) end
