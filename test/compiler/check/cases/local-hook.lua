-- kind: smtpsvr
local function DoNOOP() --> local-hook: remove `local`
  return ""
end
local DoRSET = function() return DoNOOP() end --> local-hook: VPOP3 never calls 'DoRSET': it is local
local DoQUIT = 1
function DoHELP(helpText)
  return helpText .. DoRSET() .. DoQUIT
end
