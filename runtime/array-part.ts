/**
 * The array part of a table: its end, and its room. Ours is as long as its last item; PUC Lua's is as wide as the constructor made it, or the next
 * power of two, which decides what `#` finds in a list with nils.
 */
import { Shape } from "./table-shape.ts";
import type { Value } from "./value.ts";

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

/** Takes the nils off the end. */
export function trim(items: Value[]): void {
  // A shorter `length` would make V8 copy the items into a smaller array.
  while (items.length > 0 && items[items.length - 1] === undefined) items.pop();
}

/**
 * How wide PUC Lua's array part would be. A number: there are no nils between the items, and no integers in the hash; twice the width, which counts
 * if it is more than there are items, plus 1 if it is known that there are no nils (a constructor may have written some). A `Shape`: there are some.
 */
export type Room = number | Shape;

/** No width, no nils. */
export const NO_ROOM: Room = 1;

const MAX_WIDTH = 2 ** 28;

/** The room of an array part without nils. */
export function denseRoom(width: number): Room {
  return Math.min(width, MAX_WIDTH) * 2 + 1;
}

/** True if the array part may have had a place for `key`. */
export function hasRoom(room: Room, key: number): boolean {
  return room instanceof Shape ? room.mayHaveHeld(key) : key <= room >> 1;
}
