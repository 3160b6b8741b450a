/**
 * What the compiler has to say of a script: one shape for syntax errors, things not supported and the findings of `check`.
 *
 * Lines and columns are 1-based; a column counts characters of the line read as UTF-8 (bytes where it is none), as editors do.
 * The end is after the last character. Codes are stable words in kebab-case.
 */
import { countBelow } from "./analyse/count-below.ts";
import type { Span } from "./ast.ts";
import type { LuaSyntaxError } from "./parse/index.ts";
import { hintFor } from "./syntax-hints.ts";

export type Severity = "error" | "warning" | "info";

/** What a rule of check may be set to. */
export const LEVELS = ["error", "warning", "info", "off"] as const;
export type Level = (typeof LEVELS)[number];

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence without a full stop; for syntax errors the words of `luac`. */
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What to do about it. */
  readonly hint: string | undefined;
}

export interface Finding {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** A diagnostic about a part of `source`, the text that the offsets of `place` count in (`Chunk.source`). */
export function diagnosticAt(file: string, source: string, place: Pick<Span, "start" | "end">, finding: Finding): Diagnostic {
  return diagnosticIn(file, new Positions(source), place, finding);
}

/** `diagnosticAt` for many diagnostics of one source. */
export function diagnosticIn(
  file: string,
  positions: Positions,
  place: Pick<Span, "start" | "end">,
  finding: Finding,
): Diagnostic {
  const start = positions.of(place.start);
  // A place over many lines is shown by its first one.
  const end = positions.of(Math.max(place.start, Math.min(place.end, positions.lineEnd(start.line))));
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    hint: finding.hint,
  };
}

/** The diagnostic of a refused chunk, at the line that Lua names. Where the offending token begins on an earlier line (a long
 * string that is not closed), it points at the token's end and the hint tells the beginning. */
export function syntaxDiagnostic(error: LuaSyntaxError, file: string): Diagnostic {
  const hint = hintFor(error);
  const begins = positionOf(error.source, error.start).line;
  const place = begins === error.line ? error : { start: Math.max(error.start, error.end - 1), end: error.end };
  return diagnosticAt(file, error.source, place, {
    code: hint?.code ?? "syntax-error",
    severity: "error",
    message: error.reason,
    hint: hint?.text ?? (begins === error.line ? undefined : `it begins at line ${begins}`),
  });
}

/** Lines and columns of one source; the lines are found once. */
export class Positions {
  private readonly source: string;
  private readonly lineStarts: readonly number[];
  private readonly ascii: boolean;

  constructor(source: string) {
    this.source = source;
    const starts = [0];
    for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
    this.lineStarts = starts;
    this.ascii = !NOT_ASCII.test(source);
  }

  /** Line and column of an offset. */
  of(offset: number): { line: number; column: number } {
    const line = countBelow(this.lineStarts, offset + 1);
    const start = this.lineStarts[line - 1] ?? 0;
    const column = this.ascii ? offset - start : [...readable(this.source.slice(start, offset))].length;
    return { line, column: column + 1 };
  }

  /** The offset of a line's end. */
  lineEnd(line: number): number {
    const next = this.lineStarts[line];
    return next === undefined ? this.source.length : next - 1;
  }
}

/** Line and column of an offset. */
function positionOf(source: string, offset: number): { line: number; column: number } {
  return new Positions(source).of(offset);
}

const NOT_ASCII = /[\x80-\xff]/;

/** Bytes as a person reads them: UTF-8 if they are, else one character a byte. */
export function readable(bytes: string): string {
  if (!NOT_ASCII.test(bytes)) return bytes;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
  } catch (error) {
    if (error instanceof TypeError) return bytes;
    throw error;
  }
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** By file, then position, then severity, then code. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      compare(a.code, b.code),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
