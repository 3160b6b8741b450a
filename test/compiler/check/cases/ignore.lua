-- kind: smtpsvr
-- moonpost: ignore-file unused-local (a file of examples)
local a = 1
print(undefinedOne) -- moonpost: ignore undefined-global
-- moonpost: ignore
-- another comment

print(undefinedTwo)
-- moonpost: ignore unused-local
print(undefinedThree) --> undefined-global
-- moonpost: ignore undefined-globals --> unknown-ignore-code: 'undefined-globals' to ignore; did you mean 'undefined-global'?
print(undefinedFour) --> undefined-global
print(undefinedFive) -- moonpost: ignore shadowed-local, undefined-global
--[[ moonpost: ignore undefined-global ]] print(undefinedSix)
