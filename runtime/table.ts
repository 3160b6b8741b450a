/**
 * Lua tables. PUBLIC API (stable for library code): `get`, `set`, `length`, `nextKey`, `metatable`, `list`, `record`; all raw.
 *
 * Layout (DESIGN §3): a string key that is a constant name of some loaded script (`known`) is an own property `$name`, so that
 * emitted code reads it through an inline cache; integer keys 1..n lie in `arr` at i − 1; everything else in `hash`, which
 * also keeps the value of the key 0 where emitted code finds it at once (`Hash.zero`).
 *
 * `room` is told in array-part.ts.
 *
 * Invariants: a string key lives in one place only: the property if there is one, else the hash. A property is never
 * removed: undefined is its tombstone. The events of metatables (`__index` …) never lie in the hash. `arr` has no trailing nil (so its
 * length is a border), and the hash never holds the key `arr.length + 1`. `meta` is a hidden record (see `MetaRecord`) exactly if the hash
 * has ever held a string key. The `$` keeps names apart from JavaScript's own properties.
 */
import { arrayWidth, hasRoom, NO_ITEMS, NO_ROOM, type Room, roomOf, roomWithout, trim } from "./array-part.ts";
import { passOver } from "./pass-over.ts";
import { Hash, isPositiveInteger } from "./hash.ts";
import { MetaRecord, PLAIN } from "./meta-record.ts";
import { rt } from "./machine.ts";
import { known, nameOf, register } from "./names.ts";
import type { LuaUserdata, Value } from "./value.ts";
import { WeakHash } from "./weak-hash.ts";

/** What new array parts are copied from: V8 keeps numbers unboxed in copies of an empty array, whatever other copies hold. */
const FRESH: readonly Value[] = [];

/** Up to so many integers in the hash, `wasFull` is exact. */
const SMALL = 4;

/** Listing more fields than this is charged; one takes V8 as long as so many places of an array. */
const FEW_FIELDS = 16;
const PLACES_A_FIELD = 32;

/**
 * What new tables begin with, as constants of this file: what is imported V8 loads at each use and takes for a variable, and a table that is
 * given such values it really makes, even where nothing but its fields is used (vectors that operators make on the way to a result).
 */
const NO_METATABLE: MetaRecord<LuaTable> = PLAIN;
const NONE = NO_ITEMS;
const DENSE: Room = NO_ROOM;

export class LuaTable {
  meta = NO_METATABLE;
  arr = NONE;
  hash: Hash | undefined = undefined;
  room = DENSE;
  /** The record shared by the tables that have this one as metatable; present only on metatables. */
  declare record?: MetaRecord<LuaTable>;
  [field: `$${string}`]: Value;

  /** Raw read: `rawget`. */
  get(key: Value): Value {
    if (typeof key === "string") return this.getString(key);
    if (typeof key === "number" && key > 0) {
      const value = this.arr[key - 1];
      if (value !== undefined) return value;
    }
    return this.hash?.get(key);
  }

  getString(key: string): Value {
    const hash = this.hash;
    if (hash !== undefined && !this.meta.clear) {
      const value = hash.get(key);
      if (value !== undefined || !this.isMixed(hash)) return value;
    }
    const field = known(key);
    return field === undefined ? undefined : this[field];
  }

  /** Whether a table with string keys in its hash has properties, too. */
  private isMixed(hash: Hash): boolean {
    hash.mixed ??= this.fields().length > 0;
    return hash.mixed;
  }

  /** Raw write: `rawset`. The key is neither nil nor NaN (the caller has checked). */
  set(key: Value, value: Value): void {
    if (typeof key === "string") this.setString(key, value);
    else if (typeof key === "number") this.setNumber(key, value);
    else this.setHash(key, value);
  }

