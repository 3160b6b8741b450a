/** Expressions of JavaScript that tell whether a byte is in a set: a few comparisons are quicker than a look into a table. */
import { type CharSet, runsOf } from "./char-set.ts";

type Run = readonly [from: number, to: number];

/** For the byte `c`, a variable or a call without effects; may use the variable `b`. Undefined where a table is quicker. */
export function byteTest(set: CharSet, c: string): string | undefined {
  const runs = runsOf(set);
  const [one, two] = runs;
  if (one === undefined) return "false";
  if (two === undefined) return inRun(one, c);
  if (runs.length === 2 && one[0] === 0 && two[1] === 255) return `!(${inRun([one[1] + 1, two[0] - 1], c)})`;
  if (runs.length === 2) return differByOneBit(one, two, c) ?? `(${inRun(one, `(b = ${c})`)} || ${inRun(two, "b")})`;
  const gaps = gapsOf(runs);
  if (gaps.length === 2) return `(${gaps.map((gap, i) => `!(${inRun(gap, i === 0 ? `(b = ${c})` : "b")})`).join(" && ")})`;
  return undefined;
}

/** A test of the byte `c`, an expression that stands once in it. */
function inRun([from, to]: Run, c: string): string {
  if (from === to) return `${c} === ${from}`;
  if (from === 0) return `${c} <= ${to}`;
  if (to === 255) return `${c} >= ${from}`;
  return `(${c} - ${from} >>> 0) <= ${to - from}`;
}

/** Letters in both cases, and the like. */
function differByOneBit([from, to]: Run, [otherFrom, otherTo]: Run, c: string): string | undefined {
  const bit = otherFrom - from;
  if (otherTo - to !== bit || (bit & (bit - 1)) !== 0 || ((from ^ to) & bit) !== 0 || (from & bit) !== 0) return undefined;
  return inRun([otherFrom, otherTo], `(${c} | ${bit})`);
}

/** The runs of bytes between these and around them. */
function gapsOf(runs: readonly Run[]): Run[] {
  const gaps: Run[] = [];
  let from = 0;
  for (const [first, last] of runs) {
    if (first > from) gaps.push([from, first - 1]);
    from = last + 1;
  }
  if (from <= 255) gaps.push([from, 255]);
  return gaps;
}
