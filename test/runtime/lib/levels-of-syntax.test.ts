/** What `load` compiles has so many levels of syntax less as there are calls between C and Lua around it (`nCcalls` in ldo.c and lparser.c). */
import { expect, test } from "vitest";
import { runReal } from "../../lua/oracle.ts";
import { runLua } from "../run-lua.ts";

/** What is left in each place, compared with the main chunk; a text that was taken there before is refused elsewhere. */
const PROGRAM = `
local function levels()
  for n = 180, 205 do
    local f, message = (loadstring or load)("x = " .. ("("):rep(n) .. "1" .. (")"):rep(n), "=levels")
    if not f then return n, message end
  end
end
local most = levels()
local function fewer(...)
  local n = select("#", ...)
  for i = 1, n do
    local v = select(i, ...)
    if type(v) == "number" then return most - v, (select(n, ...)) end
  end
end
print(fewer(pcall(levels)))
print(fewer(pcall(pcall, levels)))
print(fewer(coroutine.wrap(levels)()))
print(fewer(coroutine.wrap(function() return pcall(levels) end)()))
table.sort({1, 2}, function() print(fewer(levels())) end)
print(fewer(setmetatable({}, {__index = levels}).x))
`;

test.each(["5.1", "5.2"] as const)("in Lua %s", async (dialect) => {
  expect((await runLua(PROGRAM, { dialect })).text).toBe(runReal(dialect, PROGRAM).stdout);
});
