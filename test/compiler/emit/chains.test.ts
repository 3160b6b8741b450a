/** Chains and lists of thousands of parts, which Lua compiles without a limit. */
import { expect, test } from "vitest";
import { runLua } from "../../runtime/run-lua.ts";

function chain(part: string, operator: string, count: number): string {
  return Array.from({ length: count }, () => part).join(operator);
}

const CASES: readonly (readonly [what: string, source: string, printed: string])[] = [
  ["additions", `local x = 1 print(${chain("x", " + ", 50_000)})`, "50000"],
  ["subtractions, in their order", `local x = 1 print(${chain("x", " - ", 10_001)})`, "-9999"],
  ["a conjunction", `local x = 1 print(${chain("x", " and ", 50_000)} and 2)`, "2"],
  ["a condition", `local x = 1 if ${chain("x == 2", " or ", 20_000)} or x then print("yes") end`, "yes"],
  ["comparisons", `local x = 1 print(${chain("x", " == ", 5_001)})`, "false"],
  [
    "calls that are added",
    `local n = 0 local function f() n = n + 1 return n end print(${chain("f()", " + ", 2_000)})`,
    "2001000",
  ],
  ["global calls that are added", `n = 0 function f() n = n + 1 return n end print(${chain("f()", " + ", 2_000)})`, "2001000"],
  [
    "calls in a conjunction",
    `n = 0 function f() n = n + 1 return n < 1500 end print(${chain("f()", " and ", 2_000)}, n)`,
    "false\t1500",
  ],
  ["indices", `local t = {} t.a = t print(t${".a".repeat(20_000)} == t)`, "true"],
  ["calls of what calls give", `local f function f() return f end print(f${"()".repeat(2_000)} == f)`, "true"],
  ["methods", `n = 0 t = {} function t:m() n = n + 1 return self end print(t${":m()".repeat(2_000)} == t, n)`, "true\t2000"],
  ["items of a list", `local t = {${chain('"x"', ",", 50_000)}} print(#t)`, "50000"],
  ["tables in a list", `local t = {${chain("{1}", ",", 20_000)}} print(#t, t[20000][1])`, "20000\t1"],
];

test.each(CASES)("%s by the thousand", async (_what, source, printed) => {
  expect((await runLua(source)).text).toBe(`${printed}\n`);
  expect((await runLua(source, { everyCallSuspends: true })).text).toBe(`${printed}\n`);
});
