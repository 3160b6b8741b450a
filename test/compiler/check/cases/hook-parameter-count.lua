-- kind: smtpsvr
function DoRCPTTO(data, recipient, parameters, recipients, extra) --> hook-parameter-count: 'DoRCPTTO' gets 4 parameters, not 5; the others are always nil
  return parameters, ""
end
function DoHELO(hostname) --> hook-parameter-count: VPOP3 calls DoHELO(
  return false, ""
end
function DoMAILFROM(...)
  return {}, ""
end
function End() end
