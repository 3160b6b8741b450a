/**
 * The syntax tree of a Lua chunk, as the parser leaves it: names are already resolved to their declarations, string values
 * are decoded to byte strings, numbers to doubles.
 *
 * Invariant: nodes are never changed after parsing, except the usage facts of a `LocalVariable`, `LabelInfo` and
 * `FunctionInfo`, which are complete when the parser returns. Each node carries offsets into the source (after line ends were
 * normalised to LF) and `line`, the line that PUC Lua would report for an error raised by this node (for a call the line of
 * its opening parenthesis or argument, for an operator the line of the operator).
 *
 * Governing text: Lua 5.0, 5.1 and 5.2 manuals, §2.
 */

export interface Span {
  /** Offset of the first character in the normalised source. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  /** 1-based Lua line for errors and debug information. */
  readonly line: number;
}

/** A declared local: `local`, parameter, loop variable, `local function`, or the implicit `self`, `arg`. */
export interface LocalVariable {
  readonly name: string;
  readonly kind: "local" | "parameter" | "for" | "function" | "self" | "arg" | "env";
  /** Where the name is written (for `self` and `arg`: the function). */
  readonly declared: Span;
  /** The function that owns it. */
  readonly owner: FunctionInfo;
  /** True if a nested function uses it. */
  captured: boolean;
  /** True if it is assigned after its declaration (for `local x` without value: any later assignment counts). */
  assigned: boolean;
  /** Number of reads. */
  reads: number;
  /** The local of the same name that this declaration hides, in the same function or an outer one. */
  readonly shadows: LocalVariable | undefined;
  /** True if the declaration sits inside a loop of its function, or after a label that is jumped back to: each pass makes a fresh variable. */
  readonly inLoop: boolean;
}

export interface LabelInfo {
  readonly name: string;
  readonly declared: Span;
  /** Number of `goto` statements that name it. */
  uses: number;
  /** True if some `goto` stands after the label (a jump back). */
  backward: boolean;
}

/** What is known of one function body (the main chunk is one too). */
export interface FunctionInfo {
  readonly parent: FunctionInfo | undefined;
  /** The name it is written with (`a.b:c`, `f`), or undefined for an anonymous function or the main chunk. */
  readonly name: string | undefined;
  readonly vararg: boolean;
  /** True if `...` or the implicit 5.0/5.1 `arg` is used in the body itself. */
  usesVararg: boolean;
  usesArg: boolean;
  /** True if it, or a function inside it, uses globals by 5.2's `_ENV`, which is one more upvalue of it. */
  usesEnvironment: boolean;
  /** Locals of enclosing functions that this function (or a function inside it) uses, in order of first use. */
  readonly upvalues: LocalVariable[];
  readonly lineDefined: number;
  readonly lastLineDefined: number;
}

export interface Chunk extends Span {
  readonly kind: "Chunk";
  /** The main function: vararg, line 0. */
  readonly body: FunctionBody;
  /** All names used as globals, in order of first use, with whether they are ever assigned. */
  readonly globals: ReadonlyMap<string, { readonly assigned: boolean }>;
  /** The text that all offsets count in: line ends are LF, a byte order mark is gone. */
  readonly source: string;
  /** The chunk's own `_ENV` where it is named (5.2, vpop3): a `LocalName` of this variable (kind "env") means the environment of the chunk. */
  readonly environment: LocalVariable | undefined;
  /** True if the chunk names `_ENV`, `setfenv`, `getfenv` or `module`: then global access goes through the environment table. */
  readonly explicitEnvironment: boolean;
  /** True if it names `setfenv` (in 5.1 also as a field: `debug.setfenv`), `getfenv` or `module`: then functions have environments of their own. */
  readonly ownEnvironments: boolean;
  /** How many levels of syntax it takes. */
  readonly levels: number;
  readonly comments: readonly Comment[];
}

export interface Comment extends Span {
  readonly text: string;
}

export interface FunctionBody extends Span {
  readonly info: FunctionInfo;
  readonly parameters: readonly LocalVariable[];
  /** The implicit `arg` of 5.0/5.1 vararg functions, when used. In 5.1 it is nil, not a table, if `info.usesVararg`. */
  readonly arg: LocalVariable | undefined;
  readonly body: Block;
}

export interface Block extends Span {
  readonly statements: readonly Statement[];
}

export type Statement =
  | LocalStatement
  | AssignmentStatement
  | CallStatement
  | DoStatement
  | WhileStatement
  | RepeatStatement
  | IfStatement
  | NumericForStatement
  | GenericForStatement
  | LocalFunctionStatement
  | ReturnStatement
  | BreakStatement
  | GotoStatement
  | LabelStatement;

