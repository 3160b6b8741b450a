/**
 * Arithmetic, comparison and length of values that are not simply numbers or strings: coercions, metamethods, errors. Emitted code does the simple
 * cases inline and comes here otherwise.
 *
 * `what` arguments are the operand's kind and name as constant strings: `local x`, `field y`.
 *
 * Governing text: Lua 5.1 manual §2.2.1, §2.5, §2.8; Lua 5.2 manual §2.4, §3.4.
 */
import { charge, refuel } from "./budget.ts";
import { described } from "./callable.ts";
import { quoted, runError } from "./error.ts";
import { chargeComparison, LONG_TEXT } from "./long-text.ts";
import { rt } from "./machine.ts";
import {
  arithmetic,
  callHandler,
  equalityHandler,
  lengthHandler,
  negation,
  orderError,
  orderHandler,
  toNumber,
} from "./metamethods.ts";
import { metatableOf } from "./metatable.ts";
import { negatedNaN, positiveNaN } from "./nan-sign.ts";
import { first } from "./results.ts";
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** `a + b`: of numbers and of strings that read as numbers, else the first result of `__add`; raises an error that names the operand (Lua 5.1 manual §2.8). */
export function add(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x + y : first(arithmetic("$__add", a, b, whatA, whatB));
}

/** `a - b` and `__sub`, as `add`. */
export function sub(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x - y : first(arithmetic("$__sub", a, b, whatA, whatB));
}

/** `a * b` and `__mul`, as `add`. */
export function mul(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x * y : first(arithmetic("$__mul", a, b, whatA, whatB));
}

/** `a / b` and `__div`, as `add`; division by 0 is no error. */
export function div(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? x / y : first(arithmetic("$__div", a, b, whatA, whatB));
}

/** `a % b` and `__mod`, as `add`. 5.0 has no such operator. */
export function mod(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? mod2(x, y) : first(arithmetic("$__mod", a, b, whatA, whatB));
}

/** `a ^ b` and `__pow`, as `add`. */
export function pow(a: Value, b: Value, whatA?: string, whatB?: string): Value {
  const x = toNumber(a);
  const y = toNumber(b);
  return x !== undefined && y !== undefined ? pow2(x, y) : first(arithmetic("$__pow", a, b, whatA, whatB));
}

/** `-a` and `__unm`, as `add`; the metamethod gets the operand twice, in 5.0 with nil. */
export function unm(a: Value, whatA?: string): Value {
  const x = toNumber(a);
  // biome-ignore lint/suspicious/noSelfCompare: only NaN differs from itself
  if (x !== undefined) return x === x ? -x : negatedNaN(x);
  return first(negation(a, whatA));
}

/** `a % b` of numbers (Lua 5.1 manual §2.5.1), exactly as C computes it in 5.1 and 5.2. Modules divide small integers themselves (own-functions.ts of the compiler). */
export function mod2(a: number, b: number): number {
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

/** True for every value but nil and false. */
export function truthy(value: Value): boolean {
  return value !== undefined && value !== false;
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
