/**
 * How the dialects of Lua differ for the lexer and the parser: one table instead of scattered version tests.
 *
 * `vpop3` takes 5.2's words and limits and accepts the union of the syntax of 5.0, 5.1 and 5.2 (VPOP3.md §8.2).
 *
 * Governing text: Lua 5.0, 5.1, 5.2 manuals §2; limits and words as PUC Lua 5.0.3, 5.1.5 and 5.2.4 have them.
 */
import type { Dialect } from "../ast.ts";

export interface DialectRules {
  /** Whose words and number formats apply. */
  readonly words: "5.0" | "5.1" | "5.2";
  /** CR, CRLF and LFCR count as one line end (5.0 knows LF only and takes CR for a space). */
  readonly normaliseLineEnds: boolean;
  /** `#` on the first line is skipped by the lexer itself, also for strings given to `load`. */
  readonly firstLineInLexer: boolean;
  /** A UTF-8 byte order mark before a file is skipped. */
  readonly byteOrderMark: boolean;
  readonly goto: "name" | "keyword" | "contextual";
  /** `::name::` */
  readonly labels: boolean;
  /** `[=[ ]=]` */
  readonly longBracketLevels: boolean;
  /** `[[` inside `[[ ]]`: counted (5.0), refused (5.1), plain text (5.2), or plain text unless only counting parses (vpop3). */
  readonly nestedLong: "count" | "refuse" | "text" | "retry";
  /** `\xHH`, `\z` */
  readonly modernEscapes: boolean;
  /** `\q` means `q` (5.0, 5.1) instead of being refused (5.2). */
  readonly unknownEscapes: boolean;
  /** What 5.2 would refuse as a malformed number is read as in 5.0 where a reserved word follows: `3and 4`. */
  readonly numberBeforeWord: boolean;
  /** `...` is an expression. */
  readonly varargExpression: boolean;
  /** The implicit local `arg` of vararg functions. */
  readonly implicitArg: "always" | "unless-vararg" | "never";
  /** A call's `(` on a new line is refused as ambiguous. */
  readonly refuseAmbiguousCall: boolean;
  /** `%` and `#` are operators. */
  readonly moduloAndLength: boolean;
  /** `;` alone is a statement, `break` may stand anywhere in a block, and is checked at the end of the function. */
  readonly freeStatements: boolean;
  /** The condition of `repeat … until` sees the body's locals. */
  readonly untilSeesBody: boolean;
  /** Global names live in `_ENV`. */
  readonly environmentVariable: boolean;
  /** An error in a call is reported at the line where the called expression begins (5.2), not at its arguments. */
  readonly callLineAtStart: boolean;
  /** The condition of `if` is read after `then`, so an index in it reports the line of `then` (5.2). */
  readonly conditionAfterThen: boolean;
  /** An error in an operator is reported at the operator (5.2), not at the end of its last operand. */
  readonly operatorLine: boolean;
  /** `;` before any field of a table constructor is skipped, so `{;}` and `{1,;2}` are taken. */
  readonly semicolonBeforeField: boolean;
  readonly hiddenForLocals: { readonly numeric: number; readonly generic: number };
  /** How many items of a table constructor one instruction stores. */
  readonly itemsPerStore: number;
  readonly maxLocals: number;
  readonly maxUpvalues: number;
  readonly maxParameters: number;
  readonly maxLevels: number;
  /** Levels in use before the first statement (the C calls around the parser in `lua` and `luac`). */
  readonly baseLevel: number;
}

const lua50: DialectRules = {
  words: "5.0",
  normaliseLineEnds: false,
  firstLineInLexer: true,
  byteOrderMark: false,
  goto: "name",
  labels: false,
  longBracketLevels: false,
  nestedLong: "count",
  modernEscapes: false,
  unknownEscapes: true,
  numberBeforeWord: false,
  varargExpression: false,
  implicitArg: "always",
  refuseAmbiguousCall: true,
  moduloAndLength: false,
  freeStatements: false,
  untilSeesBody: false,
  environmentVariable: false,
  callLineAtStart: false,
  conditionAfterThen: false,
  operatorLine: false,
  semicolonBeforeField: true,
  hiddenForLocals: { numeric: 2, generic: 2 },
  itemsPerStore: 32,
  maxLocals: 200,
  maxUpvalues: 32,
  maxParameters: 100,
  maxLevels: 200,
  baseLevel: 0,
};

const lua51: DialectRules = {
  ...lua50,
  words: "5.1",
  normaliseLineEnds: true,
  firstLineInLexer: false,
  longBracketLevels: true,
  nestedLong: "refuse",
  varargExpression: true,
  moduloAndLength: true,
  untilSeesBody: true,
  semicolonBeforeField: false,
  hiddenForLocals: { numeric: 3, generic: 3 },
  itemsPerStore: 50,
  maxUpvalues: 60,
  maxParameters: Number.POSITIVE_INFINITY,
  baseLevel: 1,
};

const lua52: DialectRules = {
  ...lua51,
  words: "5.2",
  byteOrderMark: true,
  goto: "keyword",
  labels: true,
  nestedLong: "text",
  modernEscapes: true,
  unknownEscapes: false,
  implicitArg: "never",
  refuseAmbiguousCall: false,
  freeStatements: true,
  environmentVariable: true,
  callLineAtStart: true,
  conditionAfterThen: true,
  operatorLine: true,
  maxUpvalues: 255,
};

const vpop3: DialectRules = {
  ...lua52,
  goto: "contextual",
  nestedLong: "retry",
  unknownEscapes: true,
  numberBeforeWord: true,
  implicitArg: "unless-vararg",
  semicolonBeforeField: true,
};

export const DIALECT_RULES: Readonly<Record<Dialect, DialectRules>> = { vpop3, "5.0": lua50, "5.1": lua51, "5.2": lua52 };
