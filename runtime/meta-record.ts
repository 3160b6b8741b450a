/**
 * What a table needs of its metatable at once, shared by all tables with that metatable; emitted code reads it inline.
 *
 * Each metatable has two records, each other's `twin`: the clear one for tables all of whose string keys are properties,
 * and the hidden one for tables that have string keys in their hash; there the inline reads and writes must always miss, so `index` and
 * `indexFunction` are undefined, `open` and `ends` false. Tables without metatable share `PLAIN` and its twin.
 */
import type { LuaFunction } from "./value.ts";

export class MetaRecord<Table> {
  /** The metatable, undefined for plain tables. */
  readonly table: Table | undefined;
  /** `__index` where it is a table. */
  index: Table | undefined = undefined;
  /** `__index` where it is a function. */
  indexFunction: LuaFunction | undefined = undefined;
  /** True if a new name may be added as a property at once: no `__newindex`, no string keys in the hash. */
  open: boolean;
  /** True if a string key that is no property is absent: no `__index`, no string keys in the hash. */
  ends: boolean;
  /** True if the metatable has `__eq`, in both records: else a table equals only itself. */
  compares = false;
  /** The metatable has `__mode` or `__gc`: a table that gets it is seen to. Only kept right in the clear record. */
  special = false;
  /** Told when `index` has changed: this is the metatable of strings. Only in the clear record. */
  changed: (() => void) | undefined = undefined;
  /** True: all string keys of the table are properties. */
  readonly clear: boolean;
  /** Made when it is first asked for: many a metatable has one table only. */
  other: MetaRecord<Table> | undefined;

  constructor(table: Table | undefined, clear: boolean, other?: MetaRecord<Table>) {
    this.table = table;
    this.clear = clear;
    this.open = clear;
    this.ends = clear;
    this.other = other;
  }

  /** The record of the other kind, of the same metatable. */
  get twin(): MetaRecord<Table> {
    if (this.other === undefined) {
      this.other = new MetaRecord(this.table, !this.clear, this);
      this.other.compares = this.compares;
    }
    return this.other;
  }

  /** The clear record of a new metatable. */
  static of<Table>(table: Table): MetaRecord<Table> {
    return new MetaRecord(table, true);
  }
}

/** Of tables without metatable. Never changed. */
export const PLAIN: MetaRecord<never> = new MetaRecord<never>(undefined, true);
