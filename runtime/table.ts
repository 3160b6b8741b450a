/**
 * Lua tables. PUBLIC API (stable for library code): `get`, `set`, `length`, `next`, `metatable`; all raw.
 * (First form; the inner layout of DESIGN §3 replaces it behind the same methods.)
 */
import type { Value } from "./value.ts";

export class LuaTable {
  metatable: LuaTable | undefined = undefined;
  readonly #entries = new Map<Value, Value>();

  /** Raw read: `rawget`. */
  get(key: Value): Value {
    return this.#entries.get(key);
  }
  /** Raw write: `rawset`. The key is neither nil nor NaN (the caller has checked). */
  set(key: Value, value: Value): void {
    if (value === undefined) this.#entries.delete(key);
    else this.#entries.set(key, value);
  }
  /** Raw length: a border, `#t` without `__len`. */
  length(): number {
    let n = 0;
    while (this.#entries.has(n + 1)) n++;
    return n;
  }
  /** The key after `key` in traversal order (undefined: the first one), or undefined at the end; `false` for an unknown key. */
  nextKey(key: Value): Value {
    const keys = [...this.#entries.keys()];
    if (key === undefined) return keys[0];
    const at = keys.indexOf(key);
    return at < 0 ? false : keys[at + 1];
  }
  /** A table with the items 1..n. */
  static list(items: readonly Value[]): LuaTable {
    const table = new LuaTable();
    items.forEach((item, i) => table.set(i + 1, item));
    return table;
  }
  /** A table with string keys, in the order of the object's. */
  static record(fields: Readonly<Record<string, Value>>): LuaTable {
    const table = new LuaTable();
    for (const [name, value] of Object.entries(fields)) table.set(name, value);
    return table;
  }
}
