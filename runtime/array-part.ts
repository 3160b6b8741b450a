/**
 * The array part of a table: how wide it becomes, its end, and its border where there are nils between the items.
 *
 * PUC Lua finds a border by halving its array part, so where there are several, its size decides which one it is. Ours is as long as its last
 * item; PUC Lua's is as wide as the constructor made it, or the next power of two. That width is told by `Room` from the first nil on.
 *
 * Governing text: Lua 5.1 manual §2.5.5; `luaH_getn`, `rehash` in ltable.c.
 */
import { type Hash, isPositiveInteger } from "./hash.ts";
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

/** Array parts do not grow beyond this through `widen` (PUC Lua's MAXASIZE is 2^26). */
const MAX_ARRAY = 2 ** 26;

/**
 * The array part of tables without items, so that emitted code finds one in every table. It is shared by all and stays empty: whoever adds an
 * item makes an array first. Neither frozen nor of another elements kind than lists of mixed values: V8 would tell the two apart at
 * each read (binary-trees took 1.5 times as long).
 */
export const NO_ITEMS: Value[] = emptied([undefined]);

function emptied(items: Value[]): Value[] {
  items.length = 0;
  return items;
}

/** The largest power of two of which more than half is in use as keys. */
export function arrayWidth(arr: readonly Value[], keys: readonly Value[]): number {
  passOver(arr.length + keys.length);
  // counts[i]: keys in (2^(i-1), 2^i]
  const counts: number[] = [];
  const count = (key: number) => {
    const slot = key === 1 ? 0 : 32 - Math.clz32(key - 1);
    counts[slot] = (counts[slot] ?? 0) + 1;
  };
  for (let i = 0; i < arr.length; i++) if (arr[i] !== undefined) count(i + 1);
  for (const key of keys) if (isPositiveInteger(key) && key <= MAX_ARRAY) count(key);
  let width = 0;
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    sum += counts[i] ?? 0;
    if (sum > 2 ** i / 2) width = 2 ** i;
  }
  return width;
}

/** Takes the nils off the end. */
export function trim(items: Value[]): void {
  // A shorter `length` would make V8 copy the items into a smaller array.
  while (items.length > 0 && items[items.length - 1] === undefined) items.pop();
}

/**
 * How wide PUC Lua's array part would be. A number: there are no nils between the items; twice the width, which counts if it is more than there are
 * items, plus 1 if it is known that there are no nils (a constructor may have written some). `Sparse`: there are some.
 */
export type Room = number | Sparse;

/** No width, no nils. */
export const NO_ROOM: Room = 1;

/** An array part with nils between its items. */
export class Sparse {
  /** PUC Lua's `sizearray`. */
  #width: number;
  /** The greatest length at which PUC Lua's hash part has room for the items that the array part has none for. */
  #full: number;

  constructor(width: number) {
    this.#width = width;
    this.#full = width;
  }

  /** `luaH_getn` */
  border(arr: readonly Value[], hash: Hash | undefined): number {
    if (arr.length > this.#full) this.#recount(arr, hash);
    const width = this.#width;
    if (width > 0 && arr[width - 1] === undefined) return between(0, width, (key) => arr[key - 1] !== undefined);
    const has = (key: number): boolean => (key <= arr.length ? arr[key - 1] : hash?.get(key)) !== undefined;
    let low = width;
    let high = width + 1;
    while (has(high)) {
      low = high;
      high *= 2;
    }
    return between(low, high, has);
  }

  /** Items were added that have no room. */
  #recount(arr: readonly Value[], hash: Hash | undefined): void {
    this.#width = arrayWidth(arr, hash?.keys ?? []);
    passOver(arr.length - this.#width);
    let outside = hash === undefined ? 0 : hash.keys.length - hash.dead;
    for (let i = this.#width; i < arr.length; i++) if (arr[i] !== undefined) outside++;
    this.#full = Math.max(this.#width, arr.length + powerOfTwo(outside) - outside);
  }
}

/** A border between a place that has an item (or 0) and one that has none, found by halving. */
function between(low: number, high: number, has: (key: number) => boolean): number {
  let from = low;
  let to = high;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (has(middle)) from = middle;
    else to = middle;
  }
  return from;
}

/** The least power of two that is not less than `n`; 0 for 0. */
function powerOfTwo(n: number): number {
  return n < 2 ? n : 2 ** (32 - Math.clz32(n - 1));
}

const MAX_WIDTH = 2 ** 28;

/** True if the array part may have had a place for `key`; one with nils may have been wider. */
export function hasRoom(room: Room, key: number): boolean {
  return typeof room !== "number" || key <= room >> 1;
}

/** The room of items that were written into `width` places. */
export function roomOf(arr: readonly Value[], width: number): Room {
  return arr.includes(undefined) ? new Sparse(width) : Math.min(width, MAX_WIDTH) * 2 + 1;
}

/** The room that counts when the item of `key` has just been taken out of `arr`. */
export function roomWithout(key: number, arr: readonly Value[], room: number): Room {
  const n = arr.length;
  const known = room >> 1;
  const width = n > known ? powerOfTwo(n) : known;
  if (key < n) return new Sparse(width);
  const dense = (room & 1) === 1 || arr.indexOf(undefined) === n - 1;
  return dense ? Math.min(width, MAX_WIDTH) * 2 + 1 : new Sparse(width);
}
