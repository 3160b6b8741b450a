/**
 * How many integer keys lie in which range, and how wide the array part is that they are worth.
 *
 * Governing text: `numusearray`, `numusehash` and `computesizes` in ltable.c of Lua 5.1.
 */
import type { Value } from "./value.ts";

/** Keys beyond this never lie in the array part (MAXASIZE). */
const MAX_ARRAY = 2 ** 26;

/** A number for each range of keys up to MAX_ARRAY: 1, 2, 3 and 4, 5 to 8, … Counts are copied from its beginning, as many as are needed. */
const NO_COUNTS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** What counts begin with. Nobody writes to it. */
const NONE: number[] = [];

/** Half of the places of an array part are in use: PUC Lua's rule. */
const HALF = 2;

export class KeyCounts {
  /** Of all keys, those without a range too. */
  total = 0;
  /** [i]: keys in (2^(i-1), 2^i] */
  #counts = NONE;

  /** Counts an integer that the table did not have; only positive ones can make the array part wider. */
  add(key: number): void {
    this.total++;
    if (key > 0 && key <= MAX_ARRAY) this.#count(rangeOf(key), 1);
  }

  /** Takes back what `add` did. */
  drop(key: number): void {
    this.total--;
    if (key > 0 && key <= MAX_ARRAY) this.#count(rangeOf(key), -1);
  }

  /** Adds the keys of the items up to `to`. */
  addItems(arr: readonly Value[], to: number): void {
    let i = 0;
    for (let range = 0, end = 1; i < to; end *= 2, range++) {
      let items = 0;
      for (const last = Math.min(end, to); i < last; i++) if (arr[i] !== undefined) items++;
      this.#addMany(range, items);
    }
  }

  /** Adds the keys 1 to `to`. */
  addAll(to: number): void {
    for (let range = 0, from = 0, end = 1; from < to; range++, from = end, end *= 2)
      this.#addMany(range, Math.min(end, to) - from);
  }

  #addMany(range: number, keys: number): void {
    this.total += keys;
    if (keys > 0 && range < NO_COUNTS.length) this.#count(range, keys);
  }

  #count(range: number, keys: number): void {
    if (range >= this.#counts.length) this.#counts = [...this.#counts, ...NO_COUNTS.slice(this.#counts.length, range + 1)];
    this.#counts[range] = (this.#counts[range] ?? 0) + keys;
  }

  /** The largest power of two of which more than one place in `thin` is in use as key, and how many keys that are. */
  arrayPart(thin = HALF): { readonly width: number; readonly inside: number } {
    let width = 0;
    let inside = 0;
    let sum = 0;
    for (let i = 0, size = 1; i < this.#counts.length; i++, size *= 2) {
      sum += this.#counts[i] ?? 0;
      if (sum * thin <= size) continue;
      width = size;
      inside = sum;
    }
    return { width, inside };
  }
}

function rangeOf(key: number): number {
  return key === 1 ? 0 : 32 - Math.clz32(key - 1);
}

/** The least power of two that is not less than `n`; 0 for 0. */
export function powerOfTwo(n: number): number {
  return n < 2 ? n : ((1 << (31 - Math.clz32(n - 1))) >>> 0) * 2;
}
