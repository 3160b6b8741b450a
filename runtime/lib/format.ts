/**
 * The directives of string.format: one value, one specification, formatted as glibc's printf does.
 *
 * Governing text: C11 §7.21.6.1.
 */
import { fixedForm, general, nonFinite, scientific } from "../decimal.ts";
import { numberToString } from "../number.ts";

/** A directive without its value: `%-08.3f`. */
export interface Specification {
  /** The letter. */
  readonly conversion: string;
  readonly left: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternative: boolean;
  readonly zero: boolean;
  readonly width: number;
  /** −1: none given. */
  readonly precision: number;
  /** Neither flags nor a width. */
  readonly plain: boolean;
}

/** A piece of a format: text to copy, a directive, or what is wrong with the format at this place. */
export type FormatPiece = string | Specification | { readonly fault: string };

/** `tostring` writes numbers as `%.14g`. */
const TOSTRING_DIGITS = 14;

const FLAGS = "-+ #0";

/** True for a flag of a directive; false for "" (the end of the format). */
export function isFlag(c: string): boolean {
  return c !== "" && FLAGS.includes(c);
}

/** Text padded to the width with spaces: `%5s`, `%-5s`, `%c`. */
export function padded(text: string, spec: Specification): string {
  if (text.length >= spec.width) return text;
  return spec.left ? text.padEnd(spec.width) : text.padStart(spec.width);
}

/** Sign or prefix, and digits, padded to the width; with the flag `0` by zeros between them. */
function paddedNumber(sign: string, digits: string, zeros: boolean, spec: Specification): string {
  const missing = spec.width - sign.length - digits.length;
  if (missing <= 0) return sign + digits;
  if (spec.left) return sign + digits + " ".repeat(missing);
  return zeros ? sign + "0".repeat(missing) + digits : " ".repeat(missing) + sign + digits;
}

function signOf(negative: boolean, spec: Specification): string {
  if (negative) return "-";
  return spec.plus ? "+" : spec.space ? " " : "";
}

/** At least `precision` digits; no digits at all for zero with precision 0. */
function withPrecision(digits: string, precision: number): string {
  if (precision === 0 && digits === "0") return "";
  return digits.padStart(precision, "0");
}

/** `%d` and `%i`: a whole number within 64 bits. */
export function formatInteger(x: number, spec: Specification): string {
  if (spec.plain && spec.precision < 0 && (x | 0) === x) return `${x}`;
  const digits = Math.abs(x) <= Number.MAX_SAFE_INTEGER ? `${Math.abs(x)}` : `${BigInt(Math.abs(x))}`;
  return paddedNumber(signOf(x < 0, spec), withPrecision(digits, spec.precision), spec.zero && spec.precision < 0, spec);
}

/** `%u`, `%o`, `%x`, `%X`: a whole number from 0 to 2^64 − 1. */
export function formatUnsigned(x: number | bigint, spec: Specification): string {
  const { conversion, alternative, precision } = spec;
  if (spec.plain && precision < 0 && conversion === "x") return x.toString(16);
  const radix = conversion === "u" ? 10 : conversion === "o" ? 8 : 16;
  let digits = withPrecision(x.toString(radix), precision);
  let prefix = "";
  if (alternative && radix === 8 && !digits.startsWith("0")) digits = `0${digits}`;
  if (alternative && radix === 16 && Number(x) !== 0) prefix = "0x";
  const text = paddedNumber(prefix, digits, spec.zero && precision < 0, spec);
  return conversion === "X" ? text.toUpperCase() : text;
}

/** `%e`, `%f`, `%g`, `%a` and their capitals. */
export function formatFloat(x: number, spec: Specification): string {
  const { conversion, alternative } = spec;
  if (spec.plain && conversion === "f" && x >= 0 && x < Number.POSITIVE_INFINITY && spec.precision > 0 && 1 / x > 0)
    return fixedForm(x, spec.precision);
  if (spec.plain && conversion === "g" && spec.precision === TOSTRING_DIGITS) return numberToString(x);
  const lower = conversion.toLowerCase();
  const precision = spec.precision < 0 && lower !== "a" ? 6 : spec.precision;
  let sign: string;
  let digits: string;
  const finite = x - x === 0;
  if (finite) {
    const negative = x < 0 || (x === 0 && 1 / x < 0);
    sign = signOf(negative, spec);
    digits = magnitude(Math.abs(x), lower, precision, alternative);
    if (lower === "a") {
      sign += "0x";
    }
  } else {
    const text = nonFinite(x);
    sign = signOf(text.startsWith("-"), spec);
    digits = text.startsWith("-") ? text.slice(1) : text;
  }
  const text = paddedNumber(sign, digits, spec.zero && finite, spec);
  return conversion === lower ? text : text.toUpperCase();
}

/** `%.{precision}g` of a finite number. */
export function formatGeneral(x: number, precision: number): string {
  if (precision === TOSTRING_DIGITS) return numberToString(x);
  const text = magnitude(Math.abs(x), "g", precision, false);
  return x < 0 || (x === 0 && 1 / x < 0) ? `-${text}` : text;
}

function magnitude(x: number, conversion: string, precision: number, alternative: boolean): string {
  switch (conversion) {
    case "e":
      return scientific(x, precision, alternative);
    case "f": {
      const text = fixedForm(x, precision);
      return alternative && precision === 0 ? `${text}.` : text;
    }
    case "g":
      // A whole number is written as it is.
      if (x < 10 ** precision && x < 1e15 && x % 1 === 0 && !alternative) return `${x}`;
      return general(x, precision, alternative);
    default:
      return hexadecimalFloat(x, precision, alternative);
  }
}

const MANTISSA_DIGITS = 13;

/** `%a` without its `0x`: 13 hexadecimal digits behind the point at most, rounded half to even; subnormals as 0.…p-1022, like glibc. */
function hexadecimalFloat(x: number, precision: number, point: boolean): string {
  const bits = new DataView(new Float64Array([x]).buffer).getBigUint64(0, isLittleEndian());
  const biased = Number(bits >> 52n) & 0x7ff;
  let mantissa = bits & 0xfffffffffffffn;
  if (biased !== 0) mantissa |= 1n << 52n;
  const exponent = x === 0 ? 0 : biased === 0 ? -1022 : biased - 1023;
  if (precision >= 0 && precision < MANTISSA_DIGITS) {
    const drop = BigInt(4 * (MANTISSA_DIGITS - precision));
    const rest = mantissa & ((1n << drop) - 1n);
    const half = 1n << (drop - 1n);
    let kept = mantissa >> drop;
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept++;
    mantissa = kept << drop;
  }
  const whole = mantissa >> 52n;
  let fraction = (mantissa & 0xfffffffffffffn).toString(16).padStart(MANTISSA_DIGITS, "0");
  fraction = precision < 0 ? fraction.replace(/0+$/, "") : fraction.slice(0, precision).padEnd(precision, "0");
  return `${whole}${fraction !== "" || point ? "." : ""}${fraction}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
}
