import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { described, differenceOf, VERSIONS } from "./compare.ts";

const RUNS = 60;

describe.each(VERSIONS)("random programs do what they do in Lua %s", (version) => {
  test.each([false, true])("with every call suspended: %s", async (suspended) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(999), { minLength: 20, maxLength: 400, size: "max" }), async (tape) => {
        const difference = await differenceOf(tape, version, suspended);
        expect(difference === undefined ? "" : described(difference)).toBe("");
      }),
      { numRuns: RUNS, seed: 20_260_101 },
    );
  });
});
