/**
 * Debug mode: what is emitted in addition for chunks that look into running functions or set hooks, so that `debug.getlocal`, `getupvalue`, `sethook`
 * and their relatives work as in PUC Lua. There
 *
 * - every local lies in a box, which is registered when it is declared;
 * - every closure is wrapped (`debugClosure`), every call is traced (`traced`), tail calls are always deferred;
 * - statements tell the line that PUC Lua's code for them has, jumps back tell theirs.
 *
 * What the marks do: runtime/debug-stack.ts. Ordinary chunks have nothing of this.
 */
import { isAlways } from "../analyse/reachability.ts";
import type {
  BinaryExpression,
  Block,
  Dialect,
  Expression,
  FunctionBody,
  IfStatement,
  LocalVariable,
  Statement,
} from "../ast.ts";
import { type Code, variable } from "./code.ts";
import { hoists } from "./hoisting.ts";
import type { FunctionScope } from "./scope.ts";
import { stringLiteral } from "./text.ts";

/**
 * What looks into running code: names of functions, and ways to the functions of the stack's levels, namely the field of `getinfo` that holds them,
 * an option that asks for it, or a call that asks for everything and hands it on. A chunk with one of these is compiled in debug mode.
 */
const LOOKING_IN = new RegExp(
  [
    /\b(?:sethook|getlocal|setlocal|getupvalue|setupvalue|upvalueid|upvaluejoin)\b/,
    /\bgetinfo\b[\s\S]*(?:\.|\[\s*["'])func\b/,
    /\bgetinfo\s*\([^()"']*["'][nSltu]*f/,
    /\bgetinfo\s*\([^()"',]*\)\s*\)/,
  ]
    .map((way) => way.source)
    .join("|"),
);

/** True for a text whose chunk needs debug mode. */
export function needsDebugMode(source: string): boolean {
  return LOOKING_IN.test(source);
}

/** The frame of the running function: its first parameter. */
export const FRAME = "frame$";

/** Instructions that PUC Lua prepares a numeric `for` with. */
const FOR_INSTRUCTIONS = 5;

/** The line of the last token of a statement or block. */
export function lastLine(scope: FunctionScope, node: { readonly end: number }): number {
  return scope.module.lineOf(Math.max(0, node.end - 1));
}

/** `step(line, locals in scope, instructions)`. */
export function emitStep(scope: FunctionScope, line: number, instructions = 1): void {
  if (!scope.module.debugging) return;
  scope.plan.lines.add(line);
  scope.line(`${scope.module.use("debugStep")}(${FRAME}, ${line}, ${scope.slotCount}, ${instructions});`);
}

/** A jump back to a line. */
export function emitBack(scope: FunctionScope, line: number): void {
  if (!scope.module.debugging) return;
  scope.plan.lines.add(line);
  scope.line(`${scope.module.use("debugBack")}(${FRAME}, ${line});`);
}

/** Locals that the program cannot name, those of `for`: their names in PUC Lua and their values. Gives their places. */
export function emitHidden(scope: FunctionScope, values: Readonly<Record<string, string>>): readonly number[] {
  if (!scope.module.debugging) return [];
  return Object.entries(values).map(([name, value]) => {
    const slot = scope.takeSlot();
    scope.line(`${scope.module.use("debugLocal")}(${FRAME}, ${slot}, ${stringLiteral(name)}, ${value});`);
    return slot;
  });
}

/** What such a local holds in a turn of the loop; assigning to it has no effect. */
export function emitHiddenValue(scope: FunctionScope, slot: number | undefined, value = "undefined"): void {
  if (slot !== undefined) scope.line(`${scope.module.use("debugHolds")}(${FRAME}, ${slot}, ${value});`);
}

/** The box of a local. */
export function debugLocal(scope: FunctionScope, local: LocalVariable, value: Code): string {
  return `${scope.module.use("debugLocal")}(${FRAME}, ${scope.slotOf(local)}, ${stringLiteral(local.name)}, ${value.text})`;
}

/** Tells the line of a statement before it runs. */
export function emitStatementStep(scope: FunctionScope, statement: Statement): void {
  if (!scope.module.debugging || scope.plan.silent.has(statement)) return;
  const line = statementLine(scope, statement);
  if (line !== undefined) emitStep(scope, line, statement.kind === "NumericFor" ? FOR_INSTRUCTIONS : 1);
}

/** The line where the code of a statement begins; undefined for one that has no code of its own. */
function statementLine(scope: FunctionScope, statement: Statement): number | undefined {
  switch (statement.kind) {
    case "Do":
    case "Repeat":
    case "Label":
      return undefined;
    case "If": {
      const condition = statement.clauses[0]?.condition;
      return condition === undefined ? undefined : scope.module.lineOf(condition.start);
    }
    case "While":
      if (isAlways(statement.condition)) return undefined;
      return scope.module.lineOf(statement.condition.start);
    case "Local": {
      const [value] = statement.values;
      if (value === undefined) return isNilAnyway(scope, statement) ? undefined : statement.line;
      return valueLine(scope, value) ?? scope.module.lineOf(value.start);
    }
    case "LocalFunction":
      return lastLine(scope, statement);
    case "Assignment": {
      const [value] = statement.values;
      return (value === undefined ? undefined : valueLine(scope, value)) ?? scope.module.lineOf(statement.start);
    }
    default:
      return scope.module.lineOf(statement.start);
  }
}

/** A closure is made where its definition ends. */
function valueLine(scope: FunctionScope, value: Expression): number | undefined {
  return value.kind === "Function" ? lastLine(scope, value) : undefined;
}

/** True for an operation whose left side is computed, and waits in a register while the right side calls a function, which may see it there. */
export function waitsInSight(scope: FunctionScope, { left, right }: BinaryExpression): boolean {
  return scope.module.debugging && isComputed(left) && hoists(scope.module, right);
}

function isComputed(expression: Expression): boolean {
  if (expression.kind === "Parenthesised") return isComputed(expression.expression);
  return expression.kind === "Binary" || expression.kind === "Unary";
}

/** The operands of such an operation. */
export function heldOperands(scope: FunctionScope, { left, right }: BinaryExpression): { readonly a: Code; readonly b: Code } {
  const { module } = scope;
  const waiting = scope.temp("number", `${module.use("debugHeld")}(${FRAME}, ${scope.value(left).text})`);
  const b = scope.simple(scope.holding([waiting], () => scope.value(right)));
  const a = scope.holding([waiting, ...b.temps], () =>
    scope.saved({ ...variable(waiting.text, true), text: `${module.use("debugReleased")}(${FRAME}, ${waiting.text})` }),
  );
  return { a, b };
}

/** In 5.0 and 5.1 locals at the start of a function are nil as they are; 5.0 still has code for the first of them. */
function isNilAnyway(scope: FunctionScope, statement: Statement): boolean {
  if (scope.namesConstants) return false;
  const { statements } = scope.plan.body.body;
  if (statement === statements[0] && scope.module.options.dialect === "5.0") return false;
  for (const each of statements) {
    if (each === statement) return true;
    if (each.kind !== "Local" || each.values.length > 0) return false;
  }
  return false;
}

/** The line of the first instruction of a loop's body, `line` where it has none. */
export function firstLine(scope: FunctionScope, block: Block, line: number): number {
  for (const statement of block.statements) {
    if (statement.kind === "Do") return firstLine(scope, statement.body, line);
    if (statement.kind === "Repeat") return firstLine(scope, statement.body, line);
    const first = statementLine(scope, statement);
    if (first !== undefined) return first;
  }
  return line;
}

/**
 * The end of a loop's body, from where the code jumps back. An `if` at the end has that jump at the end of its last branch; its other branches, and
 * its condition, jump back themselves.
 */
export function emitLoopEnd(scope: FunctionScope, body: Block, line: number): void {
  if (!scope.module.debugging || leaves(body)) return;
  const last = body.statements.at(-1);
  if (last?.kind !== "If") emitStep(scope, last === undefined ? line : lastLine(scope, last));
}

/** Before the body of a loop: notes the branches that the jump back is at the end of. */
export function noteLoopEnd(scope: FunctionScope, body: Block, line?: number): void {
  const last = body.statements.at(-1);
  if (!scope.module.debugging || last?.kind !== "If") return;
  const end = line ?? lastLine(scope, last);
  scope.plan.branchEnds.set(last, end);
  noteLoopEnd(scope, last.otherwise ?? last.clauses.at(-1)?.body ?? body, end);
}

/** The end of the last branch of an `if`. */
export function emitBranchEnd(scope: FunctionScope, statement: IfStatement, block: Block): void {
  const line = scope.plan.branchEnds.get(statement);
  if (line !== undefined && !leaves(block) && block.statements.at(-1)?.kind !== "If") emitStep(scope, line);
}

/** 5.2 jumps out from the condition where a branch begins with `break` or `goto`. */
export function noteBreaks(scope: FunctionScope, statement: IfStatement): void {
  if (!scope.module.debugging || !scope.namesConstants) return;
  for (const { body } of statement.clauses) {
    const [first] = body.statements;
    if (first?.kind === "Break" || first?.kind === "Goto") scope.plan.silent.add(first);
  }
}

/** True if control leaves the block at its end anyway. */
export function leaves(block: Block): boolean {
  const last = block.statements.at(-1)?.kind;
  return last === "Return" || last === "Break" || last === "Goto";
}

/** The `arg` that vararg functions of 5.0 and 5.1 have even where they do not use it. */
export function hiddenArg(body: FunctionBody, dialect: Dialect, main: boolean): LocalVariable | undefined {
  if (main || !body.info.vararg || body.arg !== undefined || (dialect !== "5.0" && dialect !== "5.1")) return undefined;
  const { start, end, info } = body;
  return {
    name: "arg",
    kind: "arg",
    declared: { start, end, line: info.lineDefined },
    owner: info,
    captured: true,
    assigned: true,
    reads: 0,
    shadows: undefined,
    inLoop: false,
  };
}
