/**
 * `o[k] = v` where emitted code cannot write at once, and what table constructors write. What is hot in here is `setindex`.
 *
 * `what` arguments are the operand's kind and name as constant strings: `local x`, `field y`.
 *
 * Governing text: Lua 5.1 manual §2.4.3, §2.5.7, §2.8 (`newindex`); Lua 5.2 manual §2.4.
 */
import { NO_ITEMS } from "./array-part.ts";
import { charge, tick } from "./budget.ts";
import { enterC } from "./c-calls.ts";
import { runError } from "./error.ts";
import { LONG_TEXT } from "./long-text.ts";
import { rt } from "./machine.ts";
import { indexingHandler, MAX_CHAIN } from "./metamethods.ts";
import { known } from "./names.ts";
import { noList } from "./nothing.ts";
import { add, len } from "./operators.ts";
import { first } from "./results.ts";
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** `o[k] = v`. */
export function setindex(o: Value, k: Value, v: Value, what?: string): void {
  if (typeof k === "number" && o instanceof LuaTable) {
    const { arr, hash } = o;
    // The usual cases: an item is added to a list, a value in the hash replaced, an item taken out or put where there is nil.
    if (v !== undefined) {
      if (k === arr.length + 1 && arr !== NO_ITEMS && o.meta.open && typeof o.room === "number") {
        arr.push(v);
        return;
      }
      if ((k > arr.length || k < 1) && hash?.replace(k, v)) return;
    }
    if (k > 0 && o.meta.open) {
      o.setNumber(k, v);
      return;
    }
  }
  if (typeof k === "string") {
    if (k.length >= LONG_TEXT) charge(k.length >> 6);
    if (o instanceof LuaTable) {
      const { meta } = o;
      if (meta.table === undefined) {
        if (meta.clear) LuaTable.setClear(o, k, v);
        else o.setString(k, v);
        return;
      }
    }
  }
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const metatable = object.meta.table;
      handler = metatable === undefined || object.get(k) !== undefined ? undefined : metatable.$__newindex;
      // 5.0 and 5.1 look at the key before they look for the metamethod.
      if (handler !== undefined && (rt.realm.dialect === "5.1" || rt.realm.dialect === "5.0")) checkKey(k);
      if (handler === undefined) {
        checkKey(k);
        object.set(k, v);
        return;
      }
    } else {
      handler = indexingHandler(object, "$__newindex", i === 0 ? what : undefined);
    }
    if (typeof handler === "function") {
      tick();
      const depth = enterC();
      first(handler(object, k, v));
      rt.cCalls = depth;
      return;
    }
    object = handler;
  }
  runError("loop in settable");
}

/** `o.k = v` where the emitted code could not write at once. */
export function setfield(o: Value, k: string, v: Value, what?: string): void {
  if (o instanceof LuaTable && (o.meta.table === undefined || o.meta.table.$__newindex === undefined)) o.setField(k, v);
  else setindex(o, k, v, what);
}

/** Raw write with the checks of `t[k] = v`: for table constructors. A name that is nil takes a place in PUC Lua's hash part: a tombstone here. */
export function rawset(table: LuaTable, key: Value, value: Value): void {
  checkKey(key);
  const field = value === undefined && typeof key === "string" ? known(key) : undefined;
  if (field !== undefined && table.meta.clear && table[field] === undefined) table[field] = undefined;
  else table.set(key, value);
}

/** Neither nil nor NaN can be a key. */
export function checkKey(key: Value): void {
  if (key === undefined) runError("table index is nil");
  // biome-ignore lint/suspicious/noSelfCompare: only NaN differs from itself
  if (key !== key) runError("table index is NaN");
}

/** Adds an item at the end of a list, if that is all there is to do; false if nothing was done. For lists that may be `noList`. */
export function grow(list: LuaTable, key: number, value: Value): boolean {
  const { arr, room } = list;
  if (key !== arr.length + 1 || value === undefined || !list.meta.open) return false;
  if (typeof room !== "number") return false;
  if (arr !== NO_ITEMS) arr.push(value);
  else if (list === noList) return false;
  else list.setNumber(key, value);
  return true;
}

/** `t[#t + 1] = v`; `n` is `#t`, taken before `v` was evaluated. */
export function append(t: Value, n: Value, v: Value, what?: string): void {
  if (t instanceof LuaTable && t.meta.table === undefined && typeof t.room === "number" && v !== undefined) {
    const { arr } = t;
    if (arr === NO_ITEMS && n === 0) {
      t.setNumber(1, v);
      return;
    }
    if (arr !== NO_ITEMS && arr.length === n) {
      arr.push(v);
      return;
    }
  }
  setindex(t, add(n, 1), v, what);
}

/** `t[#t + 1] = v` where evaluating `v` does nothing. */
export function push(t: Value, v: Value, what?: string): void {
  if (t instanceof LuaTable && t.hash === undefined && t.meta.table === undefined && v !== undefined) {
    const { arr, room } = t;
    if (arr !== NO_ITEMS && typeof room === "number" && (room & 1) === 1) {
      arr.push(v);
      return;
    }
  }
  append(t, len(t, what), v, what);
}

/** Writes list items from index `from` on; nils are allowed. The caller gives the array away. */
export function fill(table: LuaTable, values: Value[], from: number): void {
  table.fill(values, from);
}
