/** Blocks and statements. Governing text: Lua 5.2 manual §3.3. */
import { isAlways, isNever } from "../analyse/reachability.ts";
import type {
  Block,
  Expression,
  IfClause,
  IfStatement,
  LocalFunctionStatement,
  RepeatStatement,
  Statement,
  WhileStatement,
} from "../ast.ts";
import { emitAssignment, emitLocal } from "./assignment.ts";
import { emitCallStatement } from "./calls.ts";
import { literal } from "./code.ts";
import { statementComments } from "./comments.ts";
import { decision } from "./conditions.ts";
import { clauseLine, firstLine, lastLine } from "./debug-lines.ts";
import {
  emitBack,
  emitBranchEnd,
  emitLoopEnd,
  emitStatementStep,
  emitStep,
  leaves,
  noteBreaks,
  noteLoopEnd,
  noteTests,
} from "./debug-mode.ts";
import { emitClosure, isAlwaysSame, placement } from "./functions.ts";
import { emitGenericFor } from "./generic-for.ts";
import { emitLabelled, hasLabels } from "./goto.ts";
import { conditionHoists } from "./hoisting.ts";
import { keepingLists } from "./loop-lists.ts";
import { emitNumericFor, loopBody, withLoop } from "./loops.ts";
import { emitNumberLoop } from "./number-loops.ts";
import { beginRun, payIteration } from "./paid-loops.ts";
import { emitReturn } from "./return.ts";
import { emitInRuns, inRuns } from "./runs.ts";
import type { FunctionScope } from "./scope.ts";
import { at } from "./text.ts";

/** In a scope of its own. Blocks with labels are cut up (goto.ts), long ones put into runs (runs.ts). */
export function emitBlock(scope: FunctionScope, block: Block): void {
  scope.scoped(() => {
    if (hasLabels(block)) emitLabelled(scope, block);
    else emitInRuns(scope, block);
  });
}

/** Writes only comments for what control never reaches, and nothing for what a resumed form passes over. */
export function emitStatement(scope: FunctionScope, statement: Statement): void {
  const reached = scope.plan.control.reaches(statement);
  if (scope.mode === "fast" && scope.module.options.types && !(reached && definesElsewhere(scope, statement)))
    for (const comment of statementComments(scope.plan, statement, reached)) scope.comment(comment);
  if (!reached || scope.passesOver(statement)) return;
  scope.begin(statement);
  const points = scope.pointCount;
  scope.statement(() => emitReached(scope, statement));
  if (scope.pointCount > points) scope.plan.suspending.add(statement);
}

function emitReached(scope: FunctionScope, statement: Statement): void {
  emitStatementStep(scope, statement);
  switch (statement.kind) {
    case "Local":
      emitLocal(scope, statement);
      break;
    case "Assignment":
      emitAssignment(scope, statement);
      break;
    case "CallStatement":
      emitCallStatement(scope, statement.call);
      break;
    case "Do":
      scope.compound(statement, () =>
        scope.branches([{ key: statement.body, header: () => "{", inner: () => emitBlock(scope, statement.body) }]),
      );
      break;
    case "While":
      emitWhile(scope, statement);
      break;
    case "Repeat":
      emitRepeat(scope, statement);
      break;
    case "If":
      scope.compound(statement, () => emitIf(scope, statement));
      break;
    case "NumericFor":
      emitNumericFor(scope, statement);
      break;
    case "GenericFor":
      emitGenericFor(scope, statement);
      break;
    case "LocalFunction":
      emitLocalFunction(scope, statement);
      break;
    case "Return":
      emitReturn(scope, statement);
      break;
    case "Break":
      scope.line(leaveLoop(scope));
      break;
    case "Goto": {
      const written = scope.labels.get(statement.label);
      if (written === undefined) throw new Error(`no label '${statement.label.name}' in reach at line ${statement.line}`);
      scope.line(written);
      break;
    }
    default:
  }
}

/** `break` out of the innermost Lua loop. */
function leaveLoop(scope: FunctionScope): string {
  const label = scope.loops.at(-1)?.label;
  return label === undefined ? "break;" : `break ${label};`;
}

/** True for the definition of a function that stands at chunk level: there its line stands too. */
function definesElsewhere(scope: FunctionScope, statement: Statement): boolean {
  const value = definedBy(statement);
  if (value?.kind !== "Function" || placement(scope) !== "chunk") return false;
  return scope.module.lineOf(statement.start) === value.function.info.lineDefined;
}

