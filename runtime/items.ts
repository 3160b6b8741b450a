/**
 * The items of a table as they come and go: what lies in the array, what in the hash, and what the table's room is told of it. Ours may be longer than
 * PUC Lua's array part: items that were appended lie in it wherever PUC Lua has them.
 */
import { denseRoom, NO_ITEMS, type Room, trim } from "./array-part.ts";
import { type Hash, isPositiveInteger } from "./hash.ts";
import { passOver } from "./pass-over.ts";
import { type Contents, KeyCounts, powerOfTwo, Shape } from "./table-shape.ts";
import type { Value } from "./value.ts";

/** What new array parts are copied from: V8 keeps numbers unboxed in copies of an empty array, whatever other copies hold. */
const FRESH: readonly Value[] = [];

/** What is written of a table. */
interface ItemTable extends Contents {
  arr: Value[];
  readonly hash: Hash | undefined;
  room: Room;
  set(key: Value, value: Value): void;
}

/** Adds the item that follows the last one. */
export function appendItem(table: ItemTable, value: Exclude<Value, undefined>): void {
  const { arr, hash } = table;
  const joins = hash !== undefined && hash.integers > 0;
  const at = joins ? hash.find(arr.length + 1) : -1;
  const shape = joins ? shapeOf(table) : undefined;
  shape?.sync(table);
  if (at >= 0) hash?.remove(at); // a tombstone
  if (arr === NO_ITEMS) {
    const items = FRESH.slice();
    items.push(value);
    table.arr = items;
  } else arr.push(value);
  if (shape === undefined) return;
  if (at < 0) shape.sync(table);
  gather(table);
}

/** Writes an item between others where there is nil. */
export function refillItem(table: ItemTable, arr: Value[], key: number, value: Exclude<Value, undefined>): void {
  const shape = shapeOf(table);
  shape.sync(table);
  arr[key - 1] = value;
  if (shape.filled(table, key)) widen(table, shape.width);
}

/** Takes an item out. */
export function dropItem(table: ItemTable, arr: Value[], key: number): void {
  const { room } = table;
  const last = key === arr.length;
  if (last && typeof room === "number" && ((room & 1) === 1 || !arr.includes(undefined))) {
    // a stack
    arr.pop();
    if ((room & 1) === 0 || key > room >> 1) table.room = denseRoom(key > room >> 1 ? powerOfTwo(key) : room >> 1);
    return;
  }
  const shape = shapeOf(table);
  shape.sync(table);
  if (arr[key - 1] === undefined) {
    addNil(table, key);
    return;
  }
  shape.dropped(key);
  arr[key - 1] = undefined;
  if (!last) return;
  trim(arr);
  shape.trimmed(table);
}

/** The shape of a table that gets nils between its items, or integers in its hash. */
export function shapeOf(table: ItemTable): Shape {
  const { room } = table;
  if (typeof room !== "number") return room;
  const shape = Shape.of(table, room >> 1, (room & 1) === 0);
  table.room = shape;
  return shape;
}

/** From so many integers on, an array that is filled to a quarter is better than a hash: every second number, say, or a sieve. */
const MANY = 64;
const THIN = 4;

/** Ours may be wider than PUC Lua's array part: keys that were taken out count, too, so that a queue lies in an array; and it may be thinner. */
export function usefulWidth(table: ItemTable, hash: Hash): number {
  const keys = new KeyCounts();
  keys.addItems(table.arr, 0, table.arr.length);
  let integers = keys.total;
  let last = table.arr.length;
  for (const key of hash.keys) {
    keys.add(key);
    if (!isPositiveInteger(key)) continue;
    integers++;
    if (key > last) last = key;
  }
  passOver(keys.total);
  return integers >= MANY && last <= integers * THIN ? last : keys.arrayPart().width;
}

/** How many places a thin list grows by at most for one item. */
const GAP = 8;

/** True if an item may be written behind the end, with nils before it: a list that is thin already goes on so. */
export function isNear(table: ItemTable, key: number): boolean {
  const n = table.arr.length;
  return n >= MANY && key <= n + GAP && (table.hash === undefined || table.hash.integers === 0);
}

