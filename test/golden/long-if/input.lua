local kinds = {}
local function kindOf(name)
  local found
  if name == nil then found = "none"
  elseif is(name, 1) then found = kinds[1]
  elseif is(name, 2) then found = kinds[2]
  elseif is(name, 3) then found = kinds[3]
    return found
  elseif is(name, 4) then found = kinds[4]
  elseif is(name, 5) then found = kinds[5]
  elseif is(name, 6) then found = kinds[6]
  elseif is(name, 7) then found = kinds[7]
  elseif is(name, 8) then found = kinds[8]
  elseif is(name, 9) then found = kinds[9]
  elseif is(name, 10) then found = kinds[10]
  elseif is(name, 11) then found = kinds[11]
  elseif is(name, 12) then found = kinds[12]
  elseif is(name, 13) then found = kinds[13]
  elseif is(name, 14) then found = kinds[14]
  elseif is(name, 15) then found = kinds[15]
  elseif is(name, 16) then found = kinds[16]
  elseif is(name, 17) then found = kinds[17]
  else found = other(name)
  end
  return found
end
return kindOf