/** The only value of a statement that gives names to values. */
function definedBy(statement: Statement): Expression | undefined {
  if (statement.kind === "LocalFunction") return statement.function;
  if (statement.kind !== "Local" && statement.kind !== "Assignment") return undefined;
  return statement.values.length === 1 ? statement.values[0] : undefined;
}

/** More conditions that need statements of their own are not nested: the text would grow with the square of their number. */
const MAX_NESTED = 16;
/** V8 compiles each `else` inside the one before: it overflows its stack from some ten thousand on. */
const MAX_CLAUSES = 200;

/** `if a then … elseif b then … else … end` */
function emitIf(scope: FunctionScope, statement: IfStatement): void {
  noteBreaks(scope, statement);
  noteTests(scope, statement);
  const nested = statement.clauses.filter((clause, i) => i > 0 && needsStatements(scope, clause.condition));
  if (nested.length > MAX_NESTED || statement.clauses.length > MAX_CLAUSES) emitLongIf(scope, statement);
  else emitNestedIf(scope, statement, 0);
}

function needsStatements(scope: FunctionScope, condition: Expression): boolean {
  return scope.module.debugging || conditionHoists(scope.module, condition);
}

/** The condition of an `elseif`, which has a line of its own. */
function beginCondition(scope: FunctionScope, clause: IfClause): void {
  const { condition } = clause;
  const line = scope.module.lineOf(condition.start);
  emitStep(scope, clauseLine(scope, clause) ?? line);
  scope.begin({ ...condition, line });
}

/** A condition with statements of its own opens a nested `if` in the else part. */
function emitNestedIf(scope: FunctionScope, statement: IfStatement, from: number): void {
  const { clauses, otherwise } = statement;
  const reached = clauses[from];
  const rejects = otherwise !== undefined && !scope.plan.control.completes(otherwise);
  if (from > 0 && reached !== undefined) beginCondition(scope, reached);
  const parts: { key: object; header(range: readonly [number, number] | undefined): string; inner(): void }[] = [];
  for (let i = from; i < clauses.length; i++) {
    const clause = clauses[i];
    if (clause === undefined) break;
    if (i > from && needsStatements(scope, clause.condition)) {
      const rest = i;
      parts.push({ key: clause, header: () => "} else {", inner: () => emitNestedIf(scope, statement, rest) });
      scope.branches(parts);
      return;
    }
    const condition = scope.deciding(rejects, () => scope.condition(clause.condition));
    // Debuggers want to stop at the condition.
    const word = i === from ? "if" : `} else ${at({ ...clause.condition, line: scope.module.lineOf(clause.condition.start) })}if`;
    parts.push({
      key: clause.body,
      header: (range) => `${word} (${decision(scope, condition, (text) => scope.enter(text, range))}) {`,
      inner: () => emitClause(scope, statement, clause),
    });
  }
  if (otherwise !== undefined)
    parts.push({ key: otherwise, header: () => "} else {", inner: () => emitOtherwise(scope, statement, otherwise) });
  scope.branches(parts);
}

/**
 * One condition after the other:
 *
 *     if$1: {
 *       if (a) { …; break if$1; }
 *       …                             // what b needs
 *       if (b) { …; break if$1; }
 *     }
 */
function emitLongIf(scope: FunctionScope, statement: IfStatement): void {
  const { clauses, otherwise } = statement;
  const label = scope.label("if");
  const emitTest = (clause: IfClause, i: number): void => {
    if (i > 0) beginCondition(scope, clause);
    const condition = scope.condition(clause.condition);
    const inner = (): void => {
      emitClause(scope, statement, clause);
      if (!leaves(clause.body)) scope.line(`break ${label};`);
    };
    scope.branches([
      { key: clause.body, header: (range) => `if (${decision(scope, condition, (text) => scope.enter(text, range))}) {`, inner },
    ]);
  };
  scope.body(
    scope.plan.key(statement, "tests"),
    () => `${label}: {`,
    () => {
      const spanOf = ({ condition, body }: IfClause) => ({ start: condition.start, end: body.end });
      inRuns(scope, clauses, spanOf, (clause, i) => scope.statement(() => scope.compound(clause, () => emitTest(clause, i))));
      if (otherwise !== undefined) scope.compound(otherwise, () => emitOtherwise(scope, statement, otherwise));
    },
  );
}

function emitClause(scope: FunctionScope, statement: IfStatement, { body }: IfClause): void {
  emitBlock(scope, body);
  const last = body.statements.at(-1);
  const jumps = body !== statement.clauses.at(-1)?.body || statement.otherwise !== undefined;
  if (jumps && last !== undefined && !leaves(body)) emitStep(scope, lastLine(scope, last), 0);
  if (!jumps) emitBranchEnd(scope, statement, body);
}

