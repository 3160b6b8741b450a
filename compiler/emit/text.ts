/**
 * Emitted text with Lua positions in it. While code is put together, a position is an invisible mark inside the text (`at`); the
 * writer takes the marks out and turns them into source map segments. Lua strings are escaped, so a mark cannot come from a script. Marks are
 * control characters, so that texts stay strings of bytes: V8 handles those faster.
 */

import type { Lines } from "./lines.ts";

const MARK = "\x01";
const END = "\x02";
const CALLEE = "\x03";

/** Marks the following text as coming from a Lua offset and line. A call also says what it calls, for tracebacks. */
export function at(position: { readonly line: number; readonly start: number }, callee?: string): string {
  return `${MARK}${position.line},${position.start}${callee === undefined ? "" : CALLEE + written(callee)}${END}`;
}

/** A callee's name may be any bytes: `t["a\n"]()`. */
function written(name: string): string {
  return /[\x00-\x1F%]/.test(name) ? encodeURIComponent(name) : name;
}
function read(name: string): string {
  return name.includes("%") ? decodeURIComponent(name) : name;
}

/** Stands for an offset in the line, at which debuggers do not stop if there is another place of the line (stepping.ts). */
export const BESIDE: number = 2 ** 31;

/** One place of the emitted text that leads back to Lua. */
export interface Segment {
  /** 0-based line and column in the emitted text. */
  readonly line: number;
  readonly column: number;
  readonly luaLine: number;
  /** Offset in the normalised Lua source. */
  readonly luaOffset: number;
  readonly callee: string | undefined;
}

/** Writes the lines without the marks. */
export function unmark(lines: Lines): { readonly text: string; readonly segments: readonly Segment[] } {
  const segments: Segment[] = [];
  const written: string[] = [];
  lines.write((text, indent) => {
    let clean = text === "" ? "" : indent;
    let from = 0;
    for (let place = text.indexOf(MARK); place >= 0; place = text.indexOf(MARK, from)) {
      clean += text.slice(from, place);
      const end = text.indexOf(END, place);
      segments.push(segmentOf(text.slice(place + 1, end), written.length, clean.length));
      from = end + 1;
    }
    written.push(from === 0 ? clean + text : clean + text.slice(from));
  });
  return { text: `${written.join("\n")}\n`, segments };
}

/** The segment of a mark. */
function segmentOf(mark: string, line: number, column: number): Segment {
  const comma = mark.indexOf(",");
  const named = mark.indexOf(CALLEE, comma);
  return {
    line,
    column,
    luaLine: Number.parseInt(mark, 10),
    luaOffset: Number(named < 0 ? mark.slice(comma + 1) : mark.slice(comma + 1, named)),
    callee: named < 0 ? undefined : read(mark.slice(named + 1)),
  };
}

/** What most texts have nothing of. */
const ESCAPED = /[\\"\u0000-\u001F\u007F-\u00FF]/;

/** A Lua byte string as a JavaScript literal, ASCII only. */
export function stringLiteral(value: string): string {
  if (!ESCAPED.test(value)) return `"${value}"`;
  const escaped = value.replace(new RegExp(ESCAPED, "g"), (c) => {
    switch (c) {
      case "\\":
        return "\\\\";
      case '"':
        return '\\"';
      case "\n":
        return "\\n";
      case "\r":
        return "\\r";
      case "\t":
        return "\\t";
      default:
        return `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
    }
  });
  return `"${escaped}"`;
}

/** A Lua number as a JavaScript literal: as written where both languages read it alike. */
export function numberLiteral(value: number, raw: string): string {
  if (Object.is(value, -0)) return "-0";
  if (/^(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return raw;
  return value === Number.POSITIVE_INFINITY ? "1e999" : String(value);
}