  setString(key: string, value: Value): void {
    if (this.meta.clear) {
      LuaTable.setClear(this, key, value);
      return;
    }
    const at = this.hash === undefined ? -1 : this.hash.find(key);
    if (at >= 0) {
      this.hash?.put(at, value);
      return;
    }
    const field = this.hash === undefined || this.isMixed(this.hash) || isEvent(key) ? known(key) : undefined;
    if (field !== undefined && (this[field] !== undefined || isEvent(key))) this.setProperty(key, field, value);
    else this.setHash(key, value);
  }

  /**
   * `setString` of a table whose record is clear, which no subclass has. Such tables have all shapes, so that V8 looks each of their
   * properties up, methods too: as few as possible are touched.
   */
  static setClear(table: LuaTable, key: string, value: Value): void {
    const field = known(key);
    if (field === undefined) {
      if (value === undefined) return;
      table.setHash(key, value);
      table.meta = table.meta.twin;
    } else if (value !== undefined || table[field] !== undefined) {
      table[field] = value;
      if (isEvent(key) && table.record !== undefined) table.eventChanged();
    }
  }

  /**
   * Raw write of a constant name, which is known: becomes a property unless the hash has it. An object that gets a dozen properties by keyed
   * stores becomes a dictionary, whose fields no inline cache finds (a class with many methods); V8 keeps one fast whose properties are defined.
   */
  setField(key: string, value: Value): void {
    const field = register(key);
    const hash = this.hash;
    const hidden = hash !== undefined && !this.meta.clear;
    if (this[field] === undefined && hidden && hash.find(key) >= 0) {
      this.setHash(key, value);
      return;
    }
    if (value !== undefined && !Object.hasOwn(this, field))
      Object.defineProperty(this, field, { value, writable: true, enumerable: true, configurable: true });
    this.setProperty(key, field, value);
  }

  private setProperty(key: string, field: `$${string}`, value: Value): void {
    if (value === undefined && this[field] === undefined) return;
    this[field] = value;
    if (this.hash !== undefined) this.hash.mixed = undefined;
    if (isEvent(key) && this.record !== undefined) this.eventChanged();
  }

  setNumber(key: number, value: Value): void {
    const arr = this.arr;
    const n = arr.length;
    if (key === n + 1) {
      if (value === undefined) return;
      const hash = this.hash;
      if (hash !== undefined && hash.integers > 0) {
        const at = hash.find(key);
        if (at >= 0) hash.remove(at); // a tombstone
      }
      if (arr === NO_ITEMS) {
        const items = FRESH.slice();
        items.push(value);
        this.arr = items;
      } else arr.push(value);
      if (hash !== undefined && hash.integers > 0) this.gather();
      return;
    }
    if (key >= 1 && key <= n && Number.isInteger(key)) {
      if (value === undefined) this.drop(arr, key);
      else arr[key - 1] = value;
      return;
    }
    this.setHash(key === 0 ? 0 : key, value);
  }

  /** Takes an item out. */
  private drop(arr: Value[], key: number): void {
    const { room } = this;
    const last = key === arr.length;
    if (last && typeof room === "number" && (room & 1) === 1 && key <= room >> 1) {
      arr.pop(); // a stack
      return;
    }
    arr[key - 1] = undefined;
    if (typeof room === "number") this.room = roomWithout(key, arr, room);
    if (last) trim(arr);
  }

  private setHash(key: Value, value: Value): void {
    let hash = this.hash;
    if (hash === undefined) {
      if (value === undefined) return;
      hash = this.hash = new Hash();
    }
    const at = hash.find(key);
    if (at >= 0) hash.put(at, value);
    else if (value !== undefined) {
      hash.add(key, value);
      if (isPositiveInteger(key) && this.wasFull(hash)) this.widen(hash);
    }
  }

  /**
   * True if PUC Lua's hash part, whose size is a power of two, had no room for an integer that was just added. Of large ones only the
   * integers are counted.
   */
  private wasFull(hash: Hash): boolean {
    const counted = hash.integers > SMALL ? hash.integers : hash.keys.length - hash.dead + this.fields().length;
    const before = counted - 1;
    return (before & (before - 1)) === 0;
  }

