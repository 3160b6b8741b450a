-- kind: smtpsvr
dofile("common.lua")
print(helper) --> undefined-global: undefined global 'helper'
