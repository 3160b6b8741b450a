/**
 * What `#` has to know of a table with nils between its items or with integers in the hash: it looks for a border by halving the array part, and
 * beyond it by doubling, so where there are several borders the sizes of both parts decide which one it is.
 *
 * Most programs never ask. So a shape only writes down which integers come and go, and works the sizes out (`PartSizes`) when somebody asks, or the
 * log has grown as long as the table. Of items that emitted code appends, and of fields, it hears when it looks next (`sync`).
 *
 * Governing text: Lua 5.1 manual §2.5.5; `luaH_getn` in ltable.c.
 */
import { isPositiveInteger } from "./hash.ts";
import { powerOfTwo } from "./key-counts.ts";
import { type Contents, type Moment, otherKeys, PartSizes } from "./part-sizes.ts";
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

/** Logs are no longer than about so many numbers. */
const LONG_LOG = 128;
/** Turns of a queue that one record stands for at most. */
const MANY_TURNS = 2 ** 20;
/** What a record takes of the log. */
const RECORD = 4;

/** What logs begin with. Nobody writes to it. */
const NO_LOG: number[] = [];

/** What is known of the items that a table has when its shape is made: it is a list, which may have nils; it has none; its constructor wrote other keys, too. */
export type Origin = "list" | "dense" | "constructor";

export class Shape implements Moment {
  /** Not made before somebody asks: till then the three numbers say what the constructor made, and that so many items are there. */
  #sizes: PartSizes | undefined = undefined;
  readonly #firstWidth: number;
  readonly #firstNodes: number;
  readonly #firstItems: number;
  /**
   * `key`: an integer is no longer nil; `-key`: it is nil now; 0, n, last, first: n turns of a queue, each of which takes out the integer that follows
   * `first` (or none, if that is 0) and then adds the one that follows `last`; these two included; 0, 0, `key`, 0: nil was written to a number that was nil.
   */
  #log = NO_LOG;
  #logged = 0;
  /** The items of the array up to here are in the log, or older. */
  #counted: number;
  /** How long the array has been. */
  longest = 0;
  /** Where the last record of turns begins. */
  #turnsAt = -1;
  /** While the log is gone through: so many of its numbers are done, and so many turns of the record that is under way. */
  #done = 0;
  #turnsDone = 0;
  /** A list of this length is searched for nils when its length is asked for. */
  #searchAt = 0;

  /** The shape of a table as its constructor leaves it: sizes of both parts, and items of which none is nil. */
  constructor(width: number, nodes: number, items = 0) {
    this.#firstWidth = width;
    this.#firstNodes = nodes;
    this.#firstItems = items;
    this.#counted = items;
  }

