/**
 * The sizes that PUC Lua's array part and hash part would have, kept for tables with nils between their items or with integers in the hash: `#`
 * looks for a border by halving the array part, and beyond it by doubling, so where there are several borders the sizes decide which one it is.
 *
 * A shape is told of keys that come and go; of items that emitted code appends, and of fields, it hears when it looks next (`sync`). Which place
 * of the hash part a key takes is followed in small ones; large ones are only counted, as if no key ever took the place of one that is nil.
 *
 * Governing text: Lua 5.1 manual §2.5.5; `luaH_getn`, `rehash`, `resize` and `luaH_newkey` in ltable.c.
 */
import { type Hash, isPositiveInteger } from "./hash.ts";
import { HashPlaces } from "./hash-places.ts";
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

/** Keys beyond this never lie in the array part (MAXASIZE). */
const MAX_ARRAY = 2 ** 26;

/** Hash parts of so many places are followed place by place. */
const SMALL = 32;

/** What a shape looks at of its table. */
export interface Contents {
  readonly arr: readonly Value[];
  readonly hash: Hash | undefined;
  get(key: Value): Value;
  fields(): readonly `$${string}`[];
  /** How many fields are not nil. */
  liveFields(): number;
}

export class Shape {
  /** PUC Lua's `sizearray`. */
  width: number;
  /** Places of the hash part (`sizenode`, 0 for the dummy node), and those that have been taken. */
  #nodes: number;
  #taken: number;
  /** The items of the array up to here, and so many fields, have their places. */
  #counted: number;
  #fields: number;
  #places: HashPlaces | undefined;
  /** Where the places are only counted, the keys that are nil and still hold one, but for those that are in our own hash. */
  #dead: Set<number> | undefined = undefined;
  /** The items up to here are nil: a queue's. */
  #low = 0;
  /** A list of this length is searched for nils when its length is asked for. */
  #searchAt = 0;

  /** The shape of a table as its constructor leaves it. */
  constructor(width: number, nodes: number) {
    this.width = width;
    this.#nodes = powerOfTwo(nodes);
    this.#places = placesFor(this.#nodes);
    this.#taken = 0;
    this.#counted = 0;
    this.#fields = 0;
  }

  /**
   * The shape of a table without integers in its hash. `listed`: its constructor had only items, for this width, and nobody has looked whether some are nil.
   * Its other keys are taken to be older than the items that were appended, and than the constructor's, if that may have had them.
   */
  static of(table: Contents, width: number, listed: boolean): Shape {
    const { arr } = table;
    const fields = table.fields();
    const others = [...fields.map((field) => field.slice(1)), ...livingKeys(table.hash)];
    if (!listed && others.length <= 1 && others.every((key) => table.get(key) !== undefined))
      return Shape.#full(table, width, others, fields.length);
    const shape = new Shape(width, listed ? 0 : others.length);
    shape.#fields = fields.length;
    shape.#counted = Math.min(width, arr.length);
    for (const key of others) shape.#take(table, key, shape.#counted);
    shape.sync(table);
    return shape;
  }

