-- kind: smtpsvr, version: 4.0
function DoVRFY(recipients, current) --> newer-api: the hook DoVRFY needs VPOP3 5.0; configured is 4.0
  return current
end
function DoMAILFROM(data, mailFrom, parameters, spfResult, authSender) --> newer-api: the parameter spfResult needs VPOP3 5.0
  if spfResult == "fail" then return parameters, "550 No" end
  if AuthenticatedUser ~= "" then return parameters, "" end --> newer-api: the global AuthenticatedUser needs VPOP3 5.0
  return parameters, ""
end
