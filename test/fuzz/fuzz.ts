/**
 * `npm run fuzz -- --minutes 5 [--seed n] [--version 5.1]`: random programs here and in real Lua until the time is up. Prints each
 * counterexample, shrunk, with the seed that leads to it, and ends with 1 if there was one.
 */
import { parseArgs } from "node:util";
import fc from "fast-check";
import { described, differenceOf, VERSIONS } from "./compare.ts";

const RUNS_PER_SEED = 100;

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "1" }, seed: { type: "string" }, version: { type: "string" } },
});
const end = Date.now() + Number(values.minutes) * 60_000;
const versions = VERSIONS.filter((version) => values.version === undefined || version === values.version);
let seed = values.seed === undefined ? Date.now() % 1_000_000_000 : Number(values.seed);
if (Number.isNaN(end) || Number.isNaN(seed) || versions.length === 0) {
  throw new Error("usage: npm run fuzz -- [--minutes n] [--seed n] [--version 5.0|5.1|5.2]");
}
let programs = 0;
let found = 0;
do {
  for (const version of versions) {
    for (const suspended of [false, true]) {
      const outcome = await fc.check(
        fc.asyncProperty(fc.array(fc.nat(999), { minLength: 20, maxLength: 600, size: "max" }), async (tape) => {
          programs++;
          return (await differenceOf(tape, version, suspended)) === undefined;
        }),
        { numRuns: RUNS_PER_SEED, seed, endOnFailure: false, interruptAfterTimeLimit: Math.max(1000, end - Date.now()) },
      );
      const [tape] = outcome.counterexample ?? [];
      if (tape === undefined) continue;
      found++;
      const difference = await differenceOf(tape, version, suspended);
      if (difference !== undefined) console.log(`seed ${seed}\n${described(difference)}\n`);
    }
  }
  seed++;
} while (Date.now() < end);
console.log(`${programs} programs, ${found} counterexamples; the next seed is ${seed}`);
process.exitCode = found === 0 ? 0 : 1;
