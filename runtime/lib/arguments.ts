/**
 * Checks of a library function's arguments, worded as PUC Lua's auxiliary library words them.
 *
 * Each takes the value, its place (from 1), the function's name and `count`, how many arguments the caller passed: that tells
 * "got no value" from "got nil" (`arguments.length` in the library function; left out, a missing value counts as not passed).
 *
 * Governing text: Lua 5.1 manual §4.1 (`luaL_check…`, `luaL_opt…`), Lua 5.2 manual §5.1.
 */
import { argumentError } from "../error.ts";
import { rt } from "../machine.ts";
import { typeOf } from "../metatable.ts";
import { numberToString, stringToNumber } from "../number.ts";
import { LuaTable } from "../table.ts";
import type { LuaFunction, Value } from "../value.ts";

/** `bad argument #n to 'name' (number expected, got nil)`. */
export function typeError(value: Value, n: number, name: string, expected: string, count = 0): never {
  const found = value === undefined && count < n ? "no value" : typeOf(value);
  return argumentError(n, name, `${expected} expected, got ${found}`);
}

/** A number, or a string that denotes one (`luaL_checknumber`). */
export function checkNumber(value: Value, n: number, name: string, count?: number): number {
  if (typeof value === "number") return value;
  const number = typeof value === "string" ? stringToNumber(value) : undefined;
  return number === undefined ? typeError(value, n, name, "number", count) : number;
}

const MIN_INTEGER = -(2 ** 63);

/** What C's conversion of a double to a 64-bit integer gives on x86-64: cut toward zero; out of range and NaN give −2^63. Never −0. */
export function toInteger(x: number): number {
  if (x >= MIN_INTEGER && x < -MIN_INTEGER) return Math.trunc(x) + 0;
  return MIN_INTEGER;
}

/** C's conversion of a double to int: INT_MIN where it does not fit. */
export function toInt(x: number): number {
  return x > -(2 ** 31) - 1 && x < 2 ** 31 ? x | 0 : -(2 ** 31);
}

/** A number cut to an integer (`luaL_checkinteger`); all three versions truncate, see `toInteger`. */
export function checkInteger(value: Value, n: number, name: string, count?: number): number {
  // `| 0` is the whole work for small integers.
  if (typeof value === "number" && (value | 0) === value) return value | 0;
  return toInteger(checkNumber(value, n, name, count));
}

/** Its lowest 32 bits, as C's int holds them (`luaL_checkint`); 5.0 converts to int at once, so that what does not fit is negative. */
export function checkInt(value: Value, n: number, name: string, count?: number): number {
  if (rt.realm.dialect === "5.0") return toInt(checkNumber(value, n, name, count));
  return checkInteger(value, n, name, count) | 0;
}

/** A string; numbers become one (`luaL_checklstring`). */
export function checkString(value: Value, n: number, name: string, count?: number): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberToString(value);
  return typeError(value, n, name, "string", count);
}

/** A table (`luaL_checktype(L, n, LUA_TTABLE)`). */
export function checkTable(value: Value, n: number, name: string, count?: number): LuaTable {
  return value instanceof LuaTable ? value : typeError(value, n, name, "table", count);
}

/** A function (`luaL_checktype(L, n, LUA_TFUNCTION)`). */
export function checkFunction(value: Value, n: number, name: string, count?: number): LuaFunction {
  return typeof value === "function" ? value : typeError(value, n, name, "function", count);
}

/** Any value, nil too, but it must have been passed (`luaL_checkany`). */
export function checkAny(n: number, name: string, count: number): void {
  if (count < n) argumentError(n, name, "value expected");
}

/** `fallback` for nil and for no value, else as `checkNumber`. */
export function optionalNumber(value: Value, n: number, name: string, fallback: number): number {
  return value === undefined ? fallback : checkNumber(value, n, name);
}

/** `fallback` for nil and for no value, else as `checkInteger`. */
export function optionalInteger(value: Value, n: number, name: string, fallback: number): number {
  return value === undefined ? fallback : checkInteger(value, n, name);
}

/** `fallback` for nil and for no value, else as `checkString`. */
export function optionalString<Fallback extends string | undefined>(
  value: Value,
  n: number,
  name: string,
  fallback: Fallback,
): string | Fallback {
  return value === undefined ? fallback : checkString(value, n, name);
}