  /**
   * The shape of a table without integers in its hash. Its array part was made for this width, if that is more than there are items. Its other keys
   * are taken to be older than the items that were appended, and than the constructor's, if that may have had them.
   */
  static of(table: Contents, width: number, origin: Origin): Shape {
    const { length } = table.arr;
    const fields = table.fields();
    if (fields.length === 0 && (table.hash?.others ?? 0) === 0) {
      if (origin === "dense") return new Shape(length > width ? powerOfTwo(length) : width, 0, length);
      if (origin === "list" && !table.arr.includes(undefined)) return new Shape(width, 0, Math.min(width, length));
    }
    const others = [...fields.map((field) => field.slice(1)), ...otherKeys(table.hash)];
    // Where the hash part has no place left, since no other key or one holds them all, the items were appended to the array part: most queues.
    const full = origin !== "list" && others.length <= 1 && others.every((key) => table.get(key) !== undefined);
    const shape = new Shape(full && length > width ? powerOfTwo(length) : width, origin === "list" ? 0 : others.length);
    shape.#counted = full ? length : Math.min(width, length);
    const sizes = shape.#known();
    if (origin === "dense") sizes.holdAll(shape.#counted);
    else sizes.holdItems(table.arr, shape.#counted);
    sizes.knowFields(fields);
    for (const key of others) sizes.addOther(table, shape, key);
    return shape;
  }

  /** Writes down the items that were appended. */
  sync(table: Contents): void {
    const { length } = table.arr;
    const first = this.#counted + 1;
    if (first > length) return;
    this.#counted = length;
    if (first === length) this.added(table, first);
    else this.#record(table, length - first + 1, first, 0);
  }

  /** The items up to the array's end are written down. */
  settle(table: Contents): void {
    this.#counted = table.arr.length;
  }

  /** An integer is no longer nil. */
  added(table: Contents, key: number): void {
    const log = this.#log;
    const n = this.#logged;
    const dropped = n > 0 ? -(log[n - 1] ?? 0) : 0;
    if (dropped > 0) {
      if (dropped === key) {
        // As if it had always been there.
        this.#logged--;
        return;
      }
      if (this.#isTurn(n, key, dropped)) return;
    }
    const counting = this.#counting(key);
    if (counting === undefined) this.#note(table, key);
    else counting.add(table, this, key);
  }

  /** Whether another turn of a queue is over. It goes into the record. */
  #isTurn(n: number, key: number, dropped: number): boolean {
    const log = this.#log;
    const at = this.#turnsAt;
    if (at >= 0 && at === n - RECORD - 1) {
      const turns = log[at + 1] ?? 0;
      if (dropped !== (log[at + 3] ?? 0) + turns || key !== (log[at + 2] ?? 0) + turns || turns === MANY_TURNS) return false;
      log[at + 1] = turns + 1;
      this.#logged--;
      return true;
    }
    // An end that comes nearer to the front is none of a queue's; and a record may end with 0, which no entry is.
    if (n < 3 || key < dropped || dropped === 1 || log[n - 2] !== key - 1 || log[n - 3] !== 1 - dropped) return false;
    this.#logged = n - 3;
    this.#turnsAt = n - 3;
    this.#write(2, key - 1, dropped - 1);
    return true;
  }

  /** An integer is nil now. */
  dropped(table: Contents, key: number): void {
    const counting = this.#counting(key);
    if (counting === undefined) this.#note(table, -key);
    else counting.drop(key);
  }

  /** The sizes, if they are those that the table has now and the key's place is in the array part: what comes and goes there is only counted. */
  #counting(key: number): PartSizes | undefined {
    const sizes = this.#sizes;
    return this.#logged === 0 && sizes !== undefined && key <= sizes.width ? sizes : undefined;
  }

  /** Nil was written to a number that is nil. */
  nilled(table: Contents, key: number): void {
    this.sync(table);
    this.#record(table, 0, key, 0);
  }

  /** A key that is no positive integer was added to the hash; `replay` was called before. */
  addedOther(table: Contents, key: Value): void {
    this.#known().addOther(table, this, key);
  }

  /** One that is in the hash is no longer nil; `replay` was called before. */
  revivedOther(table: Contents, key: Value): void {
    this.#known().reviveOther(table, this, key);
  }

  /** The array has lost its end. */
  trimmed(table: Contents): void {
    this.longest = Math.max(this.longest, this.#counted);
    this.#counted = Math.min(this.#counted, table.arr.length);
  }

  /** True if the array may have had this item before it lost its end. */
  mayHaveHeld(key: number): boolean {
    return key <= Math.max(this.longest, this.#firstWidth);
  }

  /** A constructor's items up to `last` are about to be written. */
  reserve(table: Contents, last: number): void {
    this.replay(table);
    this.#known().reserve(table, this, last);
  }

  /** Works out the sizes that the table has now. */
  replay(table: Contents): void {
    this.sync(table);
    if (this.#logged > 0) this.#goThrough(table);
  }

  /** `luaH_getn` */
  border(table: Contents): number {
    this.replay(table);
    const sizes = this.#known();
    sizes.addFields(table, this);
    const { arr, hash } = table;
    const has = (key: number): boolean => (key <= arr.length ? arr[key - 1] : hash?.get(key)) !== undefined;
    const { width } = sizes;
    if (width > 0 && !has(width)) return between(0, width, has);
    let low = width;
    let high = width + 1;
    while (has(high)) {
      low = high;
      high *= 2;
    }
    return between(low, high, has);
  }

  /**
   * True after `border` if a search shows that there are no nils, and `of` would find this shape again. The search is made each time that the list
   * has doubled.
   */
  isOrdinary(table: Contents): boolean {
    const { arr, hash } = table;
    if (arr.length < this.#searchAt || (hash !== undefined && hash.integers > 0)) return false;
    if (!this.#known().isTight(table)) return false;
    this.#searchAt = arr.length * 2;
    passOver(arr.length);
    return !arr.includes(undefined);
  }

  /** PUC Lua's `sizearray`. */
  get width(): number {
    return this.#known().width;
  }

  has(table: Contents, key: number): boolean {
    return this.#nextChange(key) ?? table.get(key) !== undefined;
  }

  isNow(): boolean {
    return this.#done === this.#logged;
  }

  beyond(table: Contents, width: number): number[] {
    const { arr, hash } = table;
    const keys = new Set<number>();
    const look = (key: Value): void => {
      if (isPositiveInteger(key) && key > width && this.has(table, key)) keys.add(key);
    };
    passOver(Math.max(0, arr.length - width) + (hash?.keys.length ?? 0));
    for (let key = width + 1; key <= arr.length; key++) if (arr[key - 1] !== undefined) look(key);
    if (hash !== undefined && hash.integers > 0) for (const key of hash.keys) look(key);
    // Those that have gone since.
    const log = this.#log;
    let turnsDone = this.#turnsDone;
    for (let at = this.#done; at < this.#logged; at++) {
      const entry = log[at] ?? 0;
      look(Math.abs(entry));
      if (entry !== 0) continue;
      const turns = log[at + 1] ?? 0;
      const last = log[at + 2] ?? 0;
      const first = log[at + 3] ?? 0;
      if (first > 0) {
        const waiting = Math.min(last - first, turns - turnsDone);
        passOver(waiting);
        for (let i = 0; i < waiting; i++) look(first + turnsDone + i);
      }
      turnsDone = 0;
      at += RECORD - 1;
    }
    return [...keys].sort((a, b) => a - b);
  }

  #known(): PartSizes {
    if (this.#sizes !== undefined) return this.#sizes;
    const sizes = new PartSizes(this.#firstWidth, this.#firstNodes);
    sizes.holdAll(this.#firstItems);
    this.#sizes = sizes;
    return sizes;
  }

  #note(table: Contents, entry: number): void {
    if (this.#log === NO_LOG) this.#log = [entry];
    else this.#log[this.#logged] = entry;
    this.#logged++;
    if (this.#logged >= LONG_LOG) this.#goThrough(table);
  }

  #record(table: Contents, turns: number, last: number, first: number): void {
    if (this.#log === NO_LOG) this.#log = [];
    this.#write(turns, last, first);
    if (this.#logged >= LONG_LOG) this.#goThrough(table);
  }

  #write(turns: number, last: number, first: number): void {
    const log = this.#log;
    log[this.#logged++] = 0;
    log[this.#logged++] = turns;
    log[this.#logged++] = last;
    log[this.#logged++] = first;
  }

  #goThrough(table: Contents): void {
    const log = this.#log;
    const sizes = this.#known();
    passOver(this.#logged);
    this.#turnsAt = -1;
    this.#done = 0;
    while (this.#done < this.#logged) {
      const entry = log[this.#done] ?? 0;
      if (entry === 0) {
        this.#takeTurns(table, sizes, log[this.#done + 1] ?? 0, log[this.#done + 2] ?? 0, log[this.#done + 3] ?? 0);
        this.#done += RECORD;
        continue;
      }
      this.#done++;
      if (entry > 0) sizes.add(table, this, entry);
      else sizes.drop(-entry);
    }
    this.#done = this.#logged = 0;
  }

  #takeTurns(table: Contents, sizes: PartSizes, turns: number, last: number, first: number): void {
    if (turns === 0) sizes.addNil(table, this, last);
    passOver(turns);
    for (let turn = 0; turn < turns; turn++) {
      if (first > 0) sizes.drop(first + turn);
      this.#turnsDone = turn + 1;
      sizes.add(table, this, last + turn);
    }
    this.#turnsDone = 0;
  }

  /** What what is not yet done of the log makes of a key first: undefined if it does not change it, else whether it was there before. */
  #nextChange(key: number): boolean | undefined {
    const log = this.#log;
    let turnsDone = this.#turnsDone;
    for (let at = this.#done; at < this.#logged; ) {
      const entry = log[at] ?? 0;
      if (entry !== 0) {
        if (entry === key) return false;
        if (entry === -key) return true;
        at++;
        continue;
      }
      const turns = log[at + 1] ?? 0;
      const last = log[at + 2] ?? 0;
      const first = log[at + 3] ?? 0;
      if (key >= last + turnsDone && key < last + turns) return false;
      if (first > 0 && key >= first + turnsDone && key < first + turns) return true;
      turnsDone = 0;
      at += RECORD;
    }
    return undefined;
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
