/**
 * Numbers to text and back, as `tostring`, `tonumber`, `..` and the coercions of arithmetic do it.
 *
 * Governing text: Lua 5.2 manual §3.4.2 (coercions), §3.1 (numerals); `LUAI_NUMFFORMAT` is `"%.14g"`. Lua 5.0 and 5.1 hand the text
 * to C's `strtod`, which also takes `inf`, `nan` and stops at a zero byte; 5.2 refuses these.
 */
import { charge } from "./budget.ts";
import { general, nonFinite } from "./decimal.ts";
import type { Dialect } from "./dialect.ts";
import { rt } from "./machine.ts";
import { positiveNaN } from "./nan-sign.ts";

/** Units of fuel for a number that is no small integer: finding its digits takes ten times as long as most operators. */
const FRACTION_FUEL = 5;

/** `tostring(n)`: exactly C's `%.14g`. */
export function numberToString(n: number): string {
  const text = `${n}`;
  if ((n | 0) === n && n !== 0) return text;
  rt.fuel = (rt.fuel - FRACTION_FUEL) | 0; // looked at by the next check
  const size = n < 0 ? -n : n;
  if (size >= 1e-4 && size < 1e14) {
    // At most 14 characters hold at most 14 digits: %.14g prints the shortest form then.
    if (text.length <= DIGITS) return text;
    // JavaScript rounds a tie otherwise than C; a tie has a shortest form of exactly 15 digits.
    const length = n < 0 ? text.length - 1 : text.length;
    if (length - (size >= 1 ? 1 : leadingZeros(size) + 1) > DIGITS + 1) return withoutZeros(n.toPrecision(DIGITS));
  } else if (n === 0) {
    return 1 / n < 0 ? "-0" : "0";
  } else if (n - n !== 0) {
    return nonFinite(n);
  }
  return n < 0 ? `-${general(size, DIGITS, false)}` : general(size, DIGITS, false);
}

const DIGITS = 14;

/** Zeros before the first other digit of `x` (1e-4 ≤ x < 1), that before the point included. */
function leadingZeros(x: number): number {
  return x >= 0.1 ? 1 : x >= 0.01 ? 2 : x >= 0.001 ? 3 : 4;
}

/** A decimal number without the zeros at the end of its fraction, `1e+14` for what was rounded up to that. */
function withoutZeros(fraction: string): string {
  if (fraction.includes("e")) return fraction.startsWith("-") ? "-1e+14" : "1e+14";
  if (!fraction.includes(".")) return fraction;
  let end = fraction.length;
  while (fraction.charCodeAt(end - 1) === 48) end--;
  if (fraction.charCodeAt(end - 1) === 46) end--;
  return fraction.slice(0, end);
}

const DECIMAL = /^[ \t\n\v\f\r]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\n\v\f\r]*$/;
const HEXADECIMAL = /^[ \t\n\v\f\r]*([+-]?)0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([+-]?[0-9]+))?[ \t\n\v\f\r]*$/;
const NOT_FINITE = /^[ \t\n\v\f\r]*([+-]?)(?:(inf(?:inity)?)|nan(?:\([0-9a-z_]*\))?)[ \t\n\v\f\r]*$/i;

/** Texts up to this length are paid for by the fuel of whoever asks; outside of a script's calls none may be longer. */
export const USUAL_LENGTH = 100;
/** Units of fuel for a text that is no short decimal or hexadecimal integer. */
const UNUSUAL_FUEL = 10;

/** Powers of ten that a double holds exactly. */
const POWERS: readonly number[] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * What `-12.5` denotes: an optional sign and up to 15 digits with at most one point, the usual case; undefined for all else. The digits as
 * a whole number and the power of ten are exact, so their quotient is the nearest double.
 */
function plainDecimal(s: string): number | undefined {
  const { length } = s;
  const start = length > 0 && s.charCodeAt(0) === 45 ? 1 : 0;
  let n = 0;
  let point = -1;
  for (let i = start; i < length; i++) {
    const digit = s.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) n = n * 10 + digit;
    else if (digit === -2 && point < 0) point = i;
    else return undefined;
  }
  const digits = length - start - (point < 0 ? 0 : 1);
  if (digits < 1 || digits > 15) return undefined;
  if (point >= 0) n /= POWERS[length - 1 - point] ?? 1; // never more than the digits
  return start === 1 ? -n : n;
}

