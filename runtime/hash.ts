/**
 * The hash part of a table: keys in the order of their insertion, with their values beside them.
 *
 * A deleted key stays in its place without value (a tombstone), so that `next` goes on from it; the gaps are closed when a *new* key
 * needs room, which Lua forbids during a traversal. Up to 8 keys are searched one by one; more get a Map, unless they are integers that
 * follow each other (a queue): then a key tells its place.
 *
 * Invariant: `keys[i]` belongs to `values[i]`; `map`, when present, has every key with its place; `dead` counts the tombstones; where `row` is not 0,
 * `keys[i]` is `row + i`, or undefined where the key has moved to the array part.
 */
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

const LINEAR_LIMIT = 8;

/** What new lists of one item are copied from, so that V8 keeps a number in them unboxed and makes room for no more. */
const ONE: readonly Value[] = [0];
const NO_ZERO: Value[] = [];
/** The lists of a new hash part. Nobody writes to them: the first key makes others. */
const NONE: Value[] = [];

export class Hash {
  keys: Value[] = NONE;
  values: Value[] = NONE;
  dead = 0;
  /** Number of keys that are positive integers, tombstones included: those may have to move to the array part. */
  integers = 0;
  /** Number of the other keys that are not nil. */
  others = 0;
  /** With so many integers the table looks whether its array part should take some. */
  crowdedAt = 4;
  /**
   * The value of the key 0, if there is one: many programs count from 0, and emitted code reads and replaces it here (`values` tells only that it is
   * there). A list, because then it is of the same kind as the items of the array part: V8 boxes a number that comes now from here, now from there.
   */
  zero: Value[] = NO_ZERO;
  private zeroAt = -1;
  /** Of a table with string keys in the hash: whether it has properties, too; undefined: nobody has looked yet. */
  mixed: boolean | undefined = undefined;
  private map: Map<Value, number> | undefined = undefined;
  /** The first key, while all of them are positive integers that follow each other; else 0. */
  private row = 0;
  /** Where the key was that was read last: it is often the one that is written next. */
  private last = 0;

  /** The key's place, −1 if it was never there. A place may hold a tombstone. */
  find(key: Value): number {
    if (this.map !== undefined) return this.keys[this.last] === key ? this.last : (this.map.get(key) ?? -1);
    if (this.row > 0) return this.findInRow(key);
    return typeof key === "string" ? this.findText(key) : this.findOther(key);
  }

  private findInRow(key: Value): number {
    if (typeof key !== "number") return -1;
    const at = key - this.row;
    return at >= 0 && at < this.keys.length && this.keys[at | 0] === key ? at | 0 : -1;
  }

