/**
 * The sizes that PUC Lua's array part and hash part would have, as keys come and go. Which place of the hash part a key takes is followed in small
 * ones (`HashPlaces`); large ones are only counted, as if no key ever took the place of one that is nil.
 *
 * Integers are told of one by one; keys of other kinds when they come, and properties when both parts get new sizes: whether these are nil the
 * table tells.
 *
 * Governing text: `rehash`, `resize` and `luaH_newkey` in ltable.c of Lua 5.1.
 */
import { type Hash, isPositiveInteger } from "./hash.ts";
import { HashPlaces, MOST_PLACES } from "./hash-places.ts";
import { KeyCounts, powerOfTwo } from "./key-counts.ts";
import { KeySet } from "./key-set.ts";
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

/** What is looked at of a table. */
export interface Contents {
  readonly arr: readonly Value[];
  readonly hash: Hash | undefined;
  get(key: Value): Value;
  fields(): readonly `$${string}`[];
  readonly [field: `$${string}`]: Value;
}

const NO_LOG: readonly number[] = [];

export class PartSizes {
  /** `sizearray` */
  width: number;
  /** Places of the hash part (`sizenode`, 0 for the dummy node), and those that have been taken. */
  #nodes: number;
  #taken = 0;
  #places: HashPlaces | undefined;
  /** Where the places are only counted: the integers that are nil and still hold one. */
  #dead: KeySet | undefined = undefined;
  readonly #integers = new KeyCounts();
  /** The fields as they were when somebody looked last, and how many of them have been given places. */
  #names: readonly `$${string}`[] = [];
  #properties = 0;
  #fields = 0;

  /** The integers that are being added, and how many of them have been. */
  #log = NO_LOG;
  #done = 0;

  /** As a constructor leaves them, which writes nothing to the hash part. */
  constructor(width: number, nodes: number) {
    this.width = width;
    this.#nodes = powerOfTwo(nodes);
    this.#places = placesFor(this.#nodes);
  }

  /** How many integers are not nil. */
  get items(): number {
    return this.#integers.total;
  }

  /** The items up to `last` lie in the array part. */
  holdItems(arr: readonly Value[], last: number): void {
    this.#integers.addItems(arr, last);
  }

  /** The same where none of them is nil. */
  holdAll(last: number): void {
    this.#integers.addAll(last);
  }

  /** The table has these fields, and they will be added as other keys. */
  knowFields(fields: readonly `$${string}`[]): void {
    this.#names = fields;
    this.#fields = fields.length;
  }

