/**
 * Functions of the string library in place. Each knows the usual arguments only; what it gives no text for, or what fails a check, is
 * left to the library: odd positions, numbers for strings, errors.
 *
 *     s:sub(i, i)      s.charAt(i - 1)           if i is whole and 1 ≤ i ≤ #s
 *     s:sub(2, -2)     s.slice(1, -1)            JavaScript counts from the end as Lua does
 *     s:byte(i)        s.charCodeAt(i - 1)
 *
 * Governing text: Lua 5.2 manual §6.4.
 */
import { type Code, type EqualsLiteral, isLiteral, operand } from "./code.ts";
import { formatInPlace } from "./format-intrinsic.ts";
import { type InPlace, numberChecks, stringChecks, wholeChecks, wholeLiteral } from "./intrinsic-checks.ts";
import type { Module } from "./module.ts";

type Rule = (values: readonly Code[], wants: "value" | "result", module: Module) => InPlace | undefined;

/** `i - 1`, computed where it is a literal. */
function before(position: Code): string {
  const literal = wholeLiteral(position);
  return literal === undefined ? `${operand(position)} - 1` : String(literal - 1);
}

/** Where the byte at `position` stands in JavaScript, if there is one. */
function place(s: Code, position: Code): InPlace | undefined {
  const text = operand(s);
  const literal = wholeLiteral(position);
  if (literal === 0) return undefined;
  if (literal !== undefined) {
    const least = Math.abs(literal);
    const checks = [least === 1 && !isLiteral(s) ? `${text} !== ""` : `${text}.length >= ${least}`];
    return { checks, text: literal > 0 ? before(position) : `${text}.length - ${least}` };
  }
  const whole = wholeChecks(position);
  if (whole === undefined) return undefined;
  return { checks: [...whole, `${position.text} > 0`, `${position.text} <= ${text}.length`], text: before(position) };
}

/** Reads the one byte at `position` by `method`. */
function byteAt(s: Code, position: Code, method: "charAt" | "charCodeAt"): InPlace | undefined {
  const string = stringChecks(s);
  const found = place(s, position);
  if (string === undefined || found === undefined) return undefined;
  return { checks: [...string, ...found.checks], text: `${operand(s)}.${method}(${found.text})` };
}

/** The start of a slice, or its end: JavaScript's number and what must hold for it. */
function sliceStart(from: Code): InPlace | undefined {
  const literal = wholeLiteral(from);
  if (literal !== undefined) return { checks: [], text: String(literal > 0 ? literal - 1 : literal) };
  const whole = wholeChecks(from);
  return whole === undefined ? undefined : { checks: [...whole, `${from.text} > 0`], text: before(from) };
}

function sliceEnd(to: Code | undefined): InPlace | undefined {
  const literal = to === undefined ? -1 : wholeLiteral(to);
  if (literal === -1) return { checks: [], text: "" };
  if (literal !== undefined) return { checks: [], text: `, ${literal < 0 ? literal + 1 : literal}` };
  if (to === undefined) return undefined;
  const whole = wholeChecks(to);
  return whole === undefined ? undefined : { checks: [...whole, `${to.text} >= 0`], text: `, ${to.text}` };
}

const sub: Rule = ([s, from, to]) => {
  if (s === undefined || from === undefined) return undefined;
  const same = to === undefined ? from.text === "-1" : from.text === to.text;
  if (same) return byteAt(s, from, "charAt");
  const string = stringChecks(s);
  const start = sliceStart(from);
  const end = sliceEnd(to);
  if (string === undefined || start === undefined || end === undefined) return undefined;
  const text = `${operand(s)}.slice(${start.text}${end.text})`;
  return {
    checks: [...string, ...start.checks, ...end.checks],
    text,
    equals: sliceEquals(operand(s), start.text, end.text, text),
  };
};

/** Literals up to this length are compared without a slice. */
const SHORT_LITERAL = 32;

