-- kind: relayout, misplaced: relayout.lua
local sizes = {} --> misplaced-script: VPOP3 calls relayout.lua in the scripts folder only
function CheckFile(filename, actions, size, creationTime, returnPath, recipients, headerData, headerLines)
  sizes[filename] = true
  return actions
end
