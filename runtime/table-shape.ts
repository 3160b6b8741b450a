/**
 * What `#` has to know of a table with nils between its items or with integers in the hash: it looks for a border by halving the array part, and
 * beyond it by doubling, so where there are several borders the sizes of both parts decide which one it is.
 *
 * It hears of all keys that come and go, but of fields only when it looks.
 *
 * Governing text: Lua 5.1 manual §2.5.5; `luaH_getn` in ltable.c.
 */
import { powerOfTwo } from "./key-counts.ts";
import { type Contents, otherKeys, PartSizes } from "./part-sizes.ts";
import { passOver } from "./pass-over.ts";
import type { Value } from "./value.ts";

/** What is known of the items that a table has when its shape is made: it is a list, which may have nils; it has none; its constructor wrote other keys, too. */
export type Origin = "list" | "dense" | "constructor";

/** So many integers that come are written down at most. */
const LONG_LOG = 512;
/** What logs begin with. Nobody writes to it. */
const NO_LOG: number[] = [];

export class Shape {
  /** Not made before it is needed: till then the three numbers say what the constructor made, and that so many items are there. */
  #sizes: PartSizes | undefined = undefined;
  readonly #firstWidth: number;
  readonly #firstNodes: number;
  readonly #firstItems: number;
  /** The integers that have come, in that order, since the sizes were worked out. */
  #log = NO_LOG;
  /** No integer has become nil yet: then the log is all there is to know, and it is gone through when somebody asks. Else each one is counted at once. */
  #grows = true;
  /** How long the array has been. */
  longest = 0;
  /** A list of this length is searched for nils when its length is asked for. */
  #searchAt = 0;

  /** The shape of a table as its constructor leaves it: sizes of both parts, and items of which none is nil. */
  constructor(width: number, nodes: number, items = 0) {
    this.#firstWidth = width;
    this.#firstNodes = nodes;
    this.#firstItems = items;
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
      if (origin === "list" && !table.arr.includes(undefined)) {
        const first = Math.min(width, length);
        const list = new Shape(width, 0, first);
        list.#append(table, first);
        return list;
      }
    }
    const others = [...fields.map((field) => field.slice(1)), ...otherKeys(table.hash)];
    // Where the hash part has no place left, since no other key or one holds them all, the items were appended to the array part: most queues.
    const full = origin !== "list" && others.length <= 1 && others.every((key) => table.get(key) !== undefined);
    const shape = new Shape(full && length > width ? powerOfTwo(length) : width, origin === "list" ? 0 : others.length);
    const counted = full ? length : Math.min(width, length);
    const sizes = shape.#known();
    if (origin === "dense") sizes.holdAll(counted);
    else sizes.holdItems(table.arr, counted);
    sizes.knowFields(fields);
    for (const key of others) sizes.addOther(table, key);
    shape.#append(table, counted);
    return shape;
  }

  /** The items after `counted` were appended since. */
  #append(table: Contents, counted: number): void {
    const { length } = table.arr;
    passOver(length - counted);
    for (let key = counted + 1; key <= length; key++) this.added(table, key);
  }

  /** An integer is no longer nil. */
  added(table: Contents, key: number): void {
    if (!this.#grows) this.#known().add(table, key);
    else if (this.#log.length === 0) this.#log = [key];
    else if (this.#log.push(key) === LONG_LOG) this.replay(table);
  }

  /** An integer is about to become nil. */
  shrinks(table: Contents): void {
    this.replay(table);
    this.#grows = false;
  }

  /** An integer is nil now; `shrinks` was called before. */
  dropped(key: number): void {
    this.#known().drop(key);
  }

  /** Nil was written to a number that is nil. */
  nilled(table: Contents, key: number): void {
    this.shrinks(table);
    this.#known().addNil(table, key);
  }

  /** Works out the sizes that the table has now. */
  replay(table: Contents): void {
    if (this.#log.length === 0) return;
    const log = this.#log;
    this.#log = NO_LOG;
    this.#known().addLogged(table, log);
  }

  #known(): PartSizes {
    if (this.#sizes !== undefined) return this.#sizes;
    const sizes = new PartSizes(this.#firstWidth, this.#firstNodes);
    sizes.holdAll(this.#firstItems);
    this.#sizes = sizes;
    return sizes;
  }

  /** A key that is no positive integer was added to the hash; `replay` was called before. */
  addedOther(table: Contents, key: Value): void {
    this.#known().addOther(table, key);
  }

  /** One that is in the hash is no longer nil; `replay` was called before. */
  revivedOther(table: Contents, key: Value): void {
    this.#known().reviveOther(table, key);
  }

  /** The array, which was so long, has lost its end. */
  trimmed(length: number): void {
    if (length > this.longest) this.longest = length;
  }

  /** True if the array may have had this item before it lost its end. */
  mayHaveHeld(key: number): boolean {
    return key <= Math.max(this.longest, this.#firstWidth);
  }

  /** A constructor's items up to `last` are about to be written. */
  reserve(table: Contents, last: number): void {
    this.replay(table);
    this.#known().reserve(table, last);
  }

  /** `luaH_getn` */
  border(table: Contents): number {
    this.replay(table);
    const sizes = this.#known();
    sizes.addFields(table);
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

  /** How many integers are not nil. */
  get items(): number {
    return this.#known().items;
  }

  /** PUC Lua's `sizearray`. */
  get width(): number {
    return this.#known().width;
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
