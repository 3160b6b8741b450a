/**
 * Ways out of common slips: Lua's own message says where it stumbled, not what was meant. A table: the first row whose patterns
 * fit the text before and from the offending token gives the hint.
 */
import type { LuaSyntaxError } from "./parse/index.ts";

export interface SyntaxHint {
  /** A code of its own where tools may want to tell the slip from other syntax errors. */
  readonly code?: string;
  readonly text: string;
}

interface Row extends SyntaxHint {
  readonly reason?: RegExp;
  /** Matches the end of the text before the token (at most the last 200 characters). */
  readonly before?: RegExp;
  /** Matches the text from the token on. */
  readonly at?: RegExp;
}

const ROWS: readonly Row[] = [
  {
    code: "assignment-in-condition",
    reason: /(then|do)' expected/,
    at: /^=(?!=)/,
    text: "compare with `==`; `=` only assigns",
  },
  {
    code: "assignment-in-condition",
    reason: /'\)' expected/,
    before: /\b(if|elseif|while|until)\b[^\n]*\([^()\n]*$/,
    at: /^=(?!=)/,
    text: "compare with `==`; `=` only assigns",
  },
  { code: "assignment-in-condition", before: /\buntil\b[^\n]*$/, at: /^=(?!=)/, text: "compare with `==`; `=` only assigns" },
  { at: /^[!~]=|^!/, text: "Lua writes `~=` for unequal and `not` for negation" },
  { before: /!$/, at: /^=/, text: "Lua writes `~=` for unequal" },
  { at: /^&&/, text: "Lua writes `and`" },
  { at: /^\|\|/, text: "Lua writes `or`" },
  { at: /^([-+*/%^]|\.\.)=/, text: "Lua has no compound assignment: write `x = x + 1`" },
  { at: /^\+\+/, text: "Lua has no `++`: write `x = x + 1`" },
  { before: /\+$/, at: /^\+/, text: "Lua has no `++`: write `x = x + 1`" },
  { at: /^\/[/*]/, text: "comments begin with `--`" },
  { before: /\b(elif|elsif|elseIf|ElseIf)\s+\S.*$/, at: /^/, text: "Lua writes `elseif`" },
  {
    before: /\belse\s+if\b[\s\S]*$/,
    reason: /end' expected/,
    text: "`else if` opens a second `if`: write `elseif`",
  },
  {
    reason: /'<eof>' expected|<eof> expected/,
    at: /^end\b/,
    text: "this `end` closes nothing: one `end` too many above, or a block word missing",
  },
  { reason: /unfinished string/, text: "close the string on its line, or write [[ … ]] for text of several lines" },
  { reason: /invalid escape sequence|hexadecimal digit|escape (sequence )?too large/, text: "write `\\\\` for a backslash" },
  { reason: /ambiguous syntax \(function call/, text: "put `(` on the line of the function, or `;` before it" },
  { reason: /to close/, text: "the block that opens there has no end" },
  { at: /^(null|None|undefined|nullptr)\b/, text: "Lua writes `nil`" },
  {
    reason: /no loop to break|not inside a loop/,
    text: "`break` only leaves `while`, `repeat` and `for`; use `return` to leave a function",
  },
  { before: /\bcontinue\s*$/, text: "Lua has no `continue`: use `goto` with a label at the end of the loop" },
];

/** The hint for a refused chunk, if one fits. */
export function hintFor(error: LuaSyntaxError): SyntaxHint | undefined {
  const before = error.source.slice(Math.max(0, error.start - 200), error.start);
  const at = error.source.slice(error.start, error.start + 20);
  return ROWS.find(
    (row) => (row.reason?.test(error.reason) ?? true) && (row.before?.test(before) ?? true) && (row.at?.test(at) ?? true),
  );
}
