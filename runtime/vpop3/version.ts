/** Versions of VPOP3, which say since when a hook or a function exists. */
import type { Version } from "./contract-types.ts";

/** Orders versions: below 0 if `a` is older than `b`. A release letter is newer than none (`2.1.0` < `2.1.0a` < `2.1.0b`). */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  for (let i = 0; i < Math.max(left.numbers.length, right.numbers.length); i++) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.letter < right.letter ? -1 : left.letter > right.letter ? 1 : 0;
}

/** What a VPOP3 version looks like: numbers with dots and perhaps a release letter (`8.7`, `3.0.0L`). */
export const VERSION_FORM = /^v?([0-9]+(?:\.[0-9]+)*)([a-zA-Z]?)$/;

function versionParts(version: Version): { readonly numbers: readonly number[]; readonly letter: string } {
  const match = VERSION_FORM.exec(version);
  if (match === null)
    throw new RangeError(`version: expected numbers with dots and perhaps a letter (8.7, 3.0.0L), found "${version}"`);
  const [, numbers = "", letter = ""] = match;
  return { numbers: numbers.split(".").map(Number), letter: letter.toLowerCase() };
}