/** Writes such an item. */
export function placeNear(table: ItemTable, shape: Shape, key: number, value: Exclude<Value, undefined>): void {
  const { arr } = table;
  while (arr.length < key - 1) arr.push(undefined);
  arr.push(value);
  shape.settle(table);
  if (shape.filled(table, key)) widen(table, shape.width);
}

/** Writes nil to a key that is not there. */
export function addNil(table: ItemTable, key: number): void {
  const shape = shapeOf(table);
  if (shape.addedNil(table, key)) widen(table, shape.width);
}

/** True if there may be nils between the items, or integers in the hash. */
export function isIrregular(table: ItemTable): boolean {
  const { arr, room } = table;
  return typeof room !== "number" || ((room & 1) === 0 && arr.includes(undefined));
}

/** Writes an item behind the end, where PUC Lua's array part has a place for it. */
export function extendItems(table: ItemTable, shape: Shape, key: number, value: Value): void {
  widen(table, shape.width);
  const arr = table.arr === NO_ITEMS ? FRESH.slice() : table.arr;
  while (arr.length < key) arr.push(undefined);
  arr[key - 1] = value;
  table.arr = arr;
  shape.settle(table);
  gather(table);
}

/** Moves the keys that follow the array part out of the hash. */
function gather(table: ItemTable): void {
  const { arr, hash, room } = table;
  if (arr === NO_ITEMS || hash === undefined) return;
  for (;;) {
    const at = hash.find(arr.length + 1);
    const value = at < 0 ? undefined : hash.values[at];
    if (value === undefined) break;
    arr.push(value);
    hash.remove(at);
  }
  if (typeof room !== "number") room.settle(table);
}

/** Moves the keys for which the array part has become wide enough out of the hash. */
export function widen(table: ItemTable, width: number): void {
  const { hash } = table;
  if (hash === undefined || hash.integers === 0 || width <= table.arr.length) return;
  const arr = table.arr === NO_ITEMS ? FRESH.slice() : table.arr;
  const moved: number[] = [];
  let last = arr.length;
  for (let at = 0; at < hash.keys.length; at++) {
    const key = hash.keys[at];
    if (!isPositiveInteger(key) || key > width) continue;
    moved.push(at);
    if (key > last && hash.values[at] !== undefined) last = key;
  }
  if (moved.length === 0) return;
  for (let i = arr.length; i < last; i++) arr.push(undefined);
  for (const at of moved) {
    const key = hash.keys[at];
    const value = hash.values[at];
    if (value !== undefined && typeof key === "number") arr[key - 1] = value;
    hash.remove(at);
  }
  if (last === 0) return;
  table.arr = arr;
  gather(table);
}

/** The length of a constructor's list when it is asked for the first time: now it matters whether there are nils. */
export function firstLength(table: ItemTable, arr: Value[], width: number): number {
  passOver(arr.length);
  if (arr.includes(undefined)) return shapeOf(table).border(table);
  table.room = denseRoom(width);
  return arr.length;
}

/** Raw write of a constructor's items from index `from` on; nils are allowed. */
export function fillItems(table: ItemTable, values: readonly Value[], from: number): void {
  const last = from - 1 + values.length;
  const { room } = table;
  if (typeof room !== "number") {
    room.sync(table);
    room.reserve(table, last);
    widen(table, last);
  }
  const arr = table.arr === NO_ITEMS ? FRESH.slice() : table.arr;
  if (from <= arr.length) {
    for (let i = 0; i < values.length; i++) table.set(from + i, values[i]);
    return;
  }
  // Nils between items keep their place in the array part, as the constructor of PUC Lua sizes it.
  while (arr.length < from - 1) arr.push(undefined);
  for (let i = 0; i < values.length; i++) arr.push(values[i]);
  trim(arr);
  table.arr = arr;
  if (typeof room !== "number") room.settle(table);
  else if (arr.includes(undefined) || arr.length < last) table.room = Shape.of(table, last, false);
  else table.room = denseRoom(last);
  gather(table);
}
