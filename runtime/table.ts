/**
 * Lua tables. For libraries: `get`, `set`, `length`, `nextKey`, `metatable`, `list`, `record`; all raw.
 *
 * Layout: a string key that is a constant name of some loaded script (`known`) is an own property `$name`, so that
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
import { denseRoom, hasRoom, NO_ITEMS, NO_ROOM, type Room, trim } from "./array-part.ts";
import { Hash, isPositiveInteger } from "./hash.ts";
import { addInteger, appendItem, dropItem, fillItems, firstLength, isIrregular, refillItem, shapeOf } from "./items.ts";
import { rt } from "./machine.ts";
import { MetaRecord, PLAIN } from "./meta-record.ts";
import { known, nameOf, register } from "./names.ts";
import { passOver } from "./pass-over.ts";
import { Shape } from "./table-shape.ts";
import type { LuaUserdata, Value } from "./value.ts";
import { WeakHash } from "./weak-hash.ts";

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

  /** As `get`, for a key that is known to be a string. */
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

  /** As `set`, for a key that is known to be a string. */
  setString(key: string, value: Value): void {
    if (this.meta.clear) {
      LuaTable.setClear(this, key, value);
      return;
    }
    const hash = this.hash;
    const at = hash === undefined ? -1 : hash.find(key);
    if (hash !== undefined && at >= 0) {
      this.putHash(hash, at, key, value);
      return;
    }
    const field = hash === undefined || this.isMixed(hash) || isEvent(key) ? known(key) : undefined;
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

  /** As `set`, for a key that is known to be a number; a NaN is the caller's to refuse. */
  setNumber(key: number, value: Value): void {
    const arr = this.arr;
    const n = arr.length;
    if (key === n + 1) {
      if (value === undefined) this.setHash(key, value);
      else appendItem(this, value);
      return;
    }
    if (key >= 1 && key <= n && Number.isInteger(key)) {
      if (value === undefined) dropItem(this, arr, key);
      else if (arr[key - 1] === undefined) refillItem(this, arr, key, value);
      else arr[key - 1] = value;
      return;
    }
    this.setHash(key, value);
  }

  private setHash(key: Value, value: Value): void {
    const { hash, room } = this;
    const at = hash === undefined ? -1 : hash.find(key);
    if (hash !== undefined && at >= 0) {
      this.putHash(hash, at, key, value);
      return;
    }
    if (value === undefined) {
      if (typeof key === "number" && isIrregular(this)) shapeOf(this).nilled(this, key);
      return;
    }
    if (isPositiveInteger(key)) {
      addInteger(this, key, value);
      return;
    }
    if (typeof room !== "number") room.replay(this);
    if (hash === undefined) this.hash = new Hash();
    this.hash?.add(key, value);
    if (typeof room !== "number") room.addedOther(this, key);
  }

  /** Writes at a place of the hash that the key has already. */
  private putHash(hash: Hash, at: number, key: Value, value: Value): void {
    const { room } = this;
    const was = hash.values[at] !== undefined;
    if (typeof room === "number" || (was && value !== undefined)) hash.put(at, value);
    else this.putIrregular(hash, room, at, key, value, was);
  }

  /** The same where the key becomes nil, or was nil before. */
  private putIrregular(hash: Hash, shape: Shape, at: number, key: Value, value: Value, was: boolean): void {
    if (!was && value === undefined) {
      if (typeof key === "number") shape.nilled(this, key);
      return;
    }
    if (!isPositiveInteger(key)) {
      shape.replay(this);
      hash.put(at, value);
      if (!was) shape.revivedOther(this, key);
      return;
    }
    if (was) shape.shrinks(this);
    hash.put(at, value);
    if (was) shape.dropped(key);
    else shape.added(this, key);
  }

  /** Raw length: a border, `#t` without `__len`. */
  length(): number {
    const { arr, room } = this;
    if (typeof room === "number") return (room & 1) === 1 ? arr.length : firstLength(this, arr, room >> 1);
    const border = room.border(this);
    if (border === arr.length && room.isOrdinary(this)) this.room = denseRoom(room.width);
    return border;
  }

  /** Raw write of a constructor's items from index `from` on; nils are allowed. The array may become part of the table: the caller gives it away. */
  fill(values: Value[], from: number): void {
    fillItems(this, values, from);
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

  /** Setting it is raw: `__metatable` protects nothing. `__mode` and `__gc` count as they are then (Lua 5.2 manual §2.5.1). */
  get metatable(): LuaTable | undefined {
    return this.meta.table;
  }

  set metatable(table: LuaTable | undefined) {
    const record = table === undefined ? PLAIN : table.asMetatable();
    this.meta = this.meta.clear ? record : record.twin;
    if (record.special || this instanceof WeakTable) {
      if (table?.$__mode !== undefined || this instanceof WeakTable) this.weaken(table?.$__mode);
      if (table?.$__gc !== undefined && rt.realm.dialect === "5.2") rt.realm.finalizers?.add(this);
    }
  }

  /** Becomes a table with weak keys or values, or an ordinary one, as `__mode` says. */
  protected weaken(mode: Value): void {
    weaken(this, mode);
  }

  /** The record of the tables that have this one as metatable. */
  asMetatable(): MetaRecord<LuaTable> {
    if (this.record === undefined) {
      this.record = MetaRecord.of<LuaTable>(this);
      this.eventChanged();
    }
    return this.record;
  }

  /** `{__index = index}` with its record: the metatable of one object, as some make it in each constructor. */
  static inheriting(index: Value): LuaTable {
    const metatable = new LuaTable();
    metatable.$__index = index;
    const record = MetaRecord.of<LuaTable>(metatable);
    metatable.record = record;
    if (index instanceof LuaTable) record.index = index;
    else if (typeof index === "function") record.indexFunction = index;
    record.ends = index === undefined;
    return metatable;
  }

  /** A metamethod of this metatable was written. */
  protected eventChanged(): void {
    const record = this.record;
    if (record === undefined) return;
    const index = this.$__index;
    const held = this instanceof WeakTable && this.weak.weakValues ? undefined : index;
    record.index = held instanceof LuaTable ? held : undefined;
    record.indexFunction = typeof held === "function" ? held : undefined;
    record.open = this.$__newindex === undefined;
    record.ends = index === undefined;
    record.compares = this.$__eq !== undefined;
    if (record.other !== undefined) record.other.compares = record.compares;
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
      table.room = Shape.of(table, n, "list");
    }
    return table;
  }

  /** The same in an array part that is wider. */
  static wideList(items: Value[], width: number): LuaTable {
    const table = LuaTable.list(items);
    table.room = typeof table.room === "number" ? width * 2 : Shape.of(table, width, "list");
    return table;
  }

  /** The table of a constructor that writes items by their keys, too: an array part of this width, and so many places in the hash part. */
  static sized(width: number, places: number): LuaTable {
    const table = new LuaTable();
    table.room = new Shape(width, places);
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
 * A table whose metatable has `__mode`: everything lies in `weak`, nothing where emitted code looks first, but for the events, which stand there, too, in case it
 * is a metatable itself: where values are weak as a look into `weak`, so that they hold nothing. A table becomes one, and ordinary again, when its metatable is
 * set; this is the one place where an object changes its class, since weak tables are rare.
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
    else if (value !== undefined) this.weak.add(key, value);
    if (typeof key !== "string" || !isEvent(key)) return;
    const field = known(key);
    if (field === undefined) return;
    const { weak } = this;
    if (!weak.weakValues) this[field] = value;
    else Object.defineProperty(this, field, { get: () => weak.get(key), configurable: true, enumerable: true });
    if (this.record !== undefined) this.eventChanged();
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
  if (table instanceof WeakTable) for (const field of table.fields()) Reflect.deleteProperty(table, field);
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
