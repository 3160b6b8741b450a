/**
 * string.format: reads the format, takes the arguments as each version does, and hands value and directive to `format.ts`.
 *
 * Governing text: Lua 5.0 manual §5.3, Lua 5.1 manual §5.4, Lua 5.2 manual §6.4; limits and faults are those of `lstrlib.c`.
 */
import { assembled, copied } from "../assembled.ts";
import { charge, chargeMemory } from "../budget.ts";
import { argumentError, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { numberToString } from "../number.ts";
import type { StringRules } from "../string-rules.ts";
import { isTextItself, tostring } from "../tostring.ts";
import type { Result, Value } from "../value.ts";
import { checkInteger, checkNumber, checkString, toInt, toInteger } from "./arguments.ts";
import { type FormatPiece, formatFloat, formatInteger, formatUnsigned, isFlag, padded, type Specification } from "./format.ts";
import { occurrences } from "./occurrences.ts";

/** More flags than there are is a fault in 5.1 and 5.2. */
const MAX_FLAGS = 5;
/** 5.0: the longest directive, with its `%` and letter. */
const MAX_DIRECTIVE_50 = 20;
const MAX_DIGITS = 2;

const isDigit = (c: string): boolean => c >= "0" && c <= "9";

class FormatParser {
  readonly #text: string;
  readonly #rules: StringRules;
  #at = 0;

  constructor(text: string, rules: StringRules) {
    this.#text = text;
    this.#rules = rules;
  }

  parse(): readonly FormatPiece[] {
    const pieces: FormatPiece[] = [];
    let plain = "";
    while (this.#at < this.#text.length) {
      const percent = this.#text.indexOf("%", this.#at);
      const end = percent < 0 ? this.#text.length : percent;
      plain += this.#text.slice(this.#at, end);
      if (percent < 0) break;
      this.#at = percent + 1;
      if (this.#peek() === "%") {
        plain += "%";
        this.#at++;
        continue;
      }
      if (plain !== "") pieces.push(plain);
      plain = "";
      const piece = this.#directive();
      pieces.push(piece);
      if ("fault" in piece) return pieces;
    }
    if (plain !== "") pieces.push(plain);
    return pieces;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #digits(): string {
    const start = this.#at;
    while (this.#at < start + MAX_DIGITS && isDigit(this.#peek())) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #directive(): Specification | { readonly fault: string } {
    const { dialect, quote } = this.#rules;
    const start = this.#at;
    if (dialect === "5.0" && isDigit(this.#peek()) && this.#text.charAt(start + 1) === "$") {
      return { fault: `obsolete option (d$) to ${quote("format")}` };
    }
    while (isFlag(this.#peek())) this.#at++;
    const flags = this.#text.slice(start, this.#at);
    if (dialect !== "5.0" && flags.length > MAX_FLAGS) return { fault: "invalid format (repeated flags)" };
    const width = Number(this.#digits());
    let precision = -1;
    if (this.#peek() === ".") {
      this.#at++;
      precision = Number(this.#digits());
    }
    if (isDigit(this.#peek())) return { fault: "invalid format (width or precision too long)" };
    if (dialect === "5.0" && this.#at - start + 2 > MAX_DIRECTIVE_50) return { fault: "invalid format (too long)" };
    const conversion = this.#peek();
    this.#at++;
    if (!this.#isKnown(conversion)) return { fault: this.#unknown(conversion) };
    return {
      conversion,
      left: flags.includes("-"),
      plus: flags.includes("+"),
      space: flags.includes(" "),
      alternative: flags.includes("#"),
      zero: flags.includes("0"),
      width,
      precision,
      plain: flags === "" && width === 0,
    };
  }

  #isKnown(conversion: string): boolean {
    if (conversion === "") return false;
    return "cdiouxXeEfgGqs".includes(conversion) || (this.#rules.version52 && "aA".includes(conversion));
  }

  #unknown(conversion: string): string {
    const { dialect, version52, quote } = this.#rules;
    if (dialect === "5.0") return `invalid option to ${quote("format")}`;
    // At the end of the format the letter is C's closing zero byte, which only 5.2 puts into the message.
    const letter = conversion === "" && version52 ? "\0" : conversion === "\0" && !version52 ? "" : conversion;
    return `invalid option ${quote(`%${letter}`)} to ${quote("format")}`;
  }
}

/** `%s` of a text shorter than this goes through C's sprintf, where a zero byte ends it. */
export const SPRINTF_LENGTH = 100;

function formatString(s: string, spec: Specification): string {
  if (spec.precision < 0 && s.length >= SPRINTF_LENGTH) return s;
  const cut = spec.precision < 0 ? s : s.slice(0, spec.precision);
  const zero = cut.indexOf("\0");
  return padded(zero < 0 ? cut : cut.slice(0, zero), spec);
}

/** How many bytes `%q` makes one text of: each part of a text that V8 only notes as joined takes as much as dozens of bytes. */
const QUOTED_AT_ONCE = 1 << 13;

/** `%q`: a string that Lua reads back as it was. */
function quoteString(s: string, rules: StringRules): string {
  let out = '"';
  for (let start = 0; start < s.length; start += QUOTED_AT_ONCE) {
    const end = Math.min(start + QUOTED_AT_ONCE, s.length);
    charge(end - start);
    const part = quoteRange(s, start, end, rules);
    out += end < s.length ? copied(part) : part;
  }
  return `${out}"`;
}

function quoteRange(s: string, start: number, end: number, rules: StringRules): string {
  let out = "";
  let done = start;
  for (let i = start; i < end; i++) {
    const code = s.charCodeAt(i);
    if (code >= 32 && code !== QUOTE && code !== BACKSLASH && code !== DELETE) continue;
    out += s.slice(done, i) + escaped(code, s.charAt(i + 1), rules);
    done = i + 1;
  }
  return out + s.slice(done, end);
}

const QUOTE = 34;
const BACKSLASH = 92;
const DELETE = 127;
const NEWLINE = 10;
const RETURN = 13;

/** A byte in a `%q`, which `next` follows. */
function escaped(code: number, next: string, { dialect, version52 }: StringRules): string {
  const char = String.fromCharCode(code);
  if (code === QUOTE || code === BACKSLASH || code === NEWLINE) return `\\${char}`;
  // All its digits are needed where another one follows.
  if (version52) return `\\${isDigit(next) ? `${code}`.padStart(3, "0") : code}`;
  if (code === 0) return "\\000";
  return code === RETURN && dialect === "5.1" ? "\\r" : char;
}

const TWO_63 = 2 ** 63;
const TWO_64 = 2 ** 64;

/** C's conversion of a double to an unsigned 64-bit integer, as compilers do it on x86-64. */
function toUnsigned(x: number): number | bigint {
  if (x >= 0 && x <= Number.MAX_SAFE_INTEGER) return Math.trunc(x);
  if (x >= TWO_63) return BigInt.asUintN(64, BigInt(toInteger(x - TWO_63)) ^ (1n << 63n));
  return BigInt.asUintN(64, BigInt(toInteger(x)));
}

/** One argument by one directive. `n` is the argument's number, `count` how many there are. */
export function formatValue(value: Value, spec: Specification, n: number, count: number, rules: StringRules): string {
  const { dialect } = rules;
  switch (spec.conversion) {
    case "s":
      return formatString(rules.version52 ? (tostring(value) ?? noText(spec)) : checkString(value, n, "format", count), spec);
    case "q":
      return quoteString(checkString(value, n, "format", count), rules);
    case "c": {
      const code = rules.version52 ? checkInteger(value, n, "format", count) | 0 : toInt(checkNumber(value, n, "format", count));
      const text = padded(String.fromCharCode(code & 255), spec);
      // Before 5.2 the result is a C string.
      return rules.version52 || (code & 255) !== 0 ? text : text.slice(0, text.indexOf("\0"));
    }
    case "d":
    case "i":
      if (dialect === "5.0") return formatInteger(toInt(checkNumber(value, n, "format", count)), spec);
      return formatInteger(signed(checkNumber(value, n, "format", count), n, rules), spec);
    case "o":
    case "u":
    case "x":
    case "X":
      return formatUnsigned(unsigned(checkNumber(value, n, "format", count), n, rules), spec);
    default: {
      const x = checkNumber(value, n, "format", count);
      if (spec.precision > DOUBLE_DIGITS || Math.abs(x) >= 10 ** DOUBLE_DIGITS) charge(EXACT_FUEL);
      return formatFloat(x, spec);
    }
  }
}

/** Numbers with more digits are computed exactly, which takes far longer. */
const DOUBLE_DIGITS = 17;
const EXACT_FUEL = 300;

const NO_TEXT = "(null)";

/** What the GNU C library prints for a string that is none: nothing where the precision has no room for it. */
function noText({ precision }: Specification): string {
  return precision >= 0 && precision < NO_TEXT.length ? "" : NO_TEXT;
}

function signed(x: number, n: number, rules: StringRules): number {
  if (rules.version52 && !(x >= -TWO_63 && x < TWO_63)) return argumentError(n, "format", "not a number in proper range");
  return toInteger(x);
}

function unsigned(x: number, n: number, rules: StringRules): number | bigint {
  if (rules.dialect === "5.0") return toInteger(x) >>> 0;
  if (rules.version52 && !(x > -1 && x < TWO_64)) {
    return argumentError(n, "format", "not a non-negative number in proper range");
  }
  return toUnsigned(x);
}

/** Bytes that a directive takes while it is used. */
const PIECE_BYTES = 160;
/** Results from this length on are charged as memory. */
const LONG_TEXT = 256;

function parsed(text: string, rules: StringRules): readonly FormatPiece[] {
  charge(text.length >> 2);
  chargeMemory(text.length + PIECE_BYTES * occurrences(text, "%"));
  const pieces = new FormatParser(text, rules).parse();
  rules.formats.set(text, pieces);
  return pieces;
}

/** `string.format (formatstring, ...)`: as C's printf in the C locale (Lua 5.1 manual §5.4). The pieces of a format are kept for the next call. */
export function format(pattern?: Value, ...values: Value[]): Result {
  const rules = rt.realm.stringRules;
  const text = checkString(pattern, 1, "format", arguments.length);
  const pieces = rules.formats.get(text) ?? parsed(text, rules);
  const count = values.length + 1;
  let out = "";
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") {
      out += piece;
      continue;
    }
    // 5.1 and 5.2 look for the argument before they read the directive.
    if (rules.dialect !== "5.0" && at >= values.length) return argumentError(at + 2, "format", "no value");
    if ("fault" in piece) return raise(piece.fault);
    const value = values[at];
    at++;
    const { conversion } = piece;
    if (conversion === "s" && piece.plain && piece.precision < 0 && typeof value === "number" && isTextItself(value))
      out += numberToString(value);
    else if (conversion === "d" && typeof value === "number" && (value | 0) === value) out += formatInteger(value, piece);
    else if (conversion === "s" && typeof value === "string" && isTextItself(value)) out += formatString(value, piece);
    else out += formatValue(value, piece, at + 1, count, rules);
  }
  charge(1 + (pieces.length >> 1) + (out.length >> 6));
  return out.length < LONG_TEXT ? out : assembled(out);
}
