local function f(a)
  if a then
    return 1
  else
    return 2
  end
  print(a) --> unreachable-code: control leaves at line 2
end
while true do
  if f(1) then break end
  do break end
  f(2) --> unreachable-code: control leaves at line 11
end
local function g()
  error("no")
  return 1 --> unreachable-code
end
local function h(a)
  do return end
  print(a) --> unreachable-code
end
local function k(a)
  goto out
  ::again::
  print(a)
  ::out::
  if a then goto again end
end
local function m()
  while true do
    while true do break end
  end
  print(1) --> unreachable-code
end
return { f, g, h, k, m }