  /** Integers have come, in this order, and nothing has become nil since the first of them. */
  addLogged(table: Contents, log: readonly number[]): void {
    passOver(log.length);
    this.#log = log;
    this.#done = 0;
    while (this.#done < log.length) this.add(table, log[this.#done++] ?? 0);
    this.#log = NO_LOG;
  }

  /** An integer is no longer nil. */
  add(table: Contents, key: number): void {
    this.#integers.add(key);
    if (key <= this.width) return;
    if (this.#places === undefined ? this.#dead?.delete(key) === true : this.#places.has(key)) return;
    this.#take(table, key);
  }

  /** An integer becomes nil. */
  drop(key: number): void {
    this.#integers.drop(key);
    if (key > this.width) this.#bury(key);
  }

  /** Nil is written to a number that is nil: if it was never there, it takes a place all the same. */
  addNil(table: Contents, key: number): void {
    if (this.#inArray(key) || (this.#places?.has(key) ?? this.#dead?.has(key)) === true) return;
    if (!this.#hold(table, key)) {
      this.#rehash(table, key);
      if (this.#inArray(key)) return;
      if (this.#places?.has(key) === false) this.#hold(table, key);
    }
    this.#bury(key);
  }

  /** A key that is no positive integer was added. */
  addOther(table: Contents, key: Value): void {
    if (this.#places?.has(key) === true) return;
    if (typeof key !== "number" || this.#dead?.delete(key) !== true) this.#take(table, key);
  }

  /** A key that is no positive integer is no longer nil. It has lost its place if there were new sizes while it was nil; large parts don't tell. */
  reviveOther(table: Contents, key: Value): void {
    if (this.#nodes <= MOST_PLACES && this.#places?.has(key) !== true) this.#take(table, key);
  }

  /** Gives the fields that are new their places. */
  addFields(table: Contents): void {
    this.#look(table);
    const fields = this.#names;
    while (this.#fields < fields.length) this.#take(table, fields[this.#fields++]?.slice(1));
  }

  /** A constructor's items up to `last` are about to be written. */
  reserve(table: Contents, last: number): void {
    if (last > this.width) this.#resize(table, last, this.#nodes);
  }

  /** True if nothing shows that other keys than those that are there have held places. */
  isTight(table: Contents): boolean {
    const { hash } = table;
    const others = this.#fields + (hash === undefined ? 0 : hash.keys.length - hash.dead);
    return (this.#places?.held() ?? this.#taken) === others && this.#nodes === powerOfTwo(others);
  }

  /** Looks whether there are new fields. */
  #look(table: Contents): void {
    const properties = Object.keys(table).length;
    if (properties === this.#properties) return;
    this.#properties = properties;
    this.#names = table.fields();
  }

  #inArray(key: Value): boolean {
    return isPositiveInteger(key) && key <= this.width;
  }

  #bury(key: number): void {
    if (this.#nodes <= MOST_PLACES) return;
    this.#dead ??= new KeySet();
    this.#dead.add(key);
  }

  /** Takes a place of the hash part for a key that is there already. */
  #take(table: Contents, key: Value): void {
    if (this.#hold(table, key)) return;
    this.#rehash(table, undefined);
    if (!this.#inArray(key) && this.#places?.has(key) === false) this.#hold(table, key);
  }

  /** Takes a place if there is one. */
  #hold(table: Contents, key: Value): boolean {
    if (this.#places !== undefined) return this.#places.add(key, this, table);
    if (this.#taken === this.#nodes) return false;
    this.#taken++;
    return true;
  }

  /** `rehash`: the array part becomes as wide as the largest power of two of which more than half is in use. */
  #rehash(table: Contents, extra: number | undefined): void {
    const integers = this.#integers;
    const counted = isPositiveInteger(extra) ? extra : 0;
    if (extra !== undefined) integers.add(counted);
    const { width, inside } = integers.arrayPart();
    // Fields that are new are taken to be younger than what is in the log.
    const isNow = this.#log === NO_LOG || this.#done === this.#log.length;
    if (isNow) this.#look(table);
    const fields = this.#names;
    const known = isNow ? fields.length : this.#fields;
    let total = integers.total + (table.hash?.others ?? 0);
    for (let i = 0; i < known; i++) if (fieldValue(table, fields[i]) !== undefined) total++;
    if (extra !== undefined) integers.drop(counted);
    this.#resize(table, width, powerOfTwo(total - inside));
    this.#taken = total - inside;
    for (; this.#fields < known; this.#fields++) {
      const field = fields[this.#fields];
      if (fieldValue(table, field) !== undefined) this.#places?.add(field?.slice(1), this, table);
    }
  }

  /** Both parts get new sizes; keys that are nil lose their places. */
  #resize(table: Contents, width: number, nodes: number): void {
    const before = this.width;
    const places = placesFor(nodes);
    let held: readonly Value[] = [];
    if (places !== undefined && this.#nodes > 0)
      held = this.#places?.living(this, table) ?? this.#keysOutside(table, Math.max(before, width));
    this.width = width;
    this.#nodes = nodes;
    this.#places = places;
    this.#dead = undefined;
    if (places === undefined) return;
    if (before > width) for (const key of this.#integersBeyond(table, width, before)) this.#hold(table, key);
    for (const key of held) if (!this.#inArray(key)) this.#hold(table, key);
  }

  /** Whether the holder of a place is not nil. */
  isThere(table: Contents, key: Value): boolean {
    return table.get(key) !== undefined;
  }

  /** The keys of the hash part where its places are only counted. */
  #keysOutside(table: Contents, width: number): Value[] {
    const keys: Value[] = [];
    for (const field of table.fields()) if (table[field] !== undefined) keys.push(field.slice(1));
    return keys.concat(otherKeys(table.hash), this.#integersBeyond(table, width, Number.POSITIVE_INFINITY));
  }

  /** The integers from `width` on to `last`, which are not nil, without those that are still to be added. */
  #integersBeyond(table: Contents, width: number, last: number): number[] {
    const { arr, hash } = table;
    const later = new Set(this.#log.slice(this.#done));
    const integers: number[] = [];
    const end = Math.min(arr.length, last);
    passOver(Math.max(0, end - width));
    for (let key = width + 1; key <= end; key++) if (arr[key - 1] !== undefined && !later.has(key)) integers.push(key);
    if (hash === undefined || hash.integers === 0) return integers;
    passOver(hash.keys.length);
    const far: number[] = [];
    for (const key of hash.keys)
      if (isPositiveInteger(key) && key > width && key <= last && hash.get(key) !== undefined && !later.has(key)) far.push(key);
    return integers.concat(far.sort((a, b) => a - b));
  }
}

function fieldValue(table: Contents, field: `$${string}` | undefined): Value {
  return field === undefined ? undefined : table[field];
}

/** The keys of the hash that are neither positive integers nor nil. */
export function otherKeys(hash: Hash | undefined): Value[] {
  if (hash === undefined || hash.others === 0) return [];
  return hash.keys.filter((key, at) => hash.values[at] !== undefined && !isPositiveInteger(key));
}

/** What follows a hash part of so many places. */
function placesFor(nodes: number): HashPlaces | undefined {
  return nodes > 0 && nodes <= MOST_PLACES ? new HashPlaces(nodes) : undefined;
}
