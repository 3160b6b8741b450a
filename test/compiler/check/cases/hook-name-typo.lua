-- kind: smtpsvr
function DoRcptTo(data, recipient, parameters, recipients) --> hook-name-typo: the hook is 'DoRCPTTO'
  return parameters, ""
end
function ProcesMessage(mailFrom, subject, recipients, actions) --> hook-name-typo: the hook is 'ProcessMessage'
  return actions, ""
end
function Send() return "" end
function DoNOOP() return Send() end
function helperOfMine() return "" end
function DoMAIL(data) return "550 " .. data end --> hook-name-typo: the hook is 'DoMAILFROM'
function DoData(recipients) return recipients[1] end --> hook-name-typo: the hook is 'DoDATA
function DoIt() return "" end
function Process() return "" end
function doHel() return "" end
function DoQUIT() return doHel() end