  // V8 compares fast what is always of one type.
  private findText(key: string): number {
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) {
      const other = keys[i];
      if (typeof other === "string" && other === key) return i;
    }
    return -1;
  }

  private findOther(key: Value): number {
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) if (keys[i] === key) return i;
    return -1;
  }

  /** Undefined for keys that are not there and for those whose value is nil. */
  get(key: Value): Value {
    if (this.map !== undefined) {
      const at = this.map.get(key);
      if (at === undefined) return undefined;
      this.last = at;
      return this.valueAt(at);
    }
    const at = this.find(key);
    return at < 0 ? undefined : this.valueAt(at);
  }

  /** The value at a place that `find` gave. */
  valueAt(at: number): Value {
    return at === this.zeroAt ? this.zeroValue() : this.values[at];
  }

  private zeroValue(): Value {
    return this.zero.length > 0 ? this.zero[0] : undefined;
  }

  /** Writes a value where there is one already; false where there is none. */
  replace(key: Value, value: Exclude<Value, undefined>): boolean {
    const at = this.find(key);
    if (at < 0 || this.values[at] === undefined) return false;
    this.put(at, value);
    return true;
  }

  /** Writes at a place that `find` gave. */
  put(at: number, value: Value): void {
    const old = this.values[at];
    if (value === undefined) {
      if (old !== undefined) this.turned(at, -1);
    } else if (old === undefined) this.turned(at, 1);
    if (at === this.zeroAt) this.putZero(at, value);
    else this.values[at] = value;
  }

  /** A key becomes nil (−1), or is no longer nil (1). */
  private turned(at: number, by: 1 | -1): void {
    this.dead -= by;
    if (!isPositiveInteger(this.keys[at])) this.others += by;
  }

  /** Adds a key that `find` did not find. */
  add(key: Value, value: Exclude<Value, undefined>): void {
    if (this.dead > LINEAR_LIMIT && this.dead * 2 > this.keys.length) this.closeGaps();
    const at = this.keys.length;
    // The map first: should the JavaScript stack end here, nothing has changed.
    if (this.map !== undefined) this.map.set(key, at);
    else if (at === 0) this.row = isPositiveInteger(key) ? key : 0;
    else if (this.row > 0 && key !== this.row + at) this.row = 0;
    if (at === 0) {
      // Room for one: what is pushed to an empty list gets room for 17.
      this.keys = [key];
      this.values = [value];
    } else this.keys[at] = key;
    if (key === 0) {
      this.zeroAt = at;
      this.putZero(at, value);
    } else this.values[at] = value;
    if (isPositiveInteger(key)) this.integers++;
    else this.others++;
    if (this.map === undefined && this.row === 0 && at >= LINEAR_LIMIT) this.index();
  }

  private putZero(at: number, value: Value): void {
    this.values[at] = value === undefined ? undefined : true;
    if (value === undefined) this.zero = NO_ZERO;
    else if (this.zero.length > 0) this.zero[0] = value;
    else {
      const zero = ONE.slice();
      zero[0] = value;
      this.zero = zero;
    }
  }

  /** Removes a key that moves to the array part; its place stays empty, and the key is unknown to `find`. */
  remove(at: number): void {
    if (this.values[at] !== undefined) this.dead++;
    this.map?.delete(this.keys[at]);
    this.keys[at] = undefined;
    this.values[at] = undefined;
    this.integers--;
  }

  /** Removes many of them. */
  removeAll(places: readonly number[]): void {
    for (const at of places) {
      if (this.values[at] !== undefined) this.dead++;
      this.keys[at] = undefined;
      this.values[at] = undefined;
    }
    this.closeGaps();
  }

  /** The first place at or after `at` that holds a value, −1 at the end. */
  occupied(at: number): number {
    const values = this.values;
    let i = at;
    while (i < values.length && values[i] === undefined) i++;
    if (i > at) passOver(i - at);
    return i < values.length ? i : -1;
  }

  /** Forgets the keys that are nil. */
  private closeGaps(): void {
    if (this.row > 0 && this.dead < this.keys.length && this.values.lastIndexOf(undefined) === this.dead - 1) this.closeFront();
    else this.closeAll();
  }

  /** The first keys of a row are nil, as a queue leaves them. */
  private closeFront(): void {
    this.keys = this.keys.slice(this.dead);
    this.values = this.values.slice(this.dead);
    this.row += this.dead;
    this.dead = 0;
    this.integers = this.keys.length;
  }

  private closeAll(): void {
    const keys: Value[] = [];
    const values: Value[] = [];
    let integers = 0;
    for (let i = 0; i < this.keys.length; i++) {
      if (this.values[i] === undefined) continue;
      if (isPositiveInteger(this.keys[i])) integers++;
      keys.push(this.keys[i]);
      values.push(this.values[i]);
    }
    this.keys = keys;
    this.values = values;
    this.dead = 0;
    this.zeroAt = keys.indexOf(0);
    this.integers = integers;
    this.map = undefined;
    this.row = 0;
    if (keys.length > LINEAR_LIMIT) this.index();
  }

  private index(): void {
    const map = new Map<Value, number>();
    for (let i = 0; i < this.keys.length; i++) map.set(this.keys[i], i);
    this.map = map;
  }
}

/** The hash part where there is none. Nobody writes to it. */
export const noHash = new Hash();

/** A key that may lie in the array part. */
export function isPositiveInteger(key: Value): key is number {
  return typeof key === "number" && key > 0 && Number.isInteger(key);
}
