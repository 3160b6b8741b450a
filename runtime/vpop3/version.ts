/** Versions of VPOP3, which say since when a hook or a function exists. */
import { BASE, type Version } from "./contract-types.ts";

/** Orders versions: below 0 if `a` is older than `b`. A release letter is newer than none (`2.1.0` < `2.1.0a` < `2.1.0b`). */
export function compareVersions(a: Version, b: Version): number {
  const [left, right] = [versionParts(a), versionParts(b)];
  for (let i = 0; i < Math.max(left.numbers.length, right.numbers.length); i++) {
    const difference = (left.numbers[i] ?? 0) - (right.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.letter < right.letter ? -1 : left.letter > right.letter ? 1 : 0;
}

/** Whether `version` does not have yet what came with `since`; without versions nothing is too new. */
export function isNewer(since: Version | undefined, version: Version | undefined): boolean {
  return since !== undefined && version !== undefined && compareVersions(since, version) > 0;
}

/** The newest VPOP3 of which the contract tells anything. */
export const NEWEST: Version = "8.8";

/** Versions that scripts can be checked against, for who gave another. */
export const KNOWN_VERSIONS = `a version from ${BASE} (the first with Lua) to ${NEWEST} (the newest known here)`;

/** Whether `text` is one of `KNOWN_VERSIONS`. */
export function isKnownVersion(text: string): boolean {
  return VERSION_FORM.test(text) && compareVersions(text, BASE) >= 0 && compareVersions(text, NEWEST) <= 0;
}

/** What a version looks like: numbers with dots and perhaps a release letter (`8.7`, `3.0.0L`). */
export const VERSION_FORM = /^v?([0-9]+(?:\.[0-9]+)*)([a-zA-Z]?)$/;

function versionParts(version: Version): { readonly numbers: readonly number[]; readonly letter: string } {
  const match = VERSION_FORM.exec(version);
  if (match === null)
    throw new RangeError(`version: expected numbers with dots and perhaps a letter (8.7, 3.0.0L), found "${version}"`);
  const [, numbers = "", letter = ""] = match;
  return { numbers: numbers.split(".").map(Number), letter: letter.toLowerCase() };
}
