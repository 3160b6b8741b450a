-- Runs one bench program in PUC Lua or LuaJIT: program size runs -> result and seconds of the best run.
dofile(arg[1])
local size, runs = tonumber(arg[2]), tonumber(arg[3])
local best, result
for i = 1, runs do
  pcall(collectgarbage) -- fengari has none
  local start = os.clock()
  result = bench(size)
  local took = os.clock() - start
  if not best or took < best then best = took end
end
print(tostring(result), best)
