/**
 * Emitted text with Lua positions in it. While code is put together, a position is an invisible mark inside the text (`at`); the
 * writer takes the marks out and turns them into source map segments. Lua strings are escaped, so a mark cannot come from a script.
 */

const MARK = "\u{E000}";
const END = "\u{E001}";
const CALLEE = "\u{E002}";

/** Marks the following text as coming from a Lua offset and line. A call also says what it calls, for tracebacks. */
export function at(position: { readonly line: number; readonly start: number }, callee?: string): string {
  return `${MARK}${position.line},${position.start}${callee === undefined ? "" : CALLEE + callee}${END}`;
}

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

const MARKS = /\u{E000}(\d+),(\d+)(?:\u{E002}([^\u{E001}]*))?\u{E001}/gu;

/** Takes the marks out of the text. */
export function unmark(lines: readonly string[]): { readonly text: string; readonly segments: readonly Segment[] } {
  const segments: Segment[] = [];
  const clean = lines.map((marked, line) => {
    if (!marked.includes(MARK)) return marked;
    let text = "";
    let from = 0;
    for (const mark of marked.matchAll(MARKS)) {
      text += marked.slice(from, mark.index);
      from = mark.index + mark[0].length;
      segments.push({ line, column: text.length, luaLine: Number(mark[1]), luaOffset: Number(mark[2]), callee: mark[3] });
    }
    return text + marked.slice(from);
  });
  return { text: `${clean.join("\n")}\n`, segments };
}

/** Lines of text with indentation. Text with line ends in it (a nested function) is indented as a whole. */
export class Lines {
  readonly lines: string[] = [];
  #indent = "";

  add(text: string): void {
    if (text.includes("\n")) for (const line of text.split("\n")) this.lines.push(line === "" ? "" : this.#indent + line);
    else this.lines.push(text === "" ? "" : this.#indent + text);
  }
  addAll(other: Lines): void {
    for (const line of other.lines) this.lines.push(line === "" ? "" : this.#indent + line);
  }
  indent(): void {
    this.#indent += "  ";
  }
  outdent(): void {
    this.#indent = this.#indent.slice(2);
  }
  get depth(): number {
    return this.#indent.length;
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
  if (/^(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(raw)) return raw;
  return value === Number.POSITIVE_INFINITY ? "1e999" : String(value);
}
