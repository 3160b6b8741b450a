/**
 * Sets of bytes: what a single item of a pattern matches (`x`, `.`, `%a`, `[set]`), exactly as C's `isalpha` … in the C locale.
 *
 * A set is eight 32-bit words, bit c & 31 of word c >> 5 for byte c: cheap to build and to compare while a pattern is translated.
 *
 * Governing text: Lua 5.2 manual §6.4.1 "Character Class".
 */

export type CharSet = readonly number[];

const WORDS = 8;

/** True if byte `c` is in the set. */
export function contains(set: CharSet, c: number): boolean {
  return (((set[c >> 5] ?? 0) >>> (c & 31)) & 1) === 1;
}

/** The set of the bytes for which `test` holds. */
export function setOf(test: (c: number) => boolean): CharSet {
  const words = new Array<number>(WORDS).fill(0);
  for (let c = 0; c < 256; c++) if (test(c)) words[c >> 5] = (words[c >> 5] ?? 0) | (1 << (c & 31));
  return words;
}

export const ALL: CharSet = Object.freeze([-1, -1, -1, -1, -1, -1, -1, -1]);
export const NOTHING: CharSet = Object.freeze([0, 0, 0, 0, 0, 0, 0, 0]);

/** The set of one byte. */
export function only(c: number): CharSet {
  const words = new Array<number>(WORDS).fill(0);
  words[c >> 5] = 1 << (c & 31);
  return words;
}

/** The bytes that are in either. */
export function union(a: CharSet, b: CharSet): CharSet {
  return a.map((word, i) => word | (b[i] ?? 0));
}

/** The bytes that are in both. */
export function intersection(a: CharSet, b: CharSet): CharSet {
  return a.map((word, i) => word & (b[i] ?? 0));
}

/** All other bytes of 0 to 255: `[^set]`. */
export function complement(a: CharSet): CharSet {
  return a.map((word) => ~word);
}

/** True if no byte is in both. */
export function disjoint(a: CharSet, b: CharSet): boolean {
  return a.every((word, i) => (word & (b[i] ?? 0)) === 0);
}

/** True for the set of `.`: any byte matches. */
export function isAll(a: CharSet): boolean {
  return a.every((word) => word === -1);
}

/** The members as runs of neighbours, `[first, last]` each, ascending. */
export function runsOf(set: CharSet): [number, number][] {
  const runs: [number, number][] = [];
  for (let c = 0; c < 256; c++) {
    if (set[c >> 5] === 0) {
      c |= 31;
      continue;
    }
    if (!contains(set, c)) continue;
    const last = runs[runs.length - 1];
    if (last !== undefined && last[1] === c - 1) last[1] = c;
    else runs.push([c, c]);
  }
  return runs;
}

/** `table[c]` is 1 for the bytes in the set, else 0. */
export function byteTable(set: CharSet): Uint8Array {
  const table = new Uint8Array(256);
  for (const [from, to] of runsOf(set)) table.fill(1, from, to + 1);
  return table;
}

/** A set from runs of characters written in a string: `range("azAZ")` is a–z and A–Z. */
function range(ends: string): CharSet {
  return setOf((c) => {
    for (let i = 0; i < ends.length; i += 2) if (c >= ends.charCodeAt(i) && c <= ends.charCodeAt(i + 1)) return true;
    return false;
  });
}

/** The classes by their lower-case letter. `z` (the zero byte) is 5.0's and 5.1's, still understood by 5.2; `g` came with 5.2. */
const CLASSES: Readonly<Record<string, string>> = Object.freeze({
  a: "azAZ",
  c: "\x00\x1f\x7f\x7f",
  d: "09",
  g: "!~",
  l: "az",
  p: "!/:@[`{~",
  s: "\t\r  ",
  u: "AZ",
  w: "09azAZ",
  x: "09afAF",
  z: "\x00\x00",
});

/** What `%` followed by byte `c` matches; `graph` says whether `%g` is a class. */
export function classSet(c: number, graph: boolean): CharSet {
  const letter = c | 32;
  const isLetter = letter >= 97 && letter <= 122;
  const runs = isLetter ? CLASSES[String.fromCharCode(letter)] : undefined;
  if (runs === undefined || (letter === 103 && !graph)) return only(c);
  const set = range(runs);
  return c === letter ? set : complement(set);
}
