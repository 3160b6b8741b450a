/**
 * `string.format` with a constant format in place: its directives one by one, joined.
 *
 *     string.format("%d: %-8s", i, s)   joined(directive.d(i, 2) + ": " + directive.s(s, 3).padEnd(8))
 *
 * Only the usual directives are known; a format with another one, or with more or fewer arguments than directives, is left to the library.
 *
 * Governing text: Lua 5.2 manual §6.4; C11 §7.21.6.1 on padding.
 */
import type { Code } from "./code.ts";
import type { InPlace } from "./intrinsic-checks.ts";
import type { Module } from "./module.ts";

interface Directive {
  readonly flag: string;
  readonly width: number;
  readonly precision: number | undefined;
}

/** Spaces up to the width, before the text or behind it. */
function padded(text: string, { flag, width }: Directive): string {
  if (width === 0) return text;
  return `${text}.${flag === "-" ? "padEnd" : "padStart"}(${width})`;
}

type Rule = (value: string, n: number, directive: Directive) => string | undefined;

const integer: Rule = (value, n, directive) => {
  if (directive.precision !== undefined) return undefined;
  if (directive.flag === "0") return `directive.zeros(directive.d(${value}, ${n}), ${directive.width})`;
  return padded(`directive.d(${value}, ${n})`, directive);
};

const hexadecimal: Rule = (value, n, directive) => {
  if (directive.precision !== undefined) return undefined;
  const digits = `directive.x(${value}, ${n})`;
  return directive.flag === "0" ? `${digits}.padStart(${directive.width}, "0")` : padded(digits, directive);
};

const DEFAULT_PRECISION = 6;

/** By letter. The runtime's functions take the value, the argument's number and the precision. */
const RULES: Readonly<Record<string, Rule>> = {
  d: integer,
  i: integer,
  x: hexadecimal,
  X: (value, n, directive) => {
    const text = hexadecimal(value, n, directive);
    return text === undefined ? undefined : `${text}.toUpperCase()`;
  },
  s: (value, n, directive) => {
    if (directive.precision !== undefined || directive.flag === "0") return undefined;
    return padded(`directive.s(${value}, ${n})`, directive);
  },
  q: (value, n, { flag, width, precision }) =>
    flag === "" && width === 0 && precision === undefined ? `directive.q(${value}, ${n})` : undefined,
  f: (value, n, directive) => {
    if (directive.flag === "0") return undefined;
    return padded(`directive.f(${value}, ${n}, ${directive.precision ?? DEFAULT_PRECISION})`, directive);
  },
  g: (value, n, directive) => {
    if (directive.flag === "0") return undefined;
    return padded(`directive.g(${value}, ${n}, ${directive.precision ?? DEFAULT_PRECISION})`, directive);
  },
};

const DIRECTIVE = /%(?:(%)|([-0]?)(\d{0,2})(?:\.(\d\d?))?([a-zA-Z]))/y;

/** The call for these arguments, undefined where it is not one of the usual cases. */
export function formatInPlace([format, ...values]: readonly Code[], module: Module): InPlace | undefined {
  if (format === undefined || !format.text.startsWith('"')) return undefined;
  // A JavaScript literal: none of its escapes contains a `%`.
  const literal = format.text.slice(1, -1);
  const pieces: string[] = [];
  let text = "";
  let used = 0;
  for (let i = 0; i < literal.length; ) {
    const percent = literal.indexOf("%", i);
    text += literal.slice(i, percent < 0 ? literal.length : percent);
    if (percent < 0) break;
    DIRECTIVE.lastIndex = percent;
    const found = DIRECTIVE.exec(literal);
    if (found === null) return undefined;
    i = DIRECTIVE.lastIndex;
    const [, sign, flag = "", width = "", precision, letter = ""] = found;
    if (sign !== undefined) {
      text += "%";
      continue;
    }
    const value = values[used++];
    const directive = { flag, width: Number(width), precision: precision === undefined ? undefined : Number(precision) };
    const piece =
      value === undefined || !Object.hasOwn(RULES, letter) ? undefined : RULES[letter]?.(value.text, used + 1, directive);
    if (piece === undefined) return undefined;
    if (text !== "") pieces.push(`"${text}"`);
    text = "";
    pieces.push(piece);
  }
  if (used !== values.length || used === 0) return undefined;
  if (text !== "") pieces.push(`"${text}"`);
  return { checks: [], text: `${module.use("joined")}(${pieces.join(" + ")})`, door: "directive" };
}