function emitOtherwise(scope: FunctionScope, statement: IfStatement, block: Block): void {
  emitBlock(scope, block);
  emitBranchEnd(scope, statement, block);
}

function emitWhile(scope: FunctionScope, statement: WhileStatement): void {
  const { condition, body } = statement;
  withLoop(scope, statement, (label, isTwo) => {
    if (isTwo) {
      doubled(scope, statement, label, () => {
        if (!isAlways(condition)) {
          const test = scope.condition(condition);
          scope.line(`if (!(${decision(scope, test)})) ${leaveLoop(scope)}`);
        }
        emitBlock(scope, body);
      });
      return;
    }
    if (scope.module.debugging || conditionHoists(scope.module, condition)) {
      scope.body(
        statement,
        () => `${label}for (;;) {`,
        () => {
          payIteration(scope, statement);
          if (!isAlways(condition)) scope.line(`if (!(${decision(scope, scope.condition(condition))})) break;`);
          noteLoopEnd(scope, body);
          emitBlock(scope, body);
          const line = scope.module.lineOf(condition.start);
          emitLoopEnd(scope, body, line);
          emitBack(scope, isAlways(condition) ? firstLine(scope, body, line) : line);
        },
      );
      return;
    }
    const test = isAlways(condition) ? undefined : decision(scope, scope.condition(condition));
    const header = (range: readonly [number, number] | undefined): string => {
      if (test === undefined) return `${label}for (;;) {`;
      return `${label}while (${range === undefined ? test : `entry$ !== 0 || (${test})`}) {`;
    };
    scope.body(statement, header, () => loopBody(scope, statement));
  });
}

/** Two loops, of which the outer one pays: see `isDoubled`. */
function doubled(scope: FunctionScope, loop: WhileStatement | RepeatStatement, label: string, inner: () => void): void {
  scope.open(`${label}for (;;) {`);
  beginRun(scope, loop);
  const run = (): void => {
    scope.open("for (; paid$ > 0; paid$--) {");
    scope.record(loop, inner);
    scope.close();
  };
  emitNumberLoop(scope, loop, run);
  keepingLists(scope, loop, run);
  scope.close();
}

/** `repeat … until c`: the condition stands inside, where the locals of the body are in scope. */
function emitRepeat(scope: FunctionScope, statement: RepeatStatement): void {
  withLoop(scope, statement, (label, isTwo) => {
    const inner = (): void => {
      scope.scoped(() => {
        const until = (): void => {
          if (!scope.plan.control.completes(statement.body)) return;
          scope.statement(() => {
            emitStep(scope, scope.module.lineOf(statement.condition.start));
            scope.begin({ ...statement.condition, line: scope.module.lineOf(statement.condition.start) });
            const test = scope.deciding(true, () => scope.condition(statement.condition));
            if (!isNever(statement.condition)) scope.line(`if (${decision(scope, test)}) ${leaveLoop(scope)}`);
            emitBack(scope, firstLine(scope, statement.body, statement.line));
          });
        };
        if (hasLabels(statement.body)) emitLabelled(scope, statement.body, until);
        else {
          emitInRuns(scope, statement.body);
          if (!leaves(statement.body)) until();
        }
      });
    };
    if (isTwo) {
      doubled(scope, statement, label, inner);
      return;
    }
    scope.body(
      statement,
      () => `${label}for (;;) {`,
      () => {
        payIteration(scope, statement);
        inner();
      },
    );
  });
}

/** `local function f`: a function declaration where `f` is never reassigned. */
function emitLocalFunction(scope: FunctionScope, statement: LocalFunctionStatement): void {
  const { variable: local, function: expression } = statement;
  const { module } = scope;
  if (!local.assigned && !module.apart) {
    if (placement(scope) === "chunk") {
      emitClosure(scope, expression, local.name, local);
      return;
    }
    const same = isAlwaysSame(scope, expression.function);
    const code = emitClosure(scope, expression, local.name, same ? undefined : local);
    scope.declare(local);
    if (!same && placement(scope) === "inline" && !module.stepping) scope.line(code.text);
    else scope.initialise(local, code);
    return;
  }
  scope.declare(local);
  if (module.storage(local) === "box") scope.initialise(local, literal("undefined", "nil"));
  const code = emitClosure(scope, expression, local.name);
  if (module.storage(local) === "plain") scope.initialise(local, code);
  else {
    if (module.storage(local) === "chunk") module.chunkVariable(module.nameOf(local), "Value");
    scope.line(`${scope.place(local)} = ${code.text};`);
  }
}
