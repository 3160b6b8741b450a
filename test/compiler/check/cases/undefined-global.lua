-- kind: smtpsvr
count = 0
function DoNOOP()
  count = count + 1
  local text = strng.format("%d", count) --> undefined-global: did you mean 'string.format'?
  if IPAdress == "1.2.3.4" then text = "" end --> undefined-global: did you mean 'IPAddress'?
  if not AuthenticatedUsr then text = "" end --> undefined-global: did you mean 'AuthenticatedUser'?
  text = ForceDisconect and "421" or text --> undefined-global: did you mean 'ForceDisconnect'?
  if Debug then text = "" end
  if type(Extra) == "function" then text = "" end
  if Other == nil then text = "" end
  return text .. IPAddress .. zzzzqqq --> undefined-global: undefined global 'zzzzqqq'
end
_G.shared = 1
print(shared)
