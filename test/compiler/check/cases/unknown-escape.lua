print("c:\vpop3\dir\\x") --> unknown-escape: the escape \d only means 'd'
print(string.find("a", "^\.$")) --> unknown-escape: `%.` in a pattern
print([[c:\dir]], "\65\n\x41\z  \"")
print("c:\\ok", "\xfg") --> unknown-escape: the escape \x only means 'x'
