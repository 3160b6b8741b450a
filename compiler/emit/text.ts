/**
 * Emitted text with Lua positions in it. While code is put together, a position is an invisible mark inside the text (`at`); the
 * writer takes the marks out and turns them into source map segments. Lua strings are escaped, so a mark cannot come from a script. Marks are
 * control characters, so that texts stay strings of bytes: V8 handles those faster.
 */

import type { Spend } from "../effort.ts";

const MARK = "\x01";
const END = "\x02";
const CALLEE = "\x03";
const TYPE = "\x04";
const TYPE_END = "\x05";

/** Marks the following text as coming from a Lua offset and line. A call also says what it calls, for tracebacks. */
export function at(position: { readonly line: number; readonly start: number }, callee?: string): string {
  return `${MARK}${position.line},${position.start}${callee === undefined ? "" : CALLEE + written(callee)}${END}`;
}

/** True if the two texts do the same, wherever they come from. */
export function sameText(a: string, b: string): boolean {
  return a === b || (a.length < LONG_EXPRESSION && a.replace(MARKS, "") === b.replace(MARKS, ""));
}

const MARKS = /\x01[^\x02]*\x02/g;
/** Longer ones are rarely the same. */
const LONG_EXPRESSION = 500;

/** A callee's name may be any bytes: `t["a\n"]()`. */
function written(name: string): string {
  return /[\x00-\x1F%]/.test(name) ? encodeURIComponent(name) : name;
}
function read(name: string | undefined): string | undefined {
  return name?.includes("%") === true ? decodeURIComponent(name) : name;
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

/** Marks text that only TypeScript needs; in the JavaScript it is left out. It holds no other marks. */
export function typeOnly(text: string): string {
  return TYPE + text + TYPE_END;
}

/** What a module is written as: TypeScript with comments, or the JavaScript that runs, which has neither types nor comments. */
export type Language = "typescript" | "javascript";

const COMMENT_LINE = /^ *\/\//;

/** Takes the marks out of the text. */
export function unmark(
  lines: readonly string[],
  language: Language,
): { readonly text: string; readonly segments: readonly Segment[] } {
  const marked = (language === "javascript" ? lines.filter((line) => !COMMENT_LINE.test(line)) : lines).join("\n");
  const segments: Segment[] = [];
  const clean: string[] = [];
  /** Characters and line ends so far, and where the present line begins among the characters. */
  let length = 0;
  let line = 0;
  let lineStart = 0;
  let lineEnd = marked.indexOf("\n");
  const keep = (from: number, to: number): void => {
    while (lineEnd >= 0 && lineEnd < to) {
      line++;
      lineStart = length + lineEnd + 1 - from;
      lineEnd = marked.indexOf("\n", lineEnd + 1);
    }
    clean.push(marked.slice(from, to));
    length += to - from;
  };
  let from = 0;
  let place = marked.indexOf(MARK);
  let type = marked.indexOf(TYPE);
  while (place >= 0 || type >= 0) {
    if (place >= 0 && (type < 0 || place < type)) {
      keep(from, place);
      const comma = marked.indexOf(",", place);
      const end = marked.indexOf(END, comma);
      const [offset, callee] = marked.slice(comma + 1, end).split(CALLEE);
      const luaLine = Number(marked.slice(place + 1, comma));
      segments.push({ line, column: length - lineStart, luaLine, luaOffset: Number(offset), callee: read(callee) });
      from = end + 1;
      place = marked.indexOf(MARK, from);
    } else {
      keep(from, type);
      const end = marked.indexOf(TYPE_END, type);
      if (language === "typescript") keep(type + 1, end);
      from = end + 1;
      type = marked.indexOf(TYPE, from);
    }
  }
  keep(from, marked.length);
  return { text: `${clean.join("")}\n`, segments };
}

/** Levels beyond these are not indented any further: else the text of deep nests would be spaces for the most part. */
const MAX_INDENTED = 32;

/** Lines of text with indentation. Text with line ends in it (a nested function) is indented as a whole. */
export class Lines {
  readonly lines: string[] = [];
  readonly #spend: Spend;
  readonly #indented: boolean;
  #depth = 0;
  #indent = "";

  constructor(spend: Spend, indented: boolean) {
    this.#spend = spend;
    this.#indented = indented;
  }

  add(text: string): void {
    if (text.includes("\n")) for (const line of text.split("\n")) this.#add(line);
    else this.#add(text);
  }
  addAll(other: Lines): void {
    for (const line of other.lines) this.#add(line);
  }
  #add(line: string): void {
    this.#spend(this.#indent.length + line.length);
    this.lines.push(line === "" ? "" : this.#indent + line);
  }
  indent(): void {
    this.#depth++;
    this.#margin();
  }
  outdent(): void {
    this.#depth--;
    this.#margin();
  }
  #margin(): void {
    if (this.#indented) this.#indent = "  ".repeat(Math.min(this.#depth, MAX_INDENTED));
  }
  toString(): string {
    return this.lines.join("\n");
  }
}

/** A Lua byte string as a JavaScript literal, ASCII only. */
export function stringLiteral(value: string): string {
  const escaped = value.replace(/[\\"\u0000-\u001F\u007F-\u00FF]/g, (c) => {
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