  /** What `of` finds by taking places where the hash part has none left, since no other key or one holds them all: most queues. */
  static #full(table: Contents, width: number, others: readonly Value[], fields: number): Shape {
    const { length } = table.arr;
    const shape = new Shape(length > width ? powerOfTwo(length) : width, others.length);
    shape.#fields = fields;
    shape.#counted = length;
    for (const key of others) shape.#hold(table, key);
    return shape;
  }

  /** Gives the items that were appended their places. */
  sync(table: Contents): void {
    const { length } = table.arr;
    for (let key = this.#counted + 1; key <= length; key++) this.#place(table, key, key);
    this.#counted = length;
  }

  /** The items up to the array's end have their places. */
  settle(table: Contents): void {
    this.#counted = table.arr.length;
  }

  /** A key was added to the hash. True if PUC Lua gives both parts new sizes now. */
  added(table: Contents, key: Value): boolean {
    return this.#place(table, key, table.arr.length);
  }

  /** An item was written where there was nil. True if PUC Lua gives both parts new sizes now. */
  filled(table: Contents, key: number): boolean {
    if (key <= this.#low) this.#low = key - 1;
    return this.#place(table, key, table.arr.length);
  }

  /** The item of a key becomes nil (`sync` was called). */
  dropped(key: number): void {
    if (key > this.width) this.#bury(key);
    if (key === this.#low + 1) this.#low = key;
  }

  /** The array has lost its end. */
  trimmed(table: Contents): void {
    this.#counted = Math.min(this.#counted, table.arr.length);
    this.#low = Math.min(this.#low, table.arr.length);
  }

  /** Nil is written to a key that was never there: it takes a place all the same. True if both parts have got new sizes. */
  addedNil(table: Contents, key: number): boolean {
    this.sync(table);
    if (this.#inArray(key) || this.#dead?.has(key) === true || this.#places?.has(key) === true) return false;
    const full = !this.#hold(table, key);
    if (full) this.#rehash(table, table.arr.length, key);
    if (this.#inArray(key)) return full;
    if (this.#places?.has(key) === false) this.#hold(table, key);
    this.#bury(key);
    return full;
  }

  /** A constructor's items up to `last` are about to be written. */
  reserve(table: Contents, last: number): void {
    if (last <= this.width) return;
    this.#resize(table, table.arr.length, last, this.#nodes);
  }

  /** `luaH_getn` */
  border(table: Contents): number {
    this.sync(table);
    const fields = table.fields();
    while (this.#fields < fields.length) this.#take(table, fields[this.#fields++]?.slice(1), table.arr.length);
    const { width } = this;
    const has = (key: number): boolean => table.get(key) !== undefined;
    if (width > 0 && !has(width)) return between(0, width, has);
    let low = width;
    let high = width + 1;
    while (has(high)) {
      low = high;
      high *= 2;
    }
    return between(low, high, has);
  }

  /** True if a search has shown that there are no nils, and `of` would find this shape again. The search is made each time that the list has doubled. */
  isOrdinary(table: Contents): boolean {
    const { arr, hash } = table;
    if (arr.length < this.#searchAt || (hash !== undefined && hash.integers > 0)) return false;
    const others = this.#fields + (hash === undefined ? 0 : hash.keys.length - hash.dead);
    if ((this.#places?.keys().length ?? this.#taken) !== others || this.#nodes !== powerOfTwo(others)) return false;
    this.#searchAt = arr.length * 2;
    passOver(arr.length);
    return !arr.includes(undefined);
  }

  #inArray(key: Value): boolean {
    return isPositiveInteger(key) && key <= this.width;
  }

  #bury(key: number): void {
    if (this.#places !== undefined) return;
    this.#dead ??= new Set();
    this.#dead.add(key);
  }

  #place(table: Contents, key: Value, present: number): boolean {
    if (this.#inArray(key) || this.#places?.has(key) === true) return false;
    if (typeof key === "number" && this.#dead?.delete(key) === true) return false;
    return this.#take(table, key, present);
  }

  /** Takes a place of the hash part for a key that is there already, while the items up to `present` are. */
  #take(table: Contents, key: Value, present: number): boolean {
    if (this.#hold(table, key)) return false;
    this.#rehash(table, present, undefined);
    if (!this.#inArray(key) && this.#places?.has(key) === false) this.#hold(table, key);
    return true;
  }

  /** Takes a place if there is one. */
  #hold(table: Contents, key: Value): boolean {
    if (this.#places !== undefined) return this.#places.add(key, (holder) => table.get(holder) === undefined);
    if (this.#taken === this.#nodes) return false;
    this.#taken++;
    return true;
  }

  /** `rehash`: the array part becomes as wide as the largest power of two of which more than half is in use. */
  #rehash(table: Contents, present: number, extra: number | undefined): void {
    const { arr, hash } = table;
    const keys = new KeyCounts();
    keys.addItems(arr, this.#low, present);
    if (hash !== undefined)
      for (let at = 0; at < hash.keys.length; at++) if (hash.values[at] !== undefined) keys.add(hash.keys[at]);
    if (extra !== undefined) keys.add(extra);
    passOver(present - this.#low + (hash?.keys.length ?? 0));
    const { width, inside } = keys.arrayPart();
    const total = keys.total + table.liveFields();
    this.#resize(table, present, width, powerOfTwo(total - inside));
    this.#taken = total - inside;
    const fields = table.fields();
    for (; this.#fields < fields.length; this.#fields++) {
      const key = fields[this.#fields]?.slice(1);
      if (table.get(key) !== undefined) this.#places?.add(key, () => false);
    }
  }

  /** Both parts get new sizes; keys that are nil lose their places. */
  #resize(table: Contents, present: number, width: number, nodes: number): void {
    const { arr } = table;
    const before = this.width;
    const places = placesFor(nodes);
    const held = places === undefined ? [] : (this.#places?.keys() ?? this.#keysOutside(table));
    this.width = width;
    this.#nodes = nodes;
    this.#places = places;
    this.#dead = undefined;
    if (places === undefined) return;
    for (let key = width + 1; key <= Math.min(before, present); key++) if (arr[key - 1] !== undefined) this.#hold(table, key);
    for (const key of held) if (table.get(key) !== undefined && !this.#inArray(key)) this.#hold(table, key);
  }

  /** The keys of the hash part where its places are only counted. */
  #keysOutside(table: Contents): Value[] {
    const { arr, hash } = table;
    const keys: Value[] = [];
    for (const field of table.fields()) keys.push(field.slice(1));
    keys.push(...livingKeys(hash));
    for (let i = this.width; i < this.#counted; i++) if (arr[i] !== undefined) keys.push(i + 1);
    return keys;
  }
}

/** What counts begin with, a number for each range of keys up to MAX_ARRAY: 1, 2, 3 and 4, 5 to 8, … */
const NO_COUNTS: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/** How many keys lie in which range (`nums` in ltable.c). */
export class KeyCounts {
  total = 0;
  /** [i]: keys in (2^(i-1), 2^i] */
  readonly #counts = NO_COUNTS.slice();
  /** From here on they are 0. */
  #ranges = 0;

  add(key: Value): void {
    this.total++;
    if (isPositiveInteger(key) && key <= MAX_ARRAY) this.#count(key === 1 ? 0 : 32 - Math.clz32(key - 1), 1);
  }

  /** Adds the keys of the items from index `from` up to `to` (`numusearray`). */
  addItems(arr: readonly Value[], from: number, to: number): void {
    let i = from;
    let range = from < 1 ? 0 : 32 - Math.clz32(from);
    for (let end = 2 ** range; i < to; end *= 2, range++) {
      let items = 0;
      for (const last = Math.min(end, to); i < last; i++) if (arr[i] !== undefined) items++;
      this.total += items;
      if (items > 0 && range < NO_COUNTS.length) this.#count(range, items);
    }
  }

  #count(range: number, keys: number): void {
    this.#counts[range] = (this.#counts[range] ?? 0) + keys;
    if (range >= this.#ranges) this.#ranges = range + 1;
  }

  /** The largest power of two of which more than half is in use as keys, and how many of them there are (`computesizes`). */
  arrayPart(): { readonly width: number; readonly inside: number } {
    let width = 0;
    let inside = 0;
    let sum = 0;
    for (let i = 0, size = 1; i < this.#ranges; i++, size *= 2) {
      sum += this.#counts[i] ?? 0;
      if (sum * 2 <= size) continue;
      width = size;
      inside = sum;
    }
    return { width, inside };
  }
}

/** What follows a hash part of so many places. */
function placesFor(nodes: number): HashPlaces | undefined {
  return nodes > 0 && nodes <= SMALL ? new HashPlaces(nodes) : undefined;
}

function livingKeys(hash: Hash | undefined): Value[] {
  return hash === undefined ? [] : hash.keys.filter((_, at) => hash.values[at] !== undefined);
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
export function powerOfTwo(n: number): number {
  return n < 2 ? n : 2 ** (32 - Math.clz32(n - 1));
}
