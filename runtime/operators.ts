/**
 * Operators on values that are not simply numbers or strings: coercions, metamethods, errors. Emitted code does the simple cases inline and
 * comes here otherwise; so speed matters in `index`, `setindex` and `method` only.
 *
 * `what` arguments are the operand's kind and name as constant strings: `local x`, `field y`.
 *
 * Governing text: Lua 5.1 manual §2.2.1, §2.5, §2.8; Lua 5.2 manual §2.4, §3.4.
 */
import { NO_ITEMS } from "./array-part.ts";
import { assembled } from "./assembled.ts";
import { charge, refuel, tick } from "./budget.ts";
import { enterC } from "./c-calls.ts";
import { described } from "./callable.ts";
import { quoted, runError } from "./error.ts";
import { negatedNaN, positiveNaN } from "./nan-sign.ts";
import { numberToString } from "./number.ts";
import { rt } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import {
  arithmetic,
  callHandler,
  concatHandler,
  equalityHandler,
  lengthHandler,
  MAX_CHAIN,
  orderError,
  orderHandler,
  toNumber,
} from "./metamethods.ts";
import type { MetaRecord } from "./meta-record.ts";
import { known, nameOf } from "./names.ts";
import { noList } from "./nothing.ts";
import { first } from "./registers.ts";
import { LuaTable } from "./table.ts";
import type { LuaFunction, Value } from "./value.ts";

export { metatableOf } from "./metatable.ts";

/** Texts from this length on are charged when they are put together; shorter ones are paid for by the fuel of the operation. */
const LONG_TEXT = 1024;

