/**
 * Operators on values that are not simply numbers or strings: coercions, metamethods, errors. Emitted code does the simple cases inline and
 * comes here otherwise; so speed matters in `index`, `setindex` and `method` only.
 *
 * `what` arguments are the operand's kind and name as constant strings: `local x`, `field y`.
 *
 * Governing text: Lua 5.1 manual §2.2.1, §2.5, §2.8; Lua 5.2 manual §2.4, §3.4.
 */
import { described } from "./call.ts";
import { quoted, runError } from "./error.ts";
import { numberToString, stringToNumber } from "./lib/number.ts";
import { rt } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { first } from "./registers.ts";
import { LuaTable } from "./table.ts";
import { LuaUserdata, type Result, type Value } from "./value.ts";

export { metatableOf } from "./metatable.ts";

/** PUC Lua's bound on chains of `__index` and `__newindex` (MAXTAGLOOP). */
const MAX_CHAIN = 100;

/** `o[k]`. */
export function index(o: Value, k: Value, what?: string): Value {
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
    if (typeof handler === "function") return first(handler(object, k));
    object = handler;
  }
  return runError("loop in gettable");
}

/** `o[k] = v`. */
export function setindex(o: Value, k: Value, v: Value, what?: string): void {
  let object = o;
  for (let i = 0; i < MAX_CHAIN; i++) {
    let handler: Value;
    if (object instanceof LuaTable) {
      const metatable = object.meta.table;
      handler = metatable === undefined || object.get(k) !== undefined ? undefined : metatable.$__newindex;
      if (handler === undefined) {
        if (k === undefined)
          runError(rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? "table index is nil" : "index is nil");
        // biome-ignore lint/suspicious/noSelfCompare: only NaN differs from itself
        if (k !== k) runError(rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? "table index is NaN" : "index is NaN");
        object.set(k, v);
        return;
      }
    } else {
      handler = metatableOf(object)?.$__newindex;
      if (handler === undefined) runError(`attempt to index ${described(object, i === 0 ? what : undefined)}`);
    }
    if (typeof handler === "function") {
      first(handler(object, k, v));
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

function toNumber(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? stringToNumber(value) : undefined;
}

type ArithmeticEvent = "$__add" | "$__sub" | "$__mul" | "$__div" | "$__mod" | "$__pow" | "$__unm";

function arithmetic(event: ArithmeticEvent, a: Value, b: Value, whatA?: string, whatB?: string): Result {
  let handler = metatableOf(a)?.[event];
  if (handler === undefined) handler = metatableOf(b)?.[event];
  if (handler === undefined) {
    // The second operand is to blame if the first is a number or can be one.
    const culprit = toNumber(a) === undefined ? described(a, whatA) : described(b, whatB);
    return runError(`attempt to perform arithmetic on ${culprit}`);
  }
  return callHandler(handler, a, b);
}

function callHandler(handler: Value, a: Value, b: Value): Result {
  if (typeof handler === "function") return handler(a, b);
  const call = metatableOf(handler)?.$__call;
  if (typeof call === "function") return call(handler, a, b);
  return runError(`attempt to call ${described(handler, undefined)}`);
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
  return x !== undefined && y !== undefined ? modulo(x, y) : first(arithmetic("$__mod", a, b, whatA, whatB));
}

export function pow(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? power(x, y) : first(arithmetic("$__pow", a, b, whatA, whatB));
}

export function unm(a: Value, whatA?: string): Value {
  const x = toNumber(a);
  return x !== undefined ? -x : first(arithmetic("$__unm", a, a, whatA, whatA));
}

/** `a % b` of numbers: `a - floor(a/b)*b` (Lua 5.1 manual §2.5.1), exactly as C computes it in 5.1 and 5.2. */
export function modulo(a: number, b: number): number {
  return a - Math.floor(a / b) * b;
}

/** `a ^ b` of numbers: C's pow, which differs from JavaScript's at 1^NaN, (±1)^±inf. */
export function power(a: number, b: number): number {
  if (a === 1 || (a === -1 && (b === Number.POSITIVE_INFINITY || b === Number.NEGATIVE_INFINITY))) return 1;
  return a ** b;
}

/** `a .. b`. */
export function concat(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = typeof a === "string" ? a : typeof a === "number" ? numberToString(a) : undefined;
  const y = typeof b === "string" ? b : typeof b === "number" ? numberToString(b) : undefined;
  if (x !== undefined && y !== undefined) return x + y;
  let handler = metatableOf(a)?.$__concat;
  if (handler === undefined) handler = metatableOf(b)?.$__concat;
  if (handler === undefined)
    return runError(`attempt to concatenate ${x === undefined ? described(a, whatA) : described(b, whatB)}`);
  return first(callHandler(handler, a, b));
}

/** `#a`. */
export function len(a: Value, what?: string): Value {
  if (typeof a === "string") return a.length;
  const handler = lengthHandler(a);
  if (handler !== undefined) return first(callHandler(handler, a, a));
  if (a instanceof LuaTable) return a.length();
  return runError(`attempt to get length of ${described(a, what)}`);
}

/** `__len`; in 5.1 tables do not have it (Lua 5.1 manual §2.8). */
function lengthHandler(a: Value): Value {
  if (a instanceof LuaTable && (rt.realm.dialect === "5.1" || rt.realm.dialect === "5.0")) return undefined;
  return metatableOf(a)?.$__len;
}

/** `a == b` of values that are not the same. */
export function eq(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a instanceof LuaTable) {
    if (!(b instanceof LuaTable)) return false;
  } else if (!(a instanceof LuaUserdata && b instanceof LuaUserdata)) return false;
  const handler = metatableOf(a)?.$__eq;
  // Both must have the same handler (5.0 to 5.2).
  if (handler === undefined || handler !== metatableOf(b)?.$__eq) return false;
  return truthy(first(callHandler(handler, a, b)));
}

/** True for every value but nil and false. */
export function truthy(value: Value): boolean {
  return value !== undefined && value !== false;
}

/** `a < b`. */
export function lt(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a < b;
  if (typeof a === "string" && typeof b === "string") return a < b;
  const handler = orderHandler("$__lt", a, b);
  if (handler === undefined) return orderError(a, b);
  return truthy(first(callHandler(handler, a, b)));
}

/** `a <= b`: `__le`, else `not (b < a)` by `__lt`. */
export function le(a: Value, b: Value): boolean {
  if (typeof a === "number" && typeof b === "number") return a <= b;
  if (typeof a === "string" && typeof b === "string") return a <= b;
  const handler = orderHandler("$__le", a, b);
  if (handler !== undefined) return truthy(first(callHandler(handler, a, b)));
  const reverse = orderHandler("$__lt", b, a);
  if (reverse === undefined) return orderError(a, b);
  return !truthy(first(callHandler(reverse, b, a)));
}

/** 5.0 and 5.1 want operands of the same type with the same handler; 5.2 takes the first operand's, then the second's. */
function orderHandler(event: "$__lt" | "$__le", a: Value, b: Value): Value {
  const handler = metatableOf(a)?.[event];
  if (rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1") {
    if (typeOf(a) !== typeOf(b) || handler === undefined) return undefined;
    return handler === metatableOf(b)?.[event] ? handler : undefined;
  }
  return handler === undefined ? metatableOf(b)?.[event] : handler;
}

function orderError(a: Value, b: Value): never {
  const x = typeOf(a);
  const y = typeOf(b);
  return runError(x === y ? `attempt to compare two ${x} values` : `attempt to compare ${x} with ${y}`);
}

/** The text of a value as `tostring` makes it, `__tostring` honoured. */
export function tostring(value: Value): string {
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
      const text = first(callHandler(handler, value, undefined));
      if (typeof text === "string") return text;
      if (typeof text === "number") return numberToString(text);
      return runError(`${quoted("tostring")} must return a string to ${quoted("print")}`);
    }
  }
}

/** A stable made-up address of an object, as C's `%p` would print one. */
export function address(value: object): string {
  let number = rt.addresses.get(value);
  if (number === undefined) {
    number = rt.nextAddress;
    rt.nextAddress += 32;
    rt.addresses.set(value, number);
  }
  return `0x${number.toString(16).padStart(14, "0")}`;
}
