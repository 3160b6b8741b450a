/**
 * The array part of a table: how wide it becomes, and its end.
 */
import { isPositiveInteger } from "./hash.ts";
import type { Value } from "./value.ts";

/** Array parts do not grow beyond this through `widen` (PUC Lua's MAXASIZE is 2^26). */
const MAX_ARRAY = 2 ** 26;

/** The largest power of two of which more than half is in use as keys. */
export function arrayWidth(arr: readonly Value[], keys: readonly Value[]): number {
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
