/**
 * The items of a table as they come and go: what lies in the array, what in the hash, and what the table's room is told of it. Ours may be longer than
 * PUC Lua's array part: items that were appended lie in it wherever PUC Lua has them.
 */
import { denseRoom, NO_ITEMS, NO_ROOM, type Room, trim } from "./array-part.ts";
import { Hash, isPositiveInteger } from "./hash.ts";
import { KeyCounts, powerOfTwo } from "./key-counts.ts";
import type { Contents } from "./part-sizes.ts";
import { passOver } from "./pass-over.ts";
import { Shape } from "./table-shape.ts";
import type { Value } from "./value.ts";

/** What new array parts are copied from: V8 keeps numbers unboxed in copies of an empty array, whatever other copies hold. */
const FRESH: readonly Value[] = [];

/** The array part of a table that gets its first item. */
export function freshItems(): Value[] {
  return FRESH.slice();
}

/** What is written of a table. */
interface ItemTable extends Contents {
  arr: Value[];
  hash: Hash | undefined;
  room: Room;
  readonly meta: { readonly clear: boolean };
  set(key: Value, value: Value): void;
}

/** Adds the item that follows the last one. */
export function appendItem(table: ItemTable, value: Exclude<Value, undefined>): void {
  const { arr, hash } = table;
  const joins = hash !== undefined && hash.integers > 0;
  const at = joins ? hash.find(arr.length + 1) : -1;
  if (at >= 0) hash?.remove(at); // a tombstone
  if (arr === NO_ITEMS) {
    const items = freshItems();
    items.push(value);
    table.arr = items;
  } else arr.push(value);
  const { room } = table;
  if (typeof room === "number") return;
  const last = table.arr.length;
  room.added(table, last);
  if (joins) gather(table);
  else if (last > LONG && room.items * EMPTY < last) leave(table, room);
}

/** A longer array with one item in so many places is given up when another is appended: a queue that goes on, whose first items have left. */
const LONG = 1 << 15;
const EMPTY = 32;

/** Moves the items behind the first nil to the hash. */
function leave(table: ItemTable, shape: Shape): void {
  const { arr } = table;
  passOver(arr.length);
  const first = arr.indexOf(undefined);
  const { hash: old } = table;
  const hash = old === undefined || (old.keys.length === old.dead && table.meta.clear) ? new Hash() : old;
  for (let i = first; i < arr.length; i++) {
    const value = arr[i];
    if (value !== undefined) hash.add(i + 1, value);
  }
  table.hash = hash;
  table.arr = first === 0 ? NO_ITEMS : arr.slice(0, first);
  shape.trimmed(arr.length);
}

/** Writes an item between others where there is nil. */
export function refillItem(table: ItemTable, arr: Value[], key: number, value: Exclude<Value, undefined>): void {
  const shape = shapeOf(table);
  arr[key - 1] = value;
  shape.added(table, key);
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
  if (arr[key - 1] === undefined) {
    shape.nilled(table, key);
    return;
  }
  shape.shrinks(table);
  arr[key - 1] = undefined;
  if (last) {
    trim(arr);
    shape.trimmed(key);
  }
  shape.dropped(key);
}

/** The shape of a table that gets nils between its items, or integers in its hash. */
export function shapeOf(table: ItemTable): Shape {
  const { room } = table;
  if (typeof room !== "number") return room;
  const shape = Shape.of(table, room >> 1, (room & 1) === 0 ? "list" : "dense");
  table.room = shape;
  return shape;
}

/** Adds an integer that is neither an item nor in the hash. */
export function addInteger(table: ItemTable, key: number, value: Exclude<Value, undefined>): void {
  const shape = shapeOf(table);
  if (isNear(table, shape, key)) {
    passOver(key - table.arr.length);
    const arr = table.arr === NO_ITEMS ? freshItems() : table.arr;
    while (arr.length < key - 1) arr.push(undefined);
    arr.push(value);
    table.arr = arr;
    shape.added(table, key);
    return;
  }
  table.hash ??= new Hash();
  table.hash.add(key, value);
  shape.added(table, key);
  if (table.hash.integers >= table.hash.crowdedAt) spread(table, table.hash);
}

/** How many places an array part has at once for items in any order, and by how many it grows at most for one item. */
const FEW = 16;
const GAP = 4;
/** An array that was longer before grows to so many places at once. */
const SHORT = 1024;

