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
