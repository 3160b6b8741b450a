/**
 * `o[k]` where emitted code does not find the value itself: metamethods, errors. What is hot in here is `index`.
 *
 * `what` arguments are the operand's kind and name as constant strings: `local x`, `field y`.
 *
 * Governing text: Lua 5.1 manual §2.5.7, §2.8 (`index`); Lua 5.2 manual §2.4.
 */
import { charge, tick } from "./budget.ts";
import { enterC } from "./c-calls.ts";
import { runError } from "./error.ts";
import { LONG_TEXT } from "./long-text.ts";
import { rt } from "./machine.ts";
import type { MetaRecord } from "./meta-record.ts";
import { indexingHandler, MAX_CHAIN } from "./metamethods.ts";
import { known, nameOf } from "./names.ts";
import { first } from "./results.ts";
import { LuaTable } from "./table.ts";
import type { LuaFunction, Value } from "./value.ts";

/** `o[k]`. What emitted code does not find among the items usually lies in the hash, `t[0]`, or nowhere. */
export function index(o: Value, k: Value, what?: string): Value {
  if (typeof k === "number" && o instanceof LuaTable) {
    const { arr, hash, meta } = o;
    const value = hash === undefined ? undefined : hash.get(k);
    if (value !== undefined) return value;
    if (meta.table === undefined) return k > 0 && k <= arr.length ? arr[k - 1] : undefined;
  }
  return typeof k === "string" ? indexName(o, k, what) : indexAny(o, k, what);
}

/** The same for keys that most likely are strings. */
export function indexKey(o: Value, k: Value, what?: string): Value {
  return index(o, k, what);
}

/**
 * The same where the places of likely names were looked at already: `value` is what is there, null if the key is none of them. For `__index` functions
 * (compiler/emit/index-functions.ts).
 */
export function listed(value: Value | null, o: Value, k: Value, what?: string): Value {
  return value ?? index(o, k, what);
}

/** What an `__index` function gives for a key that `o` does not have. */
export function indexedBy(f: LuaFunction, o: Value, k: Value): Value {
  tick();
  const depth = enterC();
  const value = first(f(o, k));
  rt.cCalls = depth;
  return value;
}

function indexAny(o: Value, k: Value, what: string | undefined): Value {
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const value = object.get(k);
      if (value !== undefined) return value;
      const metatable = object.meta.table;
      if (metatable === undefined) return undefined;
      handler = metatable.$__index;
      if (handler === undefined) return undefined;
    } else {
      handler = indexingHandler(object, "$__index", i === 0 ? what : undefined);
    }
    if (typeof handler === "function") return indexedBy(handler, object, k);
    object = handler;
  }
  return runError("loop in gettable");
}

/** `o[k]` with a string: whether it is a known name is looked up once for the whole chain, if at all. */
function indexName(o: Value, k: string, what: string | undefined): Value {
  if (k.length >= LONG_TEXT) charge(k.length >> 6);
  let field: `$${string}` | false | undefined = false;
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const { meta } = object;
      let value: Value;
      if (!meta.clear) value = object.getString(k);
      else {
        if (field === false) field = known(k);
        if (field !== undefined) value = object[field];
      }
      if (value !== undefined) return value;
      if (meta.table === undefined) return undefined;
      handler = meta.table.$__index;
      if (handler === undefined) return undefined;
    } else {
      handler = indexingHandler(object, "$__index", i === 0 ? what : undefined);
    }
    if (typeof handler === "function") return indexedBy(handler, object, k);
    object = handler;
  }
  return runError("loop in gettable");
}

/**
 * `o.name` where the property of that name (`$name`) is not there: nil at once where the table's record says so, else what is found further
 * on. `meta` is `o?.meta`, read at the site: here it would be read from tables of all shapes.
 */
export function absent(meta: MetaRecord<LuaTable> | undefined, o: Value, field: `$${string}`, what?: string): Value {
  return meta?.ends ? undefined : inherited(meta, o, field, what);
}

/**
 * The same where the two tables above it (the metatable's `__index`, and that one's) have no property of that name either, as far as there are
 * any.
 */
export function missing(meta: MetaRecord<LuaTable> | undefined, o: Value, field: `$${string}`, what?: string): Value {
  const above = meta?.index?.meta;
  return meta?.ends || above?.ends || above?.index?.meta.ends ? undefined : inherited(meta, o, field, what);
}

/** Goes up the chain of `__index` as long as all string keys are properties. */
export function inherited(
  meta: MetaRecord<LuaTable> | undefined,
  o: Value,
  field: `$${string}`,
  what: string | undefined,
): Value {
  let object = o;
  let record = meta;
  // The first table of the chain was looked at already.
  for (let i = 1; i < MAX_CHAIN && record !== undefined; i++) {
    const { index: next, indexFunction } = record;
    if (indexFunction !== undefined) return indexedBy(indexFunction, object, nameOf(field));
    if (next === undefined) break;
    const value = next[field];
    if (value !== undefined) return value;
    record = next.meta;
    if (record.ends) return undefined;
    object = next;
  }
  return indexName(o, nameOf(field), what);
}
