/**
 * The bit32 library: operations on 32-bit words.
 *
 * Governing text: Lua 5.2 manual §6.7. Arguments are taken modulo 2^32 after rounding to the nearest integer, halves to even
 * (what PUC Lua 5.2 does on x86, its results beyond 2^51 included).
 */
import type { Dialect } from "../dialect.ts";
import { argumentError, raise } from "../error.ts";
import { rt } from "../machine.ts";
import type { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { checkInt, checkNumber } from "./arguments.ts";
import { type Library, SINCE52, tableOf } from "./library.ts";

const BITS = 32;

/** 2^52 + 2^51: added to a number, it leaves the number rounded to an integer in the lowest bits of the sum. */
const ROUNDING = 6755399441055744;

/** Units of fuel for a word of a number that is no integer below 2^51. */
const BIG_WORD_FUEL = 5;

/** The argument as a word (`luaL_checkunsigned` of 5.2: rounded, its lowest 32 bits), signed as JavaScript's bit operators give it. */
export function word(value: Value, n: number, name: string, count: number): number {
  const number = checkNumber(value, n, name, count);
  const cut = number | 0;
  if (cut === number || (number < 2 ** 51 && number > -(2 ** 51) && Math.floor(number) === number)) return cut;
  rt.fuel = (rt.fuel - BIG_WORD_FUEL) | 0; // looked at by the next check
  return Number(BigInt.asIntN(BITS, lowBits(number + ROUNDING)));
}

/** The 64 bits of a double. */
function lowBits(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  return view.getBigInt64(0);
}

function and(name: string, values: readonly Value[]): number {
  let result = -1;
  for (let i = 0; i < values.length; i++) result &= word(values[i], i + 1, name, values.length);
  return result >>> 0;
}

function band(...values: Value[]): Result {
  return and("band", values);
}

function btest(...values: Value[]): Result {
  return and("btest", values) !== 0;
}

function bor(...values: Value[]): Result {
  let result = 0;
  for (let i = 0; i < values.length; i++) result |= word(values[i], i + 1, "bor", values.length);
  return result >>> 0;
}

function bxor(...values: Value[]): Result {
  let result = 0;
  for (let i = 0; i < values.length; i++) result ^= word(values[i], i + 1, "bxor", values.length);
  return result >>> 0;
}

function bnot(x?: Value): Result {
  return ~word(x, 1, "bnot", arguments.length) >>> 0;
}

/** Shifts left by `by`, right where it is negative; zeros come in. */
function shifted(x: number, by: number): number {
  if (by <= -BITS || by >= BITS) return 0;
  return by >= 0 ? (x << by) >>> 0 : x >>> -by;
}

// The distance first, as GCC evaluates the arguments of a C function.

function lshift(x?: Value, by?: Value): Result {
  const count = arguments.length;
  const distance = checkInt(by, 2, "lshift", count);
  return shifted(word(x, 1, "lshift", count), distance);
}

function rshift(x?: Value, by?: Value): Result {
  const count = arguments.length;
  const distance = checkInt(by, 2, "rshift", count);
  return shifted(word(x, 1, "rshift", count), -distance);
}

function arshift(x?: Value, by?: Value): Result {
  const count = arguments.length;
  const bits = word(x, 1, "arshift", count);
  const distance = checkInt(by, 2, "arshift", count);
  // Only a negative word shifted right takes copies of its sign.
  if (distance < 0 || bits >= 0) return shifted(bits, -distance);
  return distance >= BITS ? 0xffffffff : (bits >> distance) >>> 0;
}

function rotated(x: number, by: number): number {
  const distance = by & (BITS - 1);
  return distance === 0 ? x >>> 0 : ((x << distance) | (x >>> (BITS - distance))) >>> 0;
}

function lrotate(x?: Value, by?: Value): Result {
  const count = arguments.length;
  const distance = checkInt(by, 2, "lrotate", count);
  return rotated(word(x, 1, "lrotate", count), distance);
}

function rrotate(x?: Value, by?: Value): Result {
  const count = arguments.length;
  const distance = checkInt(by, 2, "rrotate", count);
  return rotated(word(x, 1, "rrotate", count), -distance);
}

/** Checks the field that `extract` and `replace` name: its first bit (argument `n`) and its width; gives the width. */
function fieldWidth(field: number, width: Value, n: number, name: string): number {
  const bits = width === undefined ? 1 : checkInt(width, n + 1, name);
  if (field < 0) argumentError(n, name, "field cannot be negative");
  if (bits <= 0) argumentError(n + 1, name, "width must be positive");
  if (field + bits > BITS) raise("trying to access non-existent bits");
  return bits;
}

/** A word whose lowest `bits` bits are set. */
function mask(bits: number): number {
  return ~((0xfffffffe | 0) << (bits - 1));
}

function extract(x?: Value, field?: Value, width?: Value): Result {
  const count = arguments.length;
  const bits = word(x, 1, "extract", count);
  const start = checkInt(field, 2, "extract", count);
  const length = fieldWidth(start, width, 2, "extract");
  return ((bits >>> start) & mask(length)) >>> 0;
}

function replace(x?: Value, v?: Value, field?: Value, width?: Value): Result {
  const count = arguments.length;
  const bits = word(x, 1, "replace", count);
  const value = word(v, 2, "replace", count);
  const start = checkInt(field, 3, "replace", count);
  const ones = mask(fieldWidth(start, width, 3, "replace"));
  return ((bits & ~(ones << start)) | ((value & ones) << start)) >>> 0;
}

const BIT32: Library = [
  ["arshift", SINCE52, arshift],
  ["band", SINCE52, band],
  ["bnot", SINCE52, bnot],
  ["bor", SINCE52, bor],
  ["btest", SINCE52, btest],
  ["bxor", SINCE52, bxor],
  ["extract", SINCE52, extract],
  ["lrotate", SINCE52, lrotate],
  ["lshift", SINCE52, lshift],
  ["replace", SINCE52, replace],
  ["rrotate", SINCE52, rrotate],
  ["rshift", SINCE52, rshift],
];

/** The table `bit32`, fresh. */
export function createBit32Library(dialect: Dialect): LuaTable {
  return tableOf(BIT32, dialect);
}
