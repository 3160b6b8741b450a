-- kind: smtpsvr
if VPOP3.GetSetting("MaxSize") == "1" then print(1) end --> impossible-comparison: 'VPOP3.GetSetting("MaxSize")' is true or false, never a string: they are never equal; it gives several results: `local found, value = VPOP3.GetSetting(...)`, then compare `value`
if "1" ~= VPOP3.GetSetting("MaxSize") then print(1) end --> impossible-comparison: they always differ
if VPOP3.GetSetting("MaxSize") > 5 then print(1) end --> impossible-comparison: never a number: comparing them is an error; it gives several results: `local found, value = VPOP3.GetSetting(...)`, then compare `tonumber(value)`
if VPOP3.GetSetting("x") == nil then print(1) end --> impossible-comparison: never nil: they are never equal
if VPOP3.GetSetting("x") == true or VPOP3.GetSetting("x") == false then print(1) end
local found, value = VPOP3.GetSetting("Debug")
if found == "1" then print(1) end --> impossible-comparison: `local found, value = VPOP3.GetSetting(...)`
if value == "1" or value == nil or found then print(1) end
if value == 1 then print(1) end --> impossible-comparison: 'value' is a string, never a number: they are never equal; write "1" to compare texts, or use tonumber
if tonumber(value) == 1 then print(1) end
mode = VPOP3.GetUserSetting("ann", "Mode")
if mode == 2 then print(1) end --> impossible-comparison: write "2"
if mode == nil or mode == "2" then print(1) end
local later
if IPAddress == "" then later = VPOP3.GetSetting("Later") end
if later == 0 then print(1) end --> impossible-comparison: 'later' is true or false
if later == nil then print(1) end
local either = VPOP3.GetSetting("a")
either = os.time()
if either == "1" then print(1) end
local records, ok = VPOP3Net.GetDNSRecords("example.com", 15)
if records == false then print(1) end --> impossible-comparison: 'records' is a table or a number, never true or false: they are never equal; it gives several results: `local records, ok = VPOP3Net.GetDNSRecords(...)`, then compare `ok`
if ok == "true" then print(1) end --> impossible-comparison: ask for it alone
if records[1].MXPriority == "10" then print(1) end --> impossible-comparison: 'records[1].MXPriority' is a number
if records[1].Type == 15 then print(1) end --> impossible-comparison: 'records[1].Type' is a string
for _, record in ipairs(records) do
  if record.TTL == "60" then print(1) end --> impossible-comparison: write 60, without quotes
  if record.Value == "x" then print(1) end
end
local status, page = VPOP3Net.GetHTTP("http://example.com/")
if status and page.HTTPResult == "200" then print(1) end --> impossible-comparison: write 200, without quotes
if (VPOP3.GetUserList()) == "ann" then print(1) end --> impossible-comparison: is a table, never a string
if VPOP3.GetUserList()[1] == "ann" then print(1) end
if LocalClientAddress == 1 then print(1) end --> impossible-comparison: 'LocalClientAddress' is true or false, never a number
if MaxLineLength == 1000 or IPAddress == "127.0.0.1" then print(1) end
if MaxLineLength == "1000" then print(1) end --> impossible-comparison: without quotes
UseBATV = 1
if UseBATV == 1 then print(1) end
if os.getdirectory("x") == nil then print(1) end
function DoHELO(hostname, bRefuse, bEHLO)
  if bEHLO == 1 then return false, "" end --> impossible-comparison: 'bEHLO' is true or false
  if bRefuse == true or hostname == nil then return true, "" end
end
function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
  actions.Delete = 1
  if actions.Delete == 1 then return actions end
  if actions.Ignore == 0 then return actions end --> impossible-comparison: 'actions.Ignore' is true or false
  if size == "0" then return actions end --> impossible-comparison: 'size' is a number
  if mailfrom == 0 then return actions end --> impossible-comparison: 'mailfrom' is a string
  if #recipients == 1 and recipients[1] == "x" and subject == "" and mime == nil then return actions end
  for _, attachment in ipairs(attachments) do
    if attachment.Size == "1" then return actions end --> impossible-comparison: 'attachment.Size' is a number
  end
  return actions
end
for _, name in pairs(VPOP3.GetUserList()) do
  local user = name
  for i = 1, 3 do user = last or user; last = user end
  if name == 1 or user == 1 then print(1) end --> impossible-comparison: 'name' is a string
end
local seen = {}
for _, name in ipairs(VPOP3.GetUserList()) do seen[name] = true end
