-- kind: relayout
function CheckFile(filename, actions, size, creationTime, returnPath, recipients, headerData, headerLines) --> lost-actions: end it with `return actions`
  actions.SkipSnd = 1 --> unknown-field: did you mean 'SkipSend'?
  actions["Priority"] = 10
end
senderid = 5 --> read-only-global: VPOP3 never reads 'senderid' back