/** `s:sub(i, i + 1) == "//"` → `i + 1 - (i - 1) === 2 ? s.startsWith("//", i - 1) : s.slice(i - 1, i + 1) === "//"`: makes no new string. */
function sliceEquals(s: string, start: string, end: string, slice: string): EqualsLiteral {
  return (literal, length) => {
    const to = end.replace(/^, /, "");
    if (length < 1 || length > SHORT_LITERAL || to === "" || start.startsWith("-") || to.startsWith("-")) return undefined;
    const startsWith = `${s}.startsWith(${literal}, ${start})`;
    if (/^\d+$/.test(start) && /^\d+$/.test(to)) return Number(to) - Number(start) === length ? startsWith : undefined;
    return `(${to} - (${start}) === ${length} ? ${startsWith} : ${slice} === ${literal})`;
  };
}

const ONE: Code = { text: "1", type: "number", simple: true, stable: true, atom: true, temps: [] };

const byte: Rule = ([s, position = ONE]) => (s === undefined ? undefined : byteAt(s, position, "charCodeAt"));

const len: Rule = ([s]) => {
  const string = s === undefined ? undefined : stringChecks(s);
  return s === undefined || string === undefined ? undefined : { checks: string, text: `${operand(s)}.length` };
};

const char: Rule = (codes) => {
  const checks: string[] = [];
  for (const code of codes) {
    const numeric = numberChecks(code);
    if (numeric === undefined) return undefined;
    checks.push(...numeric, `(${code.text} & 255) === ${code.text}`);
  }
  return { checks, text: `String.fromCharCode(${codes.map((code) => code.text).join(", ")})` };
};

/**
 * `s:find(p)`, `s:match(p, i)`: a literal `i` is from 1 on. A constant pattern has its own matcher (`pattern-site.ts` of the runtime);
 * others are computed in place where only the first result is wanted.
 */
function searching(name: "find" | "match"): Rule {
  return ([s, pattern, init = ONE, plain], wants, module) => {
    const literal = wholeLiteral(init);
    if (s === undefined || pattern === undefined || (literal !== undefined && literal < 1)) return undefined;
    const strings = [stringChecks(s), stringChecks(pattern)];
    const from = literal === 1 ? { checks: [], text: "0" } : place(s, init);
    if (strings[0] === undefined || strings[1] === undefined || from === undefined) return undefined;
    const checks = [...strings[0], ...strings[1], ...from.checks];
    if (plain !== undefined) {
      if (plain.text !== "true") return undefined;
      const at = `inPlace.plain(${s.text}, ${pattern.text}, ${from.text})`;
      const text = wants === "value" ? `inPlace.found(${at})` : `inPlace.located(${at}, ${pattern.text}.length)`;
      return { checks, text, door: "inPlace" };
    }
    if (pattern.text.startsWith('"')) {
      const site = module.pattern(pattern.text, name);
      const at = `${site}.at(${s.text}, ${from.text})`;
      if (name === "find" && wants === "value") return { checks, text: `inPlace.found(${at})`, door: "inPlace" };
      const reader = name === "find" ? "located" : wants === "value" ? "taken" : "captured";
      return { checks, text: `${site}.${reader}(${s.text}, ${at})`, door: "patternSite" };
    }
    if (wants === "result") return undefined;
    return { checks, text: `inPlace.${name}(${s.text}, ${pattern.text}, ${from.text})`, door: "inPlace" };
  };
}

/** By name: the least and the largest number of arguments, and the rule. */
export const STRING_INTRINSICS: Readonly<Record<string, readonly [least: number, most: number, inline: Rule]>> = {
  byte: [1, 2, byte],
  char: [1, 4, char],
  find: [2, 4, searching("find")],
  format: [2, 9, (codes, _wants, module) => formatInPlace(codes, module)],
  len: [1, 1, len],
  match: [2, 3, searching("match")],
  sub: [2, 3, sub],
};
