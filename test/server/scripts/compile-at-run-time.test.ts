/** A chunk is compiled in the form that it is to run in, and in the other one if its environment changes before. */
import { expect, test } from "vitest";
import { GlobalTable } from "../../../runtime/globals.ts";
import { LuaTable } from "../../../runtime/table.ts";
import { compileAtRunTime } from "../../../server/scripts/compile-at-run-time.ts";

const TEXT = "x = 1 for i = 1, 3 do y = f(x, y) end\n".repeat(50);

/** The steps of compiling the text and making its main function. */
function stepsOf(ownEnvironment: boolean, environment: LuaTable): number {
  let steps = 0;
  const spend = (more: number): void => {
    steps += more;
  };
  const outcome = compileAtRunTime()({ text: TEXT, chunkName: "=x", dialect: "5.2", ownEnvironment, spend });
  if (outcome.kind === "refused") throw new Error(outcome.message);
  outcome.instantiate(environment);
  return steps;
}

test("a text that is loaded with an environment of its own is compiled for that alone", () => {
  const both = stepsOf(false, new LuaTable());
  expect(stepsOf(true, new LuaTable())).toBeLessThan(0.9 * both);
  expect(stepsOf(true, new GlobalTable())).toBeGreaterThan(0.9 * both);
  expect(stepsOf(false, new GlobalTable())).toBeLessThan(0.9 * both);
});
