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
import type { Value } from "./value.ts";

/** What is looked at of a table. */
export interface Contents {
  readonly arr: readonly Value[];
  readonly hash: Hash | undefined;
  get(key: Value): Value;
  fields(): readonly `$${string}`[];
  readonly [field: `$${string}`]: Value;
}

/** The integers of a table at the moment that the sizes have come to. */
export interface Moment {
  has(table: Contents, key: number): boolean;
  /** True if nothing has happened since. */
  isNow(): boolean;
  /** Those that are greater than `width`, from the least on. */
  beyond(table: Contents, width: number): number[];
}

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
  #fields = 0;

  /** As a constructor leaves them, which writes nothing to the hash part. */
  constructor(width: number, nodes: number) {
    this.width = width;
    this.#nodes = powerOfTwo(nodes);
    this.#places = placesFor(this.#nodes);
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

  /** An integer is no longer nil. */
  add(table: Contents, moment: Moment, key: number): void {
    this.#integers.add(key);
    if (key <= this.width) return;
    if (this.#places === undefined ? this.#dead?.delete(key) === true : this.#places.revive(key)) return;
    this.#take(table, moment, key);
  }

  /** An integer becomes nil. */
  drop(key: number): void {
    this.#integers.drop(key);
    if (key > this.width) this.#bury(key);
  }

  /** Nil is written to a number that is nil: if it was never there, it takes a place all the same. */
  addNil(table: Contents, moment: Moment, key: number): void {
    if (this.#inArray(key) || (this.#places?.has(key) ?? this.#dead?.has(key)) === true) return;
    if (!this.#hold(table, key)) {
      this.#rehash(table, moment, key);
      if (this.#inArray(key)) return;
      if (this.#places?.has(key) === false) this.#hold(table, key);
    }
    this.#bury(key);
  }

  /** A key that is no positive integer was added. */
  addOther(table: Contents, moment: Moment, key: Value): void {
    if (this.#places?.has(key) === true) return;
    if (typeof key !== "number" || this.#dead?.delete(key) !== true) this.#take(table, moment, key);
  }

  /** A key that is no positive integer is no longer nil. It has lost its place if there were new sizes while it was nil; large parts don't tell. */
  reviveOther(table: Contents, moment: Moment, key: Value): void {
    if (this.#nodes <= MOST_PLACES && this.#places?.has(key) !== true) this.#take(table, moment, key);
  }

  /** Gives the fields that are new their places. */
  addFields(table: Contents, moment: Moment): void {
    const fields = table.fields();
    this.#names = fields;
    while (this.#fields < fields.length) this.#take(table, moment, fields[this.#fields++]?.slice(1));
  }

  /** A constructor's items up to `last` are about to be written. */
  reserve(table: Contents, moment: Moment, last: number): void {
    if (last > this.width) this.#resize(table, moment, last, this.#nodes);
  }

  /** True if nothing shows that other keys than those that are there have held places. */
  isTight(table: Contents): boolean {
    const { hash } = table;
    const others = this.#fields + (hash === undefined ? 0 : hash.keys.length - hash.dead);
    return (this.#places?.held() ?? this.#taken) === others && this.#nodes === powerOfTwo(others);
  }

  #inArray(key: Value): boolean {
    return isPositiveInteger(key) && key <= this.width;
  }

  #bury(key: number): void {
    if (this.#places !== undefined) this.#places.drop(key);
    else {
      this.#dead ??= new KeySet();
      this.#dead.add(key);
    }
  }

  /** Takes a place of the hash part for a key that is there already. */
  #take(table: Contents, moment: Moment, key: Value): void {
    if (this.#hold(table, key)) return;
    this.#rehash(table, moment, undefined);
    if (!this.#inArray(key) && this.#places?.has(key) === false) this.#hold(table, key);
  }

  /** Takes a place if there is one. */
  #hold(table: Contents, key: Value): boolean {
    if (this.#places !== undefined) return this.#places.add(key, (holder) => table.get(holder) === undefined);
    if (this.#taken === this.#nodes) return false;
    this.#taken++;
    return true;
  }

  /** `rehash`: the array part becomes as wide as the largest power of two of which more than half is in use. */
  #rehash(table: Contents, moment: Moment, extra: number | undefined): void {
    const integers = this.#integers;
    if (extra !== undefined) integers.add(extra);
    const { width, inside } = integers.arrayPart();
    // Fields that are new are taken to be younger than what is in the log.
    const isNow = moment.isNow();
    if (isNow) this.#names = table.fields();
    const fields = this.#names;
    const known = isNow ? fields.length : this.#fields;
    let total = integers.total + (table.hash?.others ?? 0);
    for (let i = 0; i < known; i++) if (fieldValue(table, fields[i]) !== undefined) total++;
    if (extra !== undefined) integers.drop(extra);
    this.#resize(table, moment, width, powerOfTwo(total - inside));
    this.#taken = total - inside;
    for (; this.#fields < known; this.#fields++) {
      const field = fields[this.#fields];
      if (fieldValue(table, field) !== undefined) this.#places?.add(field?.slice(1), () => false);
    }
  }

  /** Both parts get new sizes; keys that are nil lose their places. */
  #resize(table: Contents, moment: Moment, width: number, nodes: number): void {
    const before = this.width;
    const places = placesFor(nodes);
    let held: readonly Value[] = [];
    if (places !== undefined && this.#nodes > 0)
      held = this.#places?.living((key) => table.get(key) === undefined) ?? keysOutside(table, moment, Math.max(before, width));
    this.width = width;
    this.#nodes = nodes;
    this.#places = places;
    this.#dead = undefined;
    if (places === undefined) return;
    for (let key = width + 1; key <= before; key++) if (moment.has(table, key)) this.#hold(table, key);
    for (const key of held) if (!this.#inArray(key)) this.#hold(table, key);
  }
}

function fieldValue(table: Contents, field: `$${string}` | undefined): Value {
  return field === undefined ? undefined : table[field];
}

/** The keys of the hash part where its places are only counted. */
function keysOutside(table: Contents, moment: Moment, width: number): Value[] {
  const keys: Value[] = [];
  for (const field of table.fields()) if (table[field] !== undefined) keys.push(field.slice(1));
  for (const key of otherKeys(table.hash)) keys.push(key);
  for (const key of moment.beyond(table, width)) keys.push(key);
  return keys;
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

/** Numbers: a row of integers, as a queue drops them, and others. */
class KeySet {
  #first = 1;
  #last = 0;
  #others: Set<number> | undefined = undefined;

  has(key: number): boolean {
    return this.#inRow(key) || this.#others?.has(key) === true;
  }

  add(key: number): void {
    if (this.has(key)) return;
    if (isPositiveInteger(key) && (key === this.#last + 1 || this.#first > this.#last)) {
      if (this.#first > this.#last) this.#first = key;
      this.#last = key;
    } else this.#addOther(key);
  }

  /** False if the key was not there. */
  delete(key: number): boolean {
    if (!this.#inRow(key)) return this.#others?.delete(key) === true;
    // The shorter side of the row joins the others.
    if (key - this.#first < this.#last - key) {
      this.#leave(this.#first, key - 1);
      this.#first = key + 1;
    } else {
      this.#leave(key + 1, this.#last);
      this.#last = key - 1;
    }
    return true;
  }

  #inRow(key: number): boolean {
    return key >= this.#first && key <= this.#last && isPositiveInteger(key);
  }

  #addOther(key: number): void {
    this.#others ??= new Set();
    this.#others.add(key);
  }

  #leave(from: number, to: number): void {
    for (let key = from; key <= to; key++) this.#addOther(key);
  }
}
