-- kind: smtpsvr
function string.trim(s)
  return (string.gsub(s, "^%s+", ""))
end
print(string.trim("a"), string.gmtach("a", "b")) --> unknown-library-function: did you mean 'string.gmatch'?
print(VPOP3.GetSeting("a")) --> unknown-library-function: did you mean 'VPOP3.GetSetting'?
print(table.getn({}), math.mod(3, 2), string.gfind("a", "a"), bit32.band(1, 2))
local join, split = string.join or table.concat, trim or string.split
if table.keys ~= nil and string.rfind then print(string.join, string.split, table.keys({}), string.rfind("a", "a")) end
print(join, split, table.values({})) --> unknown-library-function: 'table' has no field 'values'
