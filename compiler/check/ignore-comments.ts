/**
 * `-- moonpost: ignore code, code` silences findings of its line, or of the next line with code if the comment stands alone in its own;
 * without codes all of them. `-- moonpost: ignore-file code` silences the whole file.
 */
import type { Chunk, Comment } from "../ast.ts";
import { type Diagnostic, diagnosticAt } from "../diagnostics.ts";
import { didYouMean, nearestName } from "./nearest-name.ts";

interface Ignored {
  /** 0: the whole file. */
  readonly line: number;
  /** Empty: all. */
  readonly codes: readonly string[];
}

/** The diagnostics that no comment silences, and one for each code in a comment that does not exist. */
export function withoutIgnored(
  diagnostics: readonly Diagnostic[],
  chunk: Chunk,
  file: string,
  knownCodes: ReadonlySet<string>,
): Diagnostic[] {
  const ignored: Ignored[] = [];
  const unknown: Diagnostic[] = [];
  for (const comment of chunk.comments) {
    const found = parseComment(comment, chunk.source);
    if (found === undefined) continue;
    ignored.push(found);
    for (const code of found.codes.filter((name) => !knownCodes.has(name))) {
      unknown.push(
        diagnosticAt(file, chunk.source, comment, {
          code: "unknown-ignore-code",
          severity: "warning",
          message: `there is no code '${code}' to ignore`,
          hint: didYouMean(nearestName(code, knownCodes)) ?? `known are ${[...knownCodes].sort().join(", ")}`,
        }),
      );
    }
  }
  const silent = ({ line, code }: Diagnostic) =>
    ignored.some((i) => (i.line === 0 || i.line === line) && (i.codes.length === 0 || i.codes.includes(code)));
  return [...diagnostics.filter((d) => !silent(d)), ...unknown];
}

function parseComment(comment: Comment, source: string): Ignored | undefined {
  const match = /^--(?:\[=*\[)?\s*moonpost:\s*ignore(-file)?\b([^\]\n]*)/.exec(comment.text);
  if (match === null) return undefined;
  // What follows a second `--` or `(` is the author's reason.
  const codes = (match[2] ?? "").split(/--|\(/)[0]?.match(/[a-z][a-z0-9-]*[a-z0-9]/g) ?? [];
  return { line: match[1] === undefined ? lineMeant(comment, source) : 0, codes };
}

function lineMeant(comment: Comment, source: string): number {
  const lineStart = source.lastIndexOf("\n", comment.start - 1) + 1;
  if (source.slice(lineStart, comment.start).trim() !== "") return comment.line;
  let line = comment.line + comment.text.split("\n").length - 1;
  const [behind = "", ...below] = source.slice(comment.end).split("\n");
  if (behind.trim() !== "") return line;
  for (const text of below) {
    line++;
    if (text.trim() !== "" && !text.trim().startsWith("--")) break;
  }
  return line;
}
