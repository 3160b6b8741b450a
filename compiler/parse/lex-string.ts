/**
 * Quoted strings and long brackets (strings and comments), decoded to byte strings.
 *
 * Governing text: Lua 5.0 manual §2.1, 5.1 manual §2.1, 5.2 manual §3.1.
 */
import { DIGIT, EOZ, HEX_DIGIT, kindOf, SPACE } from "./character.ts";
import type { LexerState } from "./lexer-state.ts";

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The `[`, `[=[`… that opens at an offset, if one does. */
export function longBracket(source: string, at: number): string | undefined {
  if (source.charCodeAt(at) !== 0x5b) return undefined;
  let end = at + 1;
  while (source.charCodeAt(end) === 0x3d) end++;
  return source.charCodeAt(end) === 0x5b ? source.slice(at, end + 1) : undefined;
}

/** Reads the quoted string at the position into `text`. */
export function readString(lexer: LexerState, quote: number): void {
  const { source } = lexer;
  let decoded = "";
  let from = ++lexer.position;
  for (;;) {
    const at = lexer.position;
    const c = at < source.length ? source.charCodeAt(at) : EOZ;
    if (c === quote) break;
    if (c === 0x5c) {
      decoded += source.slice(from, at);
      lexer.position++;
      decoded += readEscape(lexer, () => String.fromCharCode(quote) + decoded);
      from = lexer.position;
    } else if (c === EOZ) {
      lexer.refuseEnd("unfinished string");
    } else if (c === 10) {
      lexer.refuseText("unfinished string", String.fromCharCode(quote) + decoded + source.slice(from, at));
    } else {
      lexer.position++;
    }
  }
  lexer.text = decoded === "" ? source.slice(from, lexer.position) : decoded + source.slice(from, lexer.position);
  lexer.position++;
}

/** Reads the escape after a `\`; `before` gives the string so far with its quote, for messages. */
function readEscape(lexer: LexerState, before: () => string): string {
  const { source, rules } = lexer;
  const char = source.charAt(lexer.position);
  const simple = SIMPLE_ESCAPES[char];
  if (simple !== undefined) {
    lexer.position++;
    return simple;
  }
  if ((kindOf(source.charCodeAt(lexer.position)) & DIGIT) !== 0) return decimalEscape(lexer, before);
  if (char === "") return "";
  if (char === "\n") {
    lexer.position++;
    lexer.line++;
    return "\n";
  }
  if (rules.modernEscapes) {
    if (char === "x") return hexEscape(lexer);
    if (char === "z") return zap(lexer);
    if (!rules.unknownEscapes && char !== "\\" && char !== '"' && char !== "'") {
      lexer.position++;
      lexer.refuseText("invalid escape sequence", `\\${char}`);
    }
  }
  lexer.position++;
  return char;
}

/** `\ddd` */
function decimalEscape(lexer: LexerState, before: () => string): string {
  const { source } = lexer;
  const start = lexer.position;
  let end = start;
  while (end < start + 3 && (kindOf(source.charCodeAt(end)) & DIGIT) !== 0) end++;
  lexer.position = end;
  const code = Number(source.slice(start, end));
  if (code > 255) {
    if (lexer.rules.words === "5.2") lexer.refuseText("decimal escape too large", `\\${source.slice(start, end)}`);
    lexer.refuseText("escape sequence too large", before());
  }
  return String.fromCharCode(code);
}

/** `\xHH` */
function hexEscape(lexer: LexerState): string {
  const { source } = lexer;
  const start = lexer.position + 1;
  for (let end = start; end < start + 2; end++) {
    lexer.position = end;
    if ((kindOf(source.charCodeAt(end)) & HEX_DIGIT) === 0) {
      // Before 5.2 this was a plain x, as in a Windows path with single backslashes.
      if (lexer.rules.unknownEscapes) {
        lexer.position = start;
        return "x";
      }
      lexer.refuseText("hexadecimal digit expected", `\\${source.slice(start - 1, end + 1)}`);
    }
  }
  lexer.position = start + 2;
  return String.fromCharCode(Number.parseInt(source.slice(start, start + 2), 16));
}

/** `\z`: skips the white space that follows. */
function zap(lexer: LexerState): string {
  lexer.position++;
  while ((kindOf(lexer.source.charCodeAt(lexer.position)) & SPACE) !== 0) {
    if (lexer.source.charCodeAt(lexer.position) === 10) lexer.line++;
    lexer.position++;
  }
  return "";
}

/** Reads the long bracket of `level` equals signs at the position into `text`. */
export function readLongBracket(lexer: LexerState, level: number, what: "string" | "comment"): void {
  const { source } = lexer;
  const from = lexer.position + level + 2;
  const close = `]${"=".repeat(level)}]`;
  const end = level > 0 ? source.indexOf(close, from) : endOfPlain(lexer, from);
  if (end < 0) {
    lexer.line += countLines(source, from, source.length);
    lexer.position = source.length;
    lexer.refuseEnd(`unfinished long ${what}`);
  }
  lexer.line += countLines(source, from, end);
  lexer.position = end + level + 2;
  if (what === "string") lexer.text = source.slice(source.charCodeAt(from) === 10 ? from + 1 : from, end);
}

/** The offset of the `]]` that closes a plain `[[`, by the version's reading of a `[[` inside; −1 if there is none. */
function endOfPlain(lexer: LexerState, from: number): number {
  const { source, rules } = lexer;
  const end = source.indexOf("]]", from);
  const nested = source.indexOf("[[", from);
  if (nested < 0 || (end >= 0 && nested > end)) return end;
  lexer.sawNested = true;
  if (rules.nestedLong === "refuse") {
    lexer.line += countLines(source, from, nested);
    lexer.position = nested + 2;
    lexer.refuse("nesting of [[...]] is deprecated", "[");
  }
  return lexer.countNested ? endOfCounted(source, from) : end;
}

function endOfCounted(source: string, from: number): number {
  let open = 0;
  for (let at = from; at < source.length; at++) {
    const c = source.charCodeAt(at);
    if ((c !== 0x5b && c !== 0x5d) || source.charCodeAt(at + 1) !== c) continue;
    if (c === 0x5d && open === 0) return at;
    open += c === 0x5b ? 1 : -1;
    at++;
  }
  return -1;
}

function countLines(source: string, from: number, to: number): number {
  let lines = 0;
  for (let at = source.indexOf("\n", from); at >= 0 && at < to; at = source.indexOf("\n", at + 1)) lines++;
  return lines;
}
