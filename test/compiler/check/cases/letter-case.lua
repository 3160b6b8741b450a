-- kind: smtpsvr
local limit = 10
function DoMAILFROM(data, mailFrom, params, spf, authSender)
  if MailFrom == "x" then return params, "550 no" end --> undefined-global: did you mean 'mailFrom'?
  if AuthSender then return params, "550 no" end --> undefined-global: did you mean 'authSender'?
  local Domain = string.match(mailFrom, "@(.*)$")
  print(Domain)
  local function tell(Word) print(Word) return word .. domain end --> undefined-global: did you mean 'Word'? --> undefined-global: did you mean 'Domain'?
  if #data > Limit then return params, tell(spf) end --> undefined-global: did you mean 'limit'?
  return params, authSender
end
print(mailfrom, limit) --> undefined-global: undefined global 'mailfrom'
print(vpop3.getsetting("x")) --> undefined-global: did you mean 'VPOP3.GetSetting'?
print(vpop3["GetSetting"]("x")) --> undefined-global: did you mean 'VPOP3.GetSetting'?
print(vpop3net.lookup("x")) --> undefined-global: did you mean 'VPOP3Net'?
print(VPOP3.getsetting("x"), STRING.Lower("x")) --> unknown-library-function: did you mean 'VPOP3.GetSetting'? --> undefined-global: did you mean 'string.lower'?
local ok, page = VPOP3Net.GetHTTP("http://example.com/")
if ok and page.httpresult == 200 then print(page.Body) end --> unknown-field: VPOP3 knows no 'httpresult' in page; did you mean 'HTTPResult'?
print((VPOP3Net.GetDNSRecords("example.com", 1))[1].value) --> unknown-field: did you mean 'Value'?
function ProcessMessage(mailfrom, subject, recipients, actions, mime, size, attachments)
  actions.delete = true --> unknown-field: did you mean 'Delete'?
  for _, attachment in ipairs(attachments) do
    if attachment.name == mailfrom then return actions end --> unknown-field: VPOP3 knows no 'name' in attachment; did you mean 'Name'?
  end
  local first = mime[1]
  if first.contenttype == subject and size > #recipients then return actions end --> unknown-field: did you mean 'ContentType'?
  return actions
end
