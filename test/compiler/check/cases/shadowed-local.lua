local x = 1
local function f(x) --> shadowed-local: 'x' hides the local of the same name of line 1
  return x
end
for x = 1, 2 do --> shadowed-local: hides the local
  f(x)
end
do
  local x = x
  print(x)
  local x = 2 --> shadowed-local: of line 9
  print(x)
end
local function m(...)
  local arg = { ... }
  for _, f in ipairs(arg) do --> shadowed-local: hides the local function
    print(f)
  end
end
m(x)