/** The most hexadecimal digits that a double always holds. */
const EXACT_DIGITS = 13;

/** What `0xff` denotes: a whole number of up to 13 digits without sign; undefined for all else. */
function plainHexadecimal(s: string): number | undefined {
  const { length } = s;
  if (length < 3 || length > 2 + EXACT_DIGITS || s.charCodeAt(0) !== 48 || (s.charCodeAt(1) | 32) !== 120) return undefined;
  let n = 0;
  for (let i = 2; i < length; i++) {
    const digit = digitValue(s.charCodeAt(i));
    if (digit > 15) return undefined;
    n = n * 16 + digit;
  }
  return n;
}

/** What a byte is as a digit: 0–9, a–z in either case; 99 for every other one. */
export function digitValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 122 ? lower - 87 : 99;
}

/**
 * The number that the whole text `s` denotes, or undefined. `dialect` (left out: that of the running instance) decides on `inf`, `nan` and
 * zero bytes (see the file's head).
 */
export function stringToNumber(s: string, dialect?: Dialect): number | undefined {
  if (s.length > USUAL_LENGTH) charge(s.length >> 1);
  const plain = plainDecimal(s) ?? plainHexadecimal(s);
  if (plain !== undefined) return plain;
  charge(UNUSUAL_FUEL);
  const rules = dialect ?? rt.realm.dialect;
  if (rules === "5.0" || rules === "5.1") {
    const zero = s.indexOf("\0");
    if (zero >= 0) return stringToNumber(s.slice(0, zero), rules);
    const special = NOT_FINITE.exec(s);
    if (special !== null) {
      if (special[2] === undefined) return special[1] === "-" ? Number.NaN : positiveNaN();
      return special[1] === "-" ? -Infinity : Infinity;
    }
  }
  if (DECIMAL.test(s)) return Number(s);
  const hex = HEXADECIMAL.exec(s);
  if (hex === null) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = hex;
  if (whole === "" && fraction === "") return undefined;
  const value = hexadecimal(whole + fraction, Number(power) - 4 * fraction.length);
  return sign === "-" ? -value : value;
}

/** `digits`·2^`exponent`, rounded once, to nearest even. */
function hexadecimal(digits: string, exponent: number): number {
  const significant = digits.replace(/^0+/, "");
  if (significant === "") return 0;
  if (significant.length <= EXACT_DIGITS) {
    const mantissa = Number.parseInt(significant, 16);
    // Scaling in one step is exact as long as the result is a normal number; outside it the general way rounds properly.
    if (exponent > -900 && exponent < 900) return mantissa * 2 ** exponent;
  }
  // 16 digits hold more than a double; what follows matters only as "not zero" (a sticky bit).
  const kept = significant.slice(0, 16);
  const tail = significant.slice(16);
  let mantissa = BigInt(`0x${kept}`) << 1n;
  if (/[1-9a-fA-F]/.test(tail)) mantissa |= 1n;
  return scale(mantissa, exponent + 4 * tail.length - 1);
}

/** `mantissa`·2^`exponent` as the nearest double, subnormals included. */
function scale(mantissa: bigint, exponent: number): number {
  const bits = mantissa.toString(2).length;
  const top = bits + exponent;
  if (top > 1100) return Infinity;
  if (top < -1100) return 0;
  // A double keeps 53 bits, fewer below 2^-1022: cut to that many with round-half-even, then scale exactly.
  const keep = Math.max(0, Math.min(53, top + 1074));
  const drop = bits - keep;
  if (drop <= 0) return power2(Number(mantissa), exponent);
  const shift = BigInt(drop);
  let rounded = mantissa >> shift;
  const rest = mantissa - (rounded << shift);
  const half = 1n << (shift - 1n);
  if (rest > half || (rest === half && (rounded & 1n) === 1n)) rounded += 1n;
  return power2(Number(rounded), exponent + drop);
}

/** `x`·2^`exponent` in steps that stay inside a double's range. */
function power2(x: number, exponent: number): number {
  let value = x;
  let left = exponent;
  for (; left > 1000; left -= 1000) value *= 2 ** 1000;
  for (; left < -1000; left += 1000) value *= 2 ** -1000;
  return value * 2 ** left;
}
