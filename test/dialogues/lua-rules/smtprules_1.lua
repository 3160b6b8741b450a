function Start(data, size, stage, mods, name) print("Start " .. stage .. " " .. name) return 0 end
function Big(data, size, stage, mods, name)
  print("Big " .. stage .. " " .. name .. " " .. size)
  if size > 100 then return 2, 3, "big one", "too big for us" end
end