  /** Takes keys that items have replaced out of the hash: `{[1] = "x", "item"}`. */
  private replace(from: number, count: number): void {
    const { hash } = this;
    if (hash === undefined) return;
    for (let key = from; key < from + count; key++) {
      const at = hash.find(key);
      if (at >= 0) hash.remove(at);
    }
    this.gather();
  }

  /** Moves the keys that follow the array part out of the hash. */
  private gather(): void {
    const { arr, hash } = this;
    if (arr === NO_ITEMS || hash === undefined) return;
    for (;;) {
      const at = hash.find(arr.length + 1);
      const value = at < 0 ? undefined : hash.values[at];
      if (value === undefined) return;
      arr.push(value);
      hash.remove(at);
    }
  }

  /**
   * Widens the array part to the largest power of two of which more than half is in use, as PUC Lua does when its hash part is full
   * (`computesizes` in ltable.c).
   */
  private widen(hash: Hash): void {
    const arr = this.arr === NO_ITEMS ? FRESH.slice() : this.arr;
    const width = arrayWidth(arr, hash.keys);
    if (width <= arr.length) return;
    const moved: number[] = [];
    let last = arr.length;
    for (let at = 0; at < hash.keys.length; at++) {
      const key = hash.keys[at];
      if (!isPositiveInteger(key) || key > width) continue;
      moved.push(at);
      if (key > last && hash.values[at] !== undefined) last = key;
    }
    for (let i = arr.length; i < last; i++) arr.push(undefined);
    for (const at of moved) {
      const key = hash.keys[at];
      const value = hash.values[at];
      if (value !== undefined && typeof key === "number") arr[key - 1] = value;
      hash.remove(at);
    }
    if (last === 0) return;
    this.arr = arr;
    this.room = roomOf(arr, width);
    this.gather();
  }

  /** Raw length: a border, `#t` without `__len`. */
  length(): number {
    const { arr, room } = this;
    if (arr === NO_ITEMS) return 0;
    if (typeof room !== "number") return room.border(arr, this.hash);
    if ((room & 1) === 0 && arr.length > room >> 1) return this.outgrown(arr);
    return arr.length;
  }

  /** The length of a list that has become longer than its constructor made it: now it matters whether that wrote nils. */
  private outgrown(arr: Value[]): number {
    this.room = roomOf(arr, arrayWidth(arr, []));
    return this.length();
  }

  /** Raw write of list items from index `from` on; nils are allowed. */
  fill(values: readonly Value[], from: number): void {
    const arr = this.arr === NO_ITEMS ? FRESH.slice() : this.arr;
    if (from > arr.length) {
      // Nils between items keep their place in the array part, as the constructor of PUC Lua sizes it.
      while (arr.length < from - 1) arr.push(undefined);
      for (let i = 0; i < values.length; i++) arr.push(values[i]);
      trim(arr);
      this.room = roomOf(arr, from - 1 + values.length);
      this.arr = arr;
      if (this.hash !== undefined && this.hash.integers > 0) this.replace(from, values.length);
      return;
    }
    for (let i = 0; i < values.length; i++) this.set(from + i, values[i]);
  }

  /** The names of the properties, tombstones included, with their `$`, in order of creation. */
  fields(): `$${string}`[] {
    const fields: `$${string}`[] = [];
    for (const name of Object.keys(this)) if (isField(name)) fields.push(name);
    if (fields.length > FEW_FIELDS) passOver(fields.length * PLACES_A_FIELD);
    return fields;
  }