/**
 * True if an item may be written behind the end, with nils before it: not too far, unless the array was that long before. Integers that lie in the hash
 * must not come after nils.
 */
function isNear(table: ItemTable, shape: Shape, key: number): boolean {
  if (table.hash !== undefined && table.hash.integers > 0) return false;
  const n = table.arr.length;
  return key <= FEW || key <= n + GAP || key <= Math.min(shape.longest, Math.max(SHORT, n * THIN));
}

/** Shorter arrays are better filled thinly than looked up in a hash, if there is an item for so many places. */
const SHORT_PLACES = 32;
/** An array that is filled to a quarter takes less room than a hash, and so does one that is being filled backwards, if it has so many places an item. */
const THIN = 4;
const THINNER = 16;
/** Arrays of more places take too much memory at once for what may never be filled. */
const WIDEST_THIN = 1 << 22;
/** The items of the array part are counted at most once for so many keys each. */
const ITEMS_A_KEY_LOG2 = 6;

/** Looks whether integers of the hash are better off in the array part, and moves those. */
function spread(table: ItemTable, hash: Hash): void {
  const keys = new KeyCounts();
  const { arr } = table;
  keys.addItems(arr, arr.length);
  let first = Number.POSITIVE_INFINITY;
  let last = arr.length;
  for (const key of hash.keys) {
    if (!isPositiveInteger(key)) continue;
    keys.add(key);
    if (key < first) first = key;
    if (key > last) last = key;
  }
  passOver(arr.length + hash.keys.length);
  const backwards = arr.length === 0 && last - first < hash.integers;
  const all =
    last <= Math.min(keys.total * SHORT_PLACES, SHORT) || (backwards && last <= Math.min(keys.total * THINNER, WIDEST_THIN));
  widen(table, hash, all ? last : keys.arrayPart(THIN).width);
  hash.crowdedAt = Math.max(hash.crowdedAt, hash.integers * 2, table.arr.length >> ITEMS_A_KEY_LOG2);
}

/** True if there may be nils between the items, or integers in the hash. */
export function isIrregular(table: ItemTable): boolean {
  const { arr, room } = table;
  return typeof room !== "number" || ((room & 1) === 0 && arr.includes(undefined));
}

/** Moves the keys that follow the array part out of the hash. */
function gather(table: ItemTable): void {
  const { arr, hash } = table;
  if (arr === NO_ITEMS) return;
  while (hash !== undefined && hash.integers > 0) {
    const at = hash.find(arr.length + 1);
    const value = at < 0 ? undefined : hash.values[at];
    if (value === undefined) break;
    arr.push(value);
    hash.remove(at);
  }
}

/** Moves the keys for which the array part has become wide enough out of the hash. */
function widen(table: ItemTable, hash: Hash, width: number): void {
  if (hash.integers === 0 || width <= table.arr.length) return;
  const arr = table.arr === NO_ITEMS ? freshItems() : table.arr;
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
  }
  hash.removeAll(moved);
  if (hash.keys.length === 0 && table.meta.clear) table.hash = undefined;
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

/** Raw write of a constructor's items from index `from` on; nils are allowed. The array may become part of the table: the caller gives it away. */
export function fillItems(table: ItemTable, values: Value[], from: number): void {
  const last = from - 1 + values.length;
  const { room, hash } = table;
  if (from === 1 && last > 0 && table.arr === NO_ITEMS && room === NO_ROOM && hash === undefined && !values.includes(undefined)) {
    table.arr = values;
    table.room = denseRoom(last);
    return;
  }
  if (typeof room !== "number") {
    room.reserve(table, last);
    if (hash !== undefined) widen(table, hash, last);
  }
  const arr = table.arr === NO_ITEMS ? freshItems() : table.arr;
  if (from <= arr.length) {
    for (let i = 0; i < values.length; i++) table.set(from + i, values[i]);
    return;
  }
  // Nils between items keep their place in the array part, as the constructor of PUC Lua sizes it.
  while (arr.length < from - 1) arr.push(undefined);
  for (let i = 0; i < values.length; i++) arr.push(values[i]);
  trim(arr);
  table.arr = arr;
  if (typeof room !== "number") {
    for (let key = from; key <= arr.length; key++) if (arr[key - 1] !== undefined) room.added(table, key);
  } else if (arr.includes(undefined) || arr.length < last) table.room = Shape.of(table, last, "constructor");
  else table.room = denseRoom(last);
  gather(table);
}