/** `o[k]`. What emitted code does not find among the items usually lies in the hash: `t[0]`. */
export function index(o: Value, k: Value, what?: string): Value {
  if (typeof k === "number" && o instanceof LuaTable && o.hash !== undefined) {
    const value = o.hash.get(k);
    if (value !== undefined) return value;
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
      handler = metatableOf(object)?.$__index;
      if (handler === undefined) return runError(`attempt to index ${described(object, i === 0 ? what : undefined)}`);
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
      handler = metatableOf(object)?.$__index;
      if (handler === undefined) return runError(`attempt to index ${described(object, i === 0 ? what : undefined)}`);
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
  for (let i = 0; i < MAX_CHAIN && record !== undefined; i++) {
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

/** Adds an item at the end of a list, if that is all there is to do; false if nothing was done. For lists that may be `noList`. */
export function grow(list: LuaTable, key: number, value: Value): boolean {
  const { arr, hash } = list;
  if (key !== arr.length + 1 || value === undefined || !list.meta.open) return false;
  if (hash !== undefined && hash.integers > 0) return false;
  if (arr !== NO_ITEMS) arr.push(value);
  else if (list === noList) return false;
  else list.setNumber(key, value);
  return true;
}

/** `o[k] = v`. */
export function setindex(o: Value, k: Value, v: Value, what?: string): void {
  if (typeof k === "number" && o instanceof LuaTable) {
    const { arr, hash } = o;
    // The usual cases: an item is added to a list, a value in the hash replaced, an item taken out or put where there is nil.
    if (v !== undefined) {
      if (k === arr.length + 1 && arr !== NO_ITEMS && o.meta.open && (hash === undefined || hash.integers === 0)) {
        arr.push(v);
        return;
      }
      if (hash?.replace(k, v)) return;
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
      handler = metatableOf(object)?.$__newindex;
      if (handler === undefined) runError(`attempt to index ${described(object, i === 0 ? what : undefined)}`);
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

/** The method of `o:k()`. */
export function method(o: Value, k: string, what?: string): Value {
  return index(o, k, what);
}

export function add(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x + y : first(arithmetic("$__add", a, b, whatA, whatB));
}

export function sub(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x - y : first(arithmetic("$__sub", a, b, whatA, whatB));
}

export function mul(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x * y : first(arithmetic("$__mul", a, b, whatA, whatB));
}

export function div(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x / y : first(arithmetic("$__div", a, b, whatA, whatB));
}

export function mod(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? mod2(x, y) : first(arithmetic("$__mod", a, b, whatA, whatB));
}

export function pow(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? pow2(x, y) : first(arithmetic("$__pow", a, b, whatA, whatB));
}

export function unm(a: Value, whatA?: string): Value {
  const x = toNumber(a);
  // biome-ignore lint/suspicious/noSelfCompare: only NaN differs from itself
  if (x !== undefined) return x === x ? -x : negatedNaN(x);
  return first(arithmetic("$__unm", a, rt.realm.dialect === "5.0" ? undefined : a, whatA, whatA));
}

/** `a % b` of numbers: `a - floor(a/b)*b` (Lua 5.1 manual §2.5.1), exactly as C computes it in 5.1 and 5.2. */
export function mod2(a: number, b: number): number {
  // Small integers, which V8 divides as such; places that go round need no division. JavaScript's remainder has the sign of `a`.
  if (b > 0 && (a | 0) === a && (b | 0) === b) {
    if (a >= 0) return a < b ? a | 0 : ((a | 0) % (b | 0)) | 0;
    const next = (a | 0) + (b | 0);
    if (next >= 0) return next;
    const rest = ((a | 0) % (b | 0)) | 0;
    return rest < 0 ? rest + (b | 0) : rest;
  }
  return a - Math.floor(a / b) * b;
}

/** `a ^ b` of numbers: C's `pow`; JavaScript gives NaN for `1^nan` and `(-1)^inf`. */
export function pow2(a: number, b: number): number {
  if (a === 2 && b >= 0 && b < 31 && (b | 0) === b) return 1 << b;
  if (a === 1 || (a === -1 && (b === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY))) return 1;
  const power = a ** b;
  if (!Number.isNaN(power)) return power;
  if (!Number.isNaN(a)) return Number.isNaN(b) ? b : power; // a NaN keeps its sign
  return Math.abs(b % 2) === 1 ? positiveNaN() : a; // but as a negative base does: glibc's
}

/** The text of a string or number, undefined for other values: what `..` accepts. */
export function concatText(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return typeof value === "number" ? numberToString(value) : undefined;
}

/** `a .. b` */
export function concat2(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = concatText(a);
  const y = concatText(b);
  if (x !== undefined && y !== undefined) return joined(x + y);
  const handler = concatHandler(a, b, whatA, whatB);
  // 5.0 has turned a number into a text by then.
  if (rt.realm.dialect === "5.0") return first(callHandler(handler, x ?? a, x === undefined ? b : (y ?? b)));
  return first(callHandler(handler, a, b));
}

/** The chain `values[0] .. values[1] .. …`, right associative; `names` are the operands' kinds and names. */
export function concat(values: readonly Value[], names?: readonly (string | undefined)[]): Value {
  let right = values[values.length - 1];
  let name = names?.[values.length - 1];
  for (let i = values.length - 2; i >= 0; i--) {
    right = concat2(values[i], right, names?.[i], name);
    name = names?.[i]; // what a metamethod gives lies where its left operand lay
  }
  return right;
}

/** True for what `..` joins without a metamethod. */
export function isText(value: Value): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

/** The text of a string or number. */
export function textOf(value: string | number): string {
  return typeof value === "string" ? value : numberToString(value);
}

/** A text that was just put together: charged where it is long. */
export function joined(text: string): string {
  return text.length >= LONG_TEXT ? joinedLong(text) : text;
}

/** `#a` */
export function len(a: Value, what?: string): Value {
  if (typeof a === "string") return a.length;
  if (a instanceof LuaTable && a.meta.table === undefined) {
    const { arr, room } = a;
    // Nearly all lists are known to have no nils.
    return typeof room === "number" && (room & 1) === 1 ? arr.length : lengthOf(a);
  }
  const handler = lengthHandler(a);
  if (handler !== undefined) return first(callHandler(handler, a, a));
  if (a instanceof LuaTable) return lengthOf(a);
  return runError(`attempt to get length of ${described(a, what)}`);
}

function lengthOf(table: LuaTable): number {
  const n = table.length();
  if (rt.fuel < 0) `${refuel}`; // it may have looked at all items
  return n;
}

/** `a == b` of a string. Long ones of the same length are read to their end. */
export function same(a: string, b: Value): boolean {
  if (a.length >= LONG_TEXT && typeof b === "string" && b.length === a.length) charge(a.length >> 6);
  return a === b;
}

/** `a == b` */
export function eq(a: Value, b: Value): boolean {
  if (a === b) return true;
  const handler = equalityHandler(a, b);
  return handler !== undefined && truthy(first(callHandler(handler, a, b)));
}

/** True for every value but nil and false. */
export function truthy(value: Value): boolean {
  return value !== undefined && value !== false;
}

/** The fuel is for the copying, which V8 may put off until the text is first read. */
function joinedLong(text: string): string {
  charge(text.length >> 8);
  return assembled(text);
}

/** A long string as a key is read to its end, and compared with those that are there. */
export function chargeKey(key: Value): void {
  if (typeof key === "string" && key.length >= LONG_TEXT) charge(key.length >> 6);
}

/** Strings that are long and alike take as long as they are. */
export function chargeComparison(a: string, b: string): void {
  if (a.length > LONG_COMPARISON && b.length > LONG_COMPARISON) charge(Math.min(a.length, b.length) >> 6);
}

/** Bytes from which comparing strings is charged. */
const LONG_COMPARISON = 1024;

/** `a < b` */
export function lt(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") {
    chargeComparison(a, b);
    return a < b;
  }
  const handler = orderHandler("$__lt", a, b);
  if (handler === undefined) return orderError(a, b);
  return truthy(first(callHandler(handler, a, b)));
}

/** `a <= b`: `__le`, else `not (b < a)` by `__lt`. */
export function le(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  if (typeof a === "string" && typeof b === "string") {
    chargeComparison(a, b);
    return a <= b;
  }
  const handler = orderHandler("$__le", a, b);
  if (handler !== undefined) return truthy(first(callHandler(handler, a, b)));
  const reverse = orderHandler("$__lt", b, a);
  if (reverse === undefined) return orderError(a, b);
  return !truthy(first(callHandler(reverse, b, a)));
}

/** The text of a value as `tostring` makes it; undefined where `__tostring` gives none. */
export function tostring(value: string | number): string;
export function tostring(value: Value): string | undefined;
export function tostring(value: Value): string | undefined {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      return numberToString(value);
    case "undefined":
      return "nil";
    case "boolean":
      return value ? "true" : "false";
    default: {
      const handler = metatableOf(value)?.$__tostring;
      if (handler === undefined) return `${typeOf(value)}: ${address(value)}`;
      const text = first(typeof handler === "function" ? handler(value) : callHandler(handler, value, undefined));
      return typeof text === "number" ? numberToString(text) : typeof text === "string" ? text : undefined;
    }
  }
}

/** Units of fuel for an object whose address is asked for the first time: it is kept in a map that holds objects weakly. */
const ADDRESS_FUEL = 20;

/** A stable made-up address of an object, as C's `%p` would print one. */
export function address(value: object): string {
  const { objectNotes: notes } = rt.realm;
  let number = notes.addresses.get(value);
  if (number === undefined) {
    number = notes.nextAddress;
    notes.nextAddress += 32;
    notes.addresses.set(value, number);
    rt.fuel = (rt.fuel - ADDRESS_FUEL) | 0; // looked at by the next check
  }
  return `0x${number.toString(16).padStart(14, "0")}`;
}

/** The start, limit or step of a numeric `for`: a number, or a string that denotes one (`luaV_tonumber`). */
export function forNumber(value: Value, what: "initial" | "limit" | "step" | "counter", name?: string): number {
  if (typeof value === "number") return value;
  if (what === "counter") return runError("`for' initial value must be a number");
  const number = toNumber(value);
  if (number !== undefined) return number;
  // 5.0 finds out by an ordinary subtraction, the result of which must be a number again.
  if (rt.realm.dialect === "5.0" && what !== "limit") {
    if (typeof metatableOf(value)?.$__sub === "function") return runError("`for' initial value must be a number");
    return runError(`attempt to perform arithmetic on ${described(value, name)}`);
  }
  return runError(`${quoted("for")} ${what === "initial" ? "initial value" : what} must be a number`);
}

/** Raw write with the checks of `t[k] = v`: for table constructors. A name that is nil takes a place in PUC Lua's hash part: a tombstone here. */
export function rawset(table: LuaTable, key: Value, value: Value): void {
  checkKey(key);
  const field = value === undefined && typeof key === "string" ? known(key) : undefined;
  if (field !== undefined && table.meta.clear && table[field] === undefined) table[field] = undefined;
  else table.set(key, value);
}

/** `t[#t + 1] = v`; `n` is `#t`, taken before `v` was evaluated. */
export function append(t: Value, n: Value, v: Value, what?: string): void {
  if (t instanceof LuaTable && t.meta.table === undefined && t.hash === undefined && v !== undefined) {
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

/** Writes list items from index `from` on; nils are allowed. */
export function fill(table: LuaTable, values: readonly Value[], from: number): void {
  table.fill(values, from);
}

/** Neither nil nor NaN can be a key. */
export function checkKey(key: Value): void {
  if (key === undefined) runError("table index is nil");
  // biome-ignore lint/suspicious/noSelfCompare: only NaN differs from itself
  if (key !== key) runError("table index is NaN");
}