  /** The key after `key` in traversal order (undefined: the first one), or undefined at the end; `false` for an unknown key. */
  nextKey(key: Value): Value {
    if (key === undefined) return this.nextItem(0);
    if (typeof key === "number" && key > 0 && Number.isInteger(key)) {
      if (key <= this.arr.length) return this.nextItem(key);
      // Not in the hash either: it may have been an item before the array part lost its end.
      if (hasRoom(this.room, key) && (this.hash === undefined || this.hash.find(key) < 0)) return this.nextField(0);
    } else if (typeof key === "string") {
      const field = known(key);
      if (
        field !== undefined &&
        Object.hasOwn(this, field) &&
        (this[field] !== undefined || this.hash === undefined || this.hash.find(key) < 0)
      ) {
        return this.nextField(this.placeOf(field) + 1);
      }
    }
    const at = this.hash === undefined ? -1 : this.hash.find(key);
    return at < 0 ? false : this.nextHash(at + 1);
  }

  private nextItem(from: number): Value {
    const arr = this.arr;
    let i = from;
    while (i < arr.length && arr[i] === undefined) i++;
    if (i > from) passOver(i - from);
    return i < arr.length ? i + 1 : this.nextField(0);
  }

  private nextField(from: number): Value {
    const fields = from === 0 ? this.fieldsFresh() : this.fieldsAgain();
    for (let i = from; i < fields.length; i++) {
      const field = fields[i];
      if (field === undefined || this[field] === undefined) continue;
      rt.walkedAt = i;
      return nameOf(field);
    }
    return this.nextHash(0);
  }

  /** Where a field stands; it is usually the one that was last given out. */
  private placeOf(field: `$${string}`): number {
    let fields = this.fieldsAgain();
    if (fields[rt.walkedAt] === field) return rt.walkedAt;
    if (!fields.includes(field)) fields = this.fieldsFresh();
    return fields.indexOf(field);
  }

  /** The fields, remembered so that a traversal by `next` costs a constant per step. */
  private fieldsFresh(): readonly `$${string}`[] {
    rt.walked = this;
    rt.walkedFields = this.fields();
    rt.walkedAt = 0;
    return rt.walkedFields;
  }

  private fieldsAgain(): readonly `$${string}`[] {
    return rt.walked === this ? rt.walkedFields : this.fieldsFresh();
  }

  private nextHash(from: number): Value {
    const hash = this.hash;
    if (hash === undefined) return undefined;
    const at = hash.occupied(from);
    return at < 0 ? undefined : hash.keys[at];
  }

  get metatable(): LuaTable | undefined {
    return this.meta.table;
  }

  set metatable(table: LuaTable | undefined) {
    const record = table === undefined ? PLAIN : table.asMetatable();
    this.meta = this.meta.clear ? record : record.twin;
    if (record.special || this instanceof WeakTable) {
      if (table?.$__mode !== undefined || this instanceof WeakTable) weaken(this, table?.$__mode);
      if (table?.$__gc !== undefined && rt.realm.dialect === "5.2") rt.realm.finalizers?.add(this);
    }
  }

  /** The record of the tables that have this one as metatable. */
  asMetatable(): MetaRecord<LuaTable> {
    if (this.record === undefined) {
      this.record = MetaRecord.of<LuaTable>(this);
      this.eventChanged();
    }
    return this.record;
  }

  /** A metamethod of this metatable was written. */
  private eventChanged(): void {
    const record = this.record;
    if (record === undefined) return;
    const index = this.$__index;
    record.index = index instanceof LuaTable ? index : undefined;
    record.indexFunction = typeof index === "function" ? index : undefined;
    record.open = this.$__newindex === undefined;
    record.ends = index === undefined;
    record.special = this.$__mode !== undefined || this.$__gc !== undefined;
    record.changed?.();
  }

  /** A table with the items 1..n. The array becomes part of the table: the caller gives it away. */
  static list(items: Value[]): LuaTable {
    const table = new LuaTable();
    const n = items.length;
    if (n === 0) return table;
    table.arr = items;
    table.room = n * 2;
    if (items[n - 1] === undefined) {
      trim(items);
      table.room = roomOf(items, n);
    }
    return table;
  }

