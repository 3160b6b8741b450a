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
import { instructionLine, lastLine, statementLine, tested, valueLine } from "./debug-lines.ts";
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

/** The code tells this line. */
export function note({ plan }: FunctionScope, line: number): void {
  plan.lines.add(line);
  plan.told = line;
}

/** In a statement of several lines: the value of an expression whose instruction is on another line than what was told last. */
export function withLine(scope: FunctionScope, expression: Expression, code: Code): Code {
  return scope.module.debugging ? told(scope, instructionLine(scope, expression), code) : code;
}

/** The same of the truth of an expression. */
export function withLineOfTruth(scope: FunctionScope, expression: Expression, truth: Code): Code {
  if (!scope.module.debugging) return truth;
  return told(scope, scope.plan.tests.get(expression) ?? instructionLine(scope, expression), truth);
}

/** The same of a value that goes into a register: an argument, an item, one of several results. */
export function withOwnLine(scope: FunctionScope, expression: Expression, code: Code): Code {
  return scope.module.debugging ? told(scope, valueLine(scope, expression), code) : code;
}

/** The same of the value that a function returns: the instruction that does so stands in the value's last line. */
export function withLineOfReturn(scope: FunctionScope, expression: Expression, code: Code): Code {
  return scope.module.debugging ? told(scope, lastLine(scope, expression), code) : code;
}

function told(scope: FunctionScope, line: number | undefined, code: Code): Code {
  if (line === undefined || line === scope.plan.told || code.many !== undefined) return code;
  note(scope, line);
  const text = `${scope.module.use("debugAt")}(${FRAME}, ${line}, ${scope.slotCount}, ${code.text})`;
  return { text, type: code.type, temps: code.temps, simple: false, stable: false, atom: true };
}

/** `step(line, locals in scope, instructions)`. */
export function emitStep(scope: FunctionScope, line: number, instructions = 1): void {
  if (!scope.module.debugging) return;
  note(scope, line);
  scope.line(`${scope.module.use("debugStep")}(${FRAME}, ${line}, ${scope.slotCount}, ${instructions});`);
}

/** In the middle of a statement: the same where another line was told last. */
export function emitStepTo(scope: FunctionScope, line: number): void {
  if (scope.plan.told !== line) emitStep(scope, line);
}

/** A jump back to a line. */
export function emitBack(scope: FunctionScope, line: number): void {
  if (!scope.module.debugging) return;
  note(scope, line);
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

/** In 5.2 the value that decides about a branch is tested at `then`. */
export function noteTests(scope: FunctionScope, { clauses }: IfStatement): void {
  if (!scope.module.debugging || !scope.namesConstants) return;
  for (const { condition, thenLine } of clauses)
    for (const expression of tested(condition)) scope.plan.tests.set(expression, thenLine);
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