/** `local a, b = e1, e2` */
export interface LocalStatement extends Span {
  readonly kind: "Local";
  readonly variables: readonly LocalVariable[];
  readonly values: readonly Expression[];
}
/** `a, b.c = e1, e2`; also `function a.b:c() end`, whose value is a `Function` with `name` set. */
export interface AssignmentStatement extends Span {
  readonly kind: "Assignment";
  readonly targets: readonly (LocalName | GlobalName | IndexExpression)[];
  readonly values: readonly Expression[];
}
export interface CallStatement extends Span {
  readonly kind: "CallStatement";
  readonly call: CallExpression | MethodCallExpression;
}
export interface DoStatement extends Span {
  readonly kind: "Do";
  readonly body: Block;
}
export interface WhileStatement extends Span {
  readonly kind: "While";
  readonly condition: Expression;
  readonly body: Block;
}
/** `repeat … until condition`: the condition sees the locals of the body. */
export interface RepeatStatement extends Span {
  readonly kind: "Repeat";
  readonly body: Block;
  readonly condition: Expression;
}
export interface IfClause {
  readonly condition: Expression;
  /** The line of `then`. */
  readonly thenLine: number;
  readonly body: Block;
}
export interface IfStatement extends Span {
  readonly kind: "If";
  readonly clauses: readonly IfClause[];
  readonly otherwise: Block | undefined;
}
export interface NumericForStatement extends Span {
  readonly kind: "NumericFor";
  /**
   * Where an initial value, limit or step that is no number is reported: 5.1 and 5.2 at the line of `do`, 5.0 at that of the token before it, but
   * the limit at `line`.
   */
  readonly doLine: number;
  readonly variable: LocalVariable;
  readonly initial: Expression;
  readonly limit: Expression;
  readonly step: Expression | undefined;
  readonly body: Block;
}
export interface GenericForStatement extends Span {
  readonly kind: "GenericFor";
  /** The line of the first token after `in`, at which errors in calling the iterator are reported. */
  readonly callLine: number;
  readonly variables: readonly LocalVariable[];
  readonly values: readonly Expression[];
  readonly body: Block;
}
export interface LocalFunctionStatement extends Span {
  readonly kind: "LocalFunction";
  readonly variable: LocalVariable;
  readonly function: FunctionExpression;
}
export interface ReturnStatement extends Span {
  readonly kind: "Return";
  readonly values: readonly Expression[];
}
export interface BreakStatement extends Span {
  readonly kind: "Break";
}
export interface GotoStatement extends Span {
  readonly kind: "Goto";
  readonly label: LabelInfo;
}
export interface LabelStatement extends Span {
  readonly kind: "Label";
  readonly label: LabelInfo;
}

export type Expression =
  | NilLiteral
  | BooleanLiteral
  | NumberLiteral
  | StringLiteral
  | VarargExpression
  | FunctionExpression
  | LocalName
  | GlobalName
  | IndexExpression
  | CallExpression
  | MethodCallExpression
  | TableConstructor
  | BinaryExpression
  | LogicalExpression
  | UnaryExpression
  | ParenthesisedExpression;

export interface NilLiteral extends Span {
  readonly kind: "Nil";
}
export interface BooleanLiteral extends Span {
  readonly kind: "Boolean";
  readonly value: boolean;
}
export interface NumberLiteral extends Span {
  readonly kind: "Number";
  readonly value: number;
  /** As written, for readable output. */
  readonly raw: string;
}
export interface StringLiteral extends Span {
  readonly kind: "String";
  /** Byte string: each char code is one byte, 0–255. */
  readonly value: string;
}
export interface VarargExpression extends Span {
  readonly kind: "Vararg";
}
export interface FunctionExpression extends Span {
  readonly kind: "Function";
  readonly function: FunctionBody;
}
export interface LocalName extends Span {
  readonly kind: "LocalName";
  readonly variable: LocalVariable;
  /** `(t)` in `(t)[k]`: its value is taken where it stands. */
  readonly isEnclosed?: true;
}
/** A free name. Where a local `_ENV` is in scope the parser makes an `IndexExpression` on it instead. */
export interface GlobalName extends Span {
  readonly kind: "GlobalName";
  readonly name: string;
}
/** `object[index]`; `object.name` has a `String` index and `dotted` true. */
export interface IndexExpression extends Span {
  readonly kind: "Index";
  readonly object: Expression;
  readonly index: Expression;
  readonly dotted: boolean;
}
export interface CallExpression extends Span {
  readonly kind: "Call";
  readonly callee: Expression;
  readonly arguments: readonly Expression[];
}
export interface MethodCallExpression extends Span {
  readonly kind: "MethodCall";
  readonly object: Expression;
  readonly method: string;
  /** The line that a failed look-up of the method reports (a nil object); `line` is that of the call. */
  readonly selfLine: number;
  readonly arguments: readonly Expression[];
}
export interface TableConstructor extends Span {
  readonly kind: "Table";
  readonly fields: readonly TableField[];
}
export type TableField =
  | { readonly kind: "Item"; readonly value: Expression }
  /** `line`: where its value ends, and a wrong key is reported. */
  | { readonly kind: "Field"; readonly key: Expression; readonly value: Expression; readonly line: number };
export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "^" | ".." | "==" | "~=" | "<" | "<=" | ">" | ">=";
export interface BinaryExpression extends Span {
  readonly kind: "Binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}
export interface LogicalExpression extends Span {
  readonly kind: "Logical";
  readonly operator: "and" | "or";
  readonly left: Expression;
  readonly right: Expression;
}
export interface UnaryExpression extends Span {
  readonly kind: "Unary";
  readonly operator: "-" | "not" | "#";
  readonly operand: Expression;
}
/** `(e)`: kept where it matters, that is around a call or `...`, which it cuts to one value. */
export interface ParenthesisedExpression extends Span {
  readonly kind: "Parenthesised";
  readonly expression: Expression;
}

export type { Dialect } from "../runtime/dialect.ts";
