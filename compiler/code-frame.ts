/** The lines of a script around a diagnostic, with the place marked. */
import { type Diagnostic, readable } from "./diagnostics.ts";

export interface FrameOptions {
  /** Colour by ANSI escapes. */
  readonly ansi: boolean;
  /** Lines of context above and below, default 1. */
  readonly context?: number;
}

const RED = "31";
const YELLOW = "33";
const BLUE = "34";
const GREY = "90";
const BOLD = "1";

/** How a severity is coloured. */
export function severityColour(severity: Diagnostic["severity"]): string {
  return severity === "error" ? RED : severity === "warning" ? YELLOW : BLUE;
}

/** `text` in ANSI colours if wanted. */
export function coloured(text: string, ansi: boolean, ...codes: readonly string[]): string {
  return ansi ? `\x1b[${codes.join(";")}m${text}\x1b[0m` : text;
}

/**
 * ```
 *   11 | local x
 * > 12 | if x = 1 then
 *      |      ^
 * ```
 * `lines` are those of the script's text, a byte string. Control characters are shown as `·`, tabs as four spaces.
 */
export function codeFrame(lines: readonly string[], diagnostic: Diagnostic, options: FrameOptions): string {
  const { ansi, context = 1 } = options;
  const first = Math.max(1, diagnostic.line - context);
  const last = Math.min(lines.length, diagnostic.line + context);
  const width = String(last).length;
  const out: string[] = [];
  for (let number = first; number <= last; number++) {
    const characters = [...readable(lines[number - 1] ?? "")];
    const marked = number === diagnostic.line;
    const gutter = `${marked ? ">" : " "} ${String(number).padStart(width)} |`;
    const text = characters.map(shown).join("");
    out.push(`${coloured(gutter, ansi, marked ? BOLD : GREY)} ${text}`.trimEnd());
    if (!marked) continue;
    const before = characters
      .slice(0, diagnostic.column - 1)
      .map(shown)
      .join("").length;
    const end = diagnostic.endLine === diagnostic.line ? diagnostic.endColumn - 1 : characters.length;
    const length = characters
      .slice(diagnostic.column - 1, end)
      .map(shown)
      .join("").length;
    const marks = "^".repeat(Math.max(1, length));
    const pad = " ".repeat(before);
    out.push(
      `${coloured(`  ${" ".repeat(width)} |`, ansi, GREY)} ${pad}${coloured(marks, ansi, severityColour(diagnostic.severity), BOLD)}`,
    );
  }
  return out.join("\n");
}

/** The lines of a script's text, for its code frames. */
export function linesOfText(source: string): readonly string[] {
  return source.split(/\n\r|\r\n?|\n/);
}

function shown(character: string): string {
  if (character === "\t") return "    ";
  return /\p{Cc}/u.test(character) ? "·" : character;
}