  /** A table with string keys, in the order of the object's. */
  static record(fields: Readonly<Record<string, Value>>): LuaTable {
    const table = new LuaTable();
    for (const [name, value] of Object.entries(fields)) table.set(name, value);
    return table;
  }
}

/** Names for which there is room in the table itself; others lie in an array beside it. */
const ROOM_FOR_FIELDS = 2;

/**
 * V8 gives each object of a class the room that one of its first ones needed. Those are made here; else the libraries' tables would decide, and each list
 * would carry room for eight names.
 */
for (let i = 0; i < 16; i++) {
  const table = new LuaTable();
  for (let k = 0; k < ROOM_FOR_FIELDS; k++) table[`$${k}`] = undefined;
}

function isField(name: string): name is `$${string}` {
  return name.charCodeAt(0) === 36;
}

/** True for names like `__index`: a change of one may concern a metatable's record. */
function isEvent(key: string): boolean {
  return key.charCodeAt(0) === 95 && key.charCodeAt(1) === 95;
}

/**
 * A table whose metatable has `__mode`: everything lies in `weak`, nothing where emitted code looks first. A table becomes one, and ordinary again,
 * when its metatable is set; this is the one place where an object changes its class, since weak tables are rare.
 */
export class WeakTable extends LuaTable {
  declare weak: WeakHash;

  override get(key: Value): Value {
    return this.weak.get(key);
  }

  override getString(key: string): Value {
    return this.weak.get(key);
  }

  override set(key: Value, value: Value): void {
    const at = this.weak.find(key);
    if (at >= 0) this.weak.put(at, value);
    else if (value !== undefined) this.weak.add(key === 0 ? 0 : key, value);
  }

  override setString(key: string, value: Value): void {
    this.set(key, value);
  }

  override setField(key: string, value: Value): void {
    this.set(key, value);
  }

  override setNumber(key: number, value: Value): void {
    this.set(key, value);
  }

  override fill(values: readonly Value[], from: number): void {
    for (let i = 0; i < values.length; i++) this.set(from + i, values[i]);
  }

  /** A border, found by doubling and halving. */
  override length(): number {
    let low = 0;
    let high = 1;
    while (this.get(high) !== undefined) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.get(middle) === undefined) high = middle;
      else low = middle;
    }
    return low;
  }

  /** Takes out the entries with these values: objects that are about to be finalised. */
  dropValues(values: ReadonlySet<Value>): void {
    this.weak.drop(values);
  }

  /** What gives the entry of this key, if it is weak and has one, to another key. It holds the value, and the key only if the value leads to it. */
  heldEntry(key: Value): ((heir: LuaTable | LuaUserdata) => void) | undefined {
    return this.weak.heldEntry(key);
  }

  override nextKey(key: Value): Value {
    const from = key === undefined ? -1 : this.weak.find(key);
    if (key !== undefined && from < 0) return false;
    const at = this.weak.occupied(from + 1);
    return at < 0 ? undefined : this.weak.keyAt(at);
  }
}

function weaken(table: LuaTable, mode: Value): void {
  const weakKeys = typeof mode === "string" && mode.includes("k");
  const weakValues = typeof mode === "string" && mode.includes("v");
  const entries: [Value, Value][] = [];
  for (let key = table.nextKey(undefined); key !== undefined; key = table.nextKey(key)) entries.push([key, table.get(key)]);
  if (weakKeys || weakValues) {
    for (const field of table.fields()) table[field] = undefined;
    table.arr = NO_ITEMS;
    table.hash = undefined;
    table.room = NO_ROOM;
    if (table.meta.clear) table.meta = table.meta.twin;
    Object.setPrototypeOf(table, WeakTable.prototype);
    rt.realm.noteWeak(table);
    if (table instanceof WeakTable)
      table.weak = new WeakHash(weakKeys, weakValues, rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3");
  } else if (table instanceof WeakTable) {
    Object.setPrototypeOf(table, LuaTable.prototype);
  }
  for (const [key, value] of entries) table.set(key, value);
}
