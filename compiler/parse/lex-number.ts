/**
 * Numerals of each version: 5.0 reads decimal only; 5.1 takes all letters and digits that follow and lets C's `strtod` judge;
 * 5.2 reads hexadecimal floats.
 *
 * Governing text: Lua 5.2 manual §3.1, `read_numeral` of each llex.c.
 */
import { DIGIT, HEX_DIGIT, kindOf, NAME_PART } from "./character.ts";
import type { LexerState } from "./lexer-state.ts";

/** Reads the numeral at the position (a digit, or `.` and a digit) into `text` and `number`. */
export function readNumeral(lexer: LexerState, start: number): void {
  const { source } = lexer;
  const words = lexer.rules.words;
  const end = words === "5.0" ? end50(lexer) : words === "5.1" ? end51(source, start) : end52(source, start);
  let text = source.slice(start, end);
  let value = words === "5.0" ? decimal(text) : numeral(text, words === "5.2");
  if (value === undefined && lexer.rules.numberBeforeWord) {
    const short = DECIMAL_BEFORE_WORD.exec(source.slice(start, end + 8))?.[0];
    if (short !== undefined) {
      text = short;
      value = decimal(short);
    }
  }
  lexer.position = start + text.length;
  if (value === undefined) lexer.refuseText("malformed number", text);
  lexer.text = text;
  lexer.number = value;
}

const DECIMAL_BEFORE_WORD = /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?=(?:and|or|do|then|end|else|elseif|until)(?!\w))/;

function end50(lexer: LexerState): number {
  const { source } = lexer;
  const digits = (from: number) => {
    let i = from;
    while ((kindOf(source.charCodeAt(i)) & DIGIT) !== 0) i++;
    return i;
  };
  let end = lexer.position;
  if (source.charAt(end) === ".") end = digits(end + 1);
  else end = digits(end);
  if (source.charAt(end) === ".") {
    end++;
    if (source.charAt(end) === ".") {
      lexer.position = end + 1;
      lexer.refuseText("ambiguous syntax (decimal point x string concatenation)", source.slice(lexer.start, end + 1));
    }
  }
  end = digits(end);
  if (/[eE]/.test(source.charAt(end))) {
    end++;
    if (/[-+]/.test(source.charAt(end))) end++;
    end = digits(end);
  }
  return end;
}

function end51(source: string, start: number): number {
  let end = start;
  for (;;) {
    const c = source.charCodeAt(end);
    if ((kindOf(c) & DIGIT) === 0 && c !== 0x2e) break;
    end++;
  }
  const exponent = source.charCodeAt(end);
  if (exponent === 0x45 || exponent === 0x65) {
    end++;
    const sign = source.charCodeAt(end);
    if (sign === 0x2b || sign === 0x2d) end++;
  }
  while ((kindOf(source.charCodeAt(end)) & NAME_PART) !== 0) end++;
  return end;
}

function end52(source: string, start: number): number {
  // `.0x1` counts as hexadecimal here, and is malformed then.
  const first = source.charCodeAt(start) === 0x2e ? start + 1 : start;
  let end = first + 1;
  let exponentUpper = 0x45;
  if (source.charCodeAt(first) === 0x30 && (source.charCodeAt(end) | 0x20) === 0x78) {
    exponentUpper = 0x50;
    end++;
  }
  for (;;) {
    let c = source.charCodeAt(end);
    if (c === exponentUpper || c === (exponentUpper | 0x20)) {
      end++;
      const sign = source.charCodeAt(end);
      if (sign === 0x2b || sign === 0x2d) end++;
      c = source.charCodeAt(end);
    }
    if ((kindOf(c) & HEX_DIGIT) === 0 && c !== 0x2e) return end;
    end++;
  }
}

function numeral(text: string, hexFloats: boolean): number | undefined {
  return (text.charCodeAt(1) | 0x20) === 0x78 ? hexadecimal(text, hexFloats) : decimal(text);
}

function decimal(text: string): number | undefined {
  return /^(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}

function hexadecimal(text: string, floats: boolean): number | undefined {
  const parts = /^0[xX]([0-9a-fA-F]*)(?:\.([0-9a-fA-F]*))?(?:[pP]([-+]?\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const fraction = parts[2] ?? "";
  const digits = (parts[1] ?? "") + fraction;
  if (digits === "" || (!floats && parts[2] !== undefined)) return undefined;
  const exponent = Number(parts[3] ?? "0") - 4 * fraction.length;
  return scale(digits.length <= 13 ? Number.parseInt(digits, 16) : Number(BigInt(`0x${digits}`)), exponent);
}

/** `mantissa * 2^exponent` without an overflow on the way. */
function scale(mantissa: number, exponent: number): number {
  let value = mantissa;
  let rest = Math.max(-5000, Math.min(5000, exponent));
  for (; rest > 1000; rest -= 1000) value *= 2 ** 1000;
  for (; rest < -1000; rest += 1000) value *= 2 ** -1000;
  return value * 2 ** rest;
}
