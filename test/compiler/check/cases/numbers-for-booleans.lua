-- kind: mxout
function ServerDetails(parameters, lines, actions)
  if actions.forceTLS == 1 or actions.verifyCert == 0 then return actions end
  if actions.tryTLS == 1 then return actions end --> impossible-comparison: 'actions.tryTLS' is true or false
  return actions
end
