/**
 * Decimal forms of a double, digit for digit as glibc's printf writes them.
 *
 * JavaScript's `toFixed` and `toExponential` are exact, too, but round a tie away from zero where C rounds it to even; so each tie is
 * found (a double has a finite decimal expansion whose length its lowest set bit tells) and the last digit corrected.
 *
 * Governing text: C11 §7.21.6.1; ECMAScript `Number.prototype.toExponential` ("pick the larger n").
 */
import { isPositiveNaN } from "./nan-sign.ts";

/** Largest power of ten a double holds exactly is 10^22; an integer tie at a higher unit cannot exist (5^23 > 2^53). */
const LARGEST_EXACT_POWER = 22;

/** True if `x` (finite, > 0) lies exactly halfway between two neighbours with `decimals` digits after the point (negative: before it). */
function isTie(x: number, decimals: number): boolean {
  if (decimals >= 0) {
    // x·2^(decimals+1) is odd exactly when the expansion ends at digit decimals+1, and that last digit is then a 5.
    if (decimals > 1074) return false;
    if (decimals < 30) {
      const few = x * (1 << (decimals + 1));
      return few < 2 ** 53 && few % 2 === 1;
    }
    const scaled = decimals < 1000 ? x * 2 ** (decimals + 1) : x * 2 ** 1000 * 2 ** (decimals - 999);
    return scaled < 2 ** 53 && scaled % 2 === 1;
  }
  if (-decimals > LARGEST_EXACT_POWER) return false;
  const unit = 10 ** -decimals;
  return x % unit === unit / 2;
}

/** After JavaScript rounded a tie up to an odd last digit, the even neighbour is one less; there is never a borrow. */
function evenDigits(digits: string): string {
  const last = digits.charCodeAt(digits.length - 1) - 48;
  return (last & 1) === 1 ? digits.slice(0, -1) + (last - 1) : digits;
}

/** `x` in exponent form: `digits` (first digit before the point, then `precision` after it) and the power of ten. */
interface ExponentForm {
  readonly digits: string;
  readonly exponent: number;
}

/** `x` (finite, ≥ 0) with 1 + `precision` significant digits; `precision` ≤ 100. */
function exponentForm(x: number, precision: number): ExponentForm {
  const text = x.toExponential(precision);
  const e = text.indexOf("e");
  const exponent = Number(text.slice(e + 1));
  const digits = precision > 0 ? text.charAt(0) + text.slice(2, e) : text.slice(0, e);
  // The exponent before rounding counts; where rounding carried (9.5 → 1e1) the last digit is 0 and stays.
  if (x !== 0 && isTie(x, precision - exponent)) return { digits: evenDigits(digits), exponent };
  return { digits, exponent };
}

/** `%.{precision}f` of `x` (finite, ≥ 0); `precision` ≤ 100. */
export function fixedForm(x: number, precision: number): string {
  if (x >= 1e21) return BigInt(x) + (precision > 0 ? `.${"0".repeat(precision)}` : "");
  const text = x.toFixed(precision);
  return isTie(x, precision) ? evenDigits(text) : text;
}

/** `e+07`, `e-300`: the exponent as C writes it, at least two digits. */
function exponentSuffix(exponent: number): string {
  const size = Math.abs(exponent);
  return `e${exponent < 0 ? "-" : "+"}${size < 10 ? "0" : ""}${size}`;
}

/** `%.{precision}e` of `x` (finite, ≥ 0). With `point`, the point stays where nothing follows it (flag `#`). */
export function scientific(x: number, precision: number, point: boolean): string {
  const { digits, exponent } = exponentForm(x, precision);
  const rest = digits.slice(1);
  return digits.charAt(0) + (rest !== "" || point ? "." : "") + rest + exponentSuffix(exponent);
}

/** `%.{precision}g` of `x` (finite, ≥ 0). With `keepZeros` (flag `#`) trailing zeros and the point stay. */
export function general(x: number, precision: number, keepZeros: boolean): string {
  const significant = precision === 0 ? 1 : precision;
  const { digits: all, exponent } = exponentForm(x, significant - 1);
  let digits = all;
  // Where rounding makes one digit too many for the form without exponent, the GNU C library forgets the zeros that `#` keeps (`%#.5g` of 99999.5).
  if (!keepZeros || (exponent === significant && x < 10 ** significant)) {
    let end = digits.length;
    while (end > 1 && digits.charCodeAt(end - 1) === 48) end--;
    digits = digits.slice(0, end);
  }
  if (exponent < -4 || exponent >= significant) {
    const rest = digits.slice(1);
    return digits.charAt(0) + (rest !== "" || keepZeros ? "." : "") + rest + exponentSuffix(exponent);
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const rest = digits.slice(exponent + 1);
  return whole + (rest !== "" || keepZeros ? "." : "") + rest;
}

/** `inf`, `-inf`, `nan`, `-nan` (see `nan-sign.ts`). */
export function nonFinite(x: number): string {
  if (x === Infinity) return "inf";
  if (x === -Infinity) return "-inf";
  return isPositiveNaN(x) ? "nan" : "-nan";
}
