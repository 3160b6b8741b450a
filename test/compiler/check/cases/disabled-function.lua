-- kind: smtpsvr
os.execute("dir") --> disabled-function: VPOP3 has no os.execute
local pipe = io["popen"]("dir") --> disabled-function: os.timedexecute
print(pipe, os.time())
