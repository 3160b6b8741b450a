/**
 * The functions of the string library that know no patterns: byte, char, dump, len, lower, upper, rep, reverse, sub.
 *
 * Letters are those of the C locale: A–Z and a–z, nothing else.
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4.
 */
import { assembled } from "../assembled.ts";
import { charge, chargeMemory } from "../budget.ts";
import { dumped } from "../dump.ts";
import { argumentError, LuaError, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { none, pair, several, triple } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { checkFunction, checkInteger, checkNumber, checkString, optionalInteger, toInt } from "./arguments.ts";

/** The longest string JavaScript can hold on all supported versions of Node. */
const MAX_LENGTH = 0x1fffffe8;
/** How many values a function can return: LUAI_MAXCSTACK of 5.1, LUAI_MAXSTACK of 5.2. */
const MAX_RESULTS_51 = 8000;
const MAX_RESULTS_52 = 1_000_000;

/** Charges for a string of `length` bytes that is about to be made. */
export function chargeString(length: number): void {
  charge(1 + (length >> 6));
  if (length > 256) chargeMemory(length);
}

/** `string.len (s)`: bytes. */
export function len(subject?: Value): Result {
  return typeof subject === "string" ? subject.length : checkString(subject, 1, "len", arguments.length).length;
}

/** A position that may count from the end, as one from the start; may lie outside the string. */
function position(value: number, length: number): number {
  if (value >= 0) return value;
  return -value > length ? 0 : length + value + 1;
}

/** `string.sub (s, i [, j])`: positions from 1, negative ones from the end; what lies outside is left out, never an error (Lua 5.1 manual §5.4). */
export function sub(subject?: Value, from?: Value, to?: Value): Result {
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "sub", arguments.length);
  const start = position(checkInteger(from, 2, "sub", arguments.length), s.length);
  const end = to === undefined ? s.length : position(checkInteger(to, 3, "sub"), s.length);
  return start > end ? "" : s.substring(start - 1, end);
}

const NOT_ASCII = /[\x80-\xff]/;
/** Up to this length a loop is quicker than a regular expression. */
const SHORT = 32;

function isAscii(s: string): boolean {
  if (s.length > SHORT) return !NOT_ASCII.test(s);
  for (let i = 0; i < s.length; i++) if (s.charCodeAt(i) > 127) return false;
  return true;
}

/** `string.lower (s)`: ASCII letters only, as in the C locale. */
export function lower(subject?: Value): Result {
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "lower", arguments.length);
  chargeString(s.length);
  return isAscii(s) ? s.toLowerCase() : s.replace(/[A-Z]+/g, (run) => run.toLowerCase());
}

/** `string.upper (s)`: ASCII letters only, as in the C locale. */
export function upper(subject?: Value): Result {
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "upper", arguments.length);
  chargeString(s.length);
  return isAscii(s) ? s.toUpperCase() : s.replace(/[a-z]+/g, (run) => run.toUpperCase());
}

const CHUNK = 4096;

/** `string.reverse (s)`: by bytes; since 5.1. */
export function reverse(subject?: Value): Result {
  const s = checkString(subject, 1, "reverse", arguments.length);
  chargeString(s.length);
  charge(s.length >> 4);
  let out = "";
  const codes: number[] = [];
  for (let i = s.length - 1; i >= 0; i--) {
    codes.push(s.charCodeAt(i));
    if (codes.length === CHUNK) {
      out += String.fromCharCode(...codes);
      codes.length = 0;
    }
  }
  return assembled(out + String.fromCharCode(...codes));
}

function repeated(s: string, n: number, separator: string): Result {
  if (n <= 0) return "";
  const length = s.length * n + separator.length * (n - 1);
  if (length > MAX_LENGTH) throw new LuaError("not enough memory");
  charge(1 + (length >> 6));
  return assembled(separator === "" ? s.repeat(n) : (s + separator).repeat(n - 1) + s);
}

/** rep of 5.0 and 5.1: no separator. The number is C's int. */
export function rep51(subject?: Value, n?: Value): Result {
  const s = checkString(subject, 1, "rep", arguments.length);
  return repeated(s, checkInteger(n, 2, "rep", arguments.length) | 0, "");
}

/** `string.rep (s, n [, sep])` of 5.2; the error for what is too long comes before anything is made. */
export function rep(subject?: Value, n?: Value, separator?: Value): Result {
  const s = checkString(subject, 1, "rep", arguments.length);
  const times = checkInteger(n, 2, "rep", arguments.length) | 0;
  const between = separator === undefined ? "" : checkString(separator, 3, "rep");
  if (times <= 0) return "";
  if ((s.length + between.length) * times > MAX_LENGTH) return raise("resulting string too large");
  return repeated(s, times, between);
}

/** byte of 5.0: one byte, or nothing. */
export function byte50(subject?: Value, at?: Value): Result {
  const s = checkString(subject, 1, "byte", arguments.length);
  const index = optionalInteger(at, 2, "byte", 1);
  const i = index >= 0 ? index : s.length + index + 1;
  return i <= 0 || i > s.length ? none() : s.charCodeAt(i - 1);
}

/** byte of 5.1 and 5.2. */
export function byte(subject?: Value, from?: Value, to?: Value): Result {
  const s = typeof subject === "string" ? subject : checkString(subject, 1, "byte", arguments.length);
  const start = from === undefined ? 1 : position(checkInteger(from, 2, "byte"), s.length);
  if (to === undefined) return start < 1 || start > s.length ? none() : s.charCodeAt(start - 1);
  const first = Math.max(start, 1);
  const last = Math.min(position(checkInteger(to, 3, "byte"), s.length), s.length);
  const n = last - first + 1;
  if (n <= 0) return none();
  if (n === 1) return s.charCodeAt(first - 1);
  if (n === 2) return pair(s.charCodeAt(first - 1), s.charCodeAt(first));
  if (n === 3) return triple(s.charCodeAt(first - 1), s.charCodeAt(first), s.charCodeAt(first + 1));
  if (n + arguments.length > (rt.realm.dialect === "5.1" ? MAX_RESULTS_51 : MAX_RESULTS_52))
    return raise("stack overflow (string slice too long)");
  charge(n);
  const codes = new Array<Value>(n);
  for (let i = 0; i < n; i++) codes[i] = s.charCodeAt(first - 1 + i);
  return several(codes);
}

/** A code for `char`. */
function codeOf(value: Value, n: number, count: number): number {
  if (typeof value === "number" && (value & 255) === value) return value;
  const { dialect } = rt.realm;
  const code = dialect === "5.0" ? toInt(checkNumber(value, n, "char", count)) : checkInteger(value, n, "char", count) | 0;
  if ((code & 255) === code) return code;
  return argumentError(n, "char", dialect === "5.0" || dialect === "5.1" ? "invalid value" : "value out of range");
}

/** `string.char (...)`: an error for codes outside 0 to 255. */
export function char(...codes: Value[]): Result {
  const { length } = codes;
  charge(1 + (length >> 3));
  let out = "";
  for (let i = 0; i < length; i++) out += String.fromCharCode(codeOf(codes[i], i + 1, length));
  return assembled(out);
}

/** The function as text that `load` takes back: see `dump.ts`. */
export function dump(f?: Value): Result {
  const text = dumped(checkFunction(f, 1, "dump", arguments.length));
  if (text === undefined) return raise("unable to dump given function");
  chargeString(text.length);
  return text;
}
