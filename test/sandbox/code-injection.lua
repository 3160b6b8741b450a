-- Text that would end a comment, a string or a template of the emitted code. Not UTF-8 here: \226\128\168 is U+2028.
-- */ process.exit(1) /* ${process.exit(1)} `process.exit(1)` --> <!-- <script> // \u2028 process.exit(1)
-- expect: prints
--[[ */ process.exit(1); /* ]] --[==[
*/ throw new Error("out"); /*
// throw new Error("out")
]==]
local quote = "\"; process.exit(1); \"" .. '\'; process.exit(1); \'' .. [[`${process.exit(1)}`]] .. "\\\"; process.exit(1)//"
local breaks = "\226\128\168 process.exit(1) \226\128\169 \r process.exit(1) \n process.exit(1) \0 \11 \12 \133"
assert(#breaks == 61 or #breaks > 50)
local t = {["\"]; process.exit(1); //"] = 1, ["\226\128\168"] = 2, ["a\nb"] = 3, ["*/"] = 4, ["`"] = 5, ["\\"] = 6, ["]"] = 7}
assert(t["\"]; process.exit(1); //"] + t["\226\128\168"] + t["a\nb"] + t["*/"] + t["`"] + t["\\"] + t["]"] == 28)
local ok, e = pcall(function() local x = t["\"); process.exit(1); //"].y end)
assert(not ok and e:find("process.exit", 1, true) == nil or not ok)
local f = assert(load("return 1", "=*/ process.exit(1); //\n\226\128\168process.exit(1)"))
assert(f() == 1)
f = assert(load("error('x')", "@\"); process.exit(1); //\n`"))
assert(not pcall(f))
f = assert(load("-- \226\128\168 process.exit(1)\r-- \226\128\169 process.exit(1)\n\rreturn '\226\128\168'"))
assert(f() == "\226\128\168")
f = assert(load("local a = 1 -- \238\128\128 1,1 \238\128\129 \238\128\131 \238\128\132\nreturn '\238\128\128 9,9 \238\128\129', a --\238\128\144 0"))
assert(f() == "\238\128\128 9,9 \238\128\129")
f = assert(load("return '\\u2028' == 'u2028' or true, [[\r\n]], '\\\r\n', \"</script>\", '\\x3c!--'"  ) or load("return true"))
assert(f())
for byte = 0, 255 do
  local c = string.char(byte)
  local g = load("return " .. string.format("%q", "a" .. c .. "b"))
  assert(g and g() == "a" .. c .. "b", byte)
  load("local x = 1 --" .. c .. " process.exit(1)\nreturn x")
  load("--[[" .. c .. " process.exit(1)]] return 1")
  load("return x" .. c .. "process")
  load("goto a" .. c .. " ::a" .. c .. "::")
end
local h = load("#! */ process.exit(1)\nreturn 1")
print("held")
