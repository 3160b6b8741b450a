/** In debug mode: the lines that PUC Lua's instructions have, as far as hooks can tell them apart. */
import { COMPARISONS } from "../analyse/operator-kinds.ts";
import { isAlways } from "../analyse/reachability.ts";
import { firstPart } from "../analyse/walk.ts";
import type { Block, Expression, IfClause, Statement } from "../ast.ts";
import type { FunctionScope } from "./scope.ts";

/** The line of the last token of a statement or block. */
export function lastLine(scope: FunctionScope, node: { readonly end: number }): number {
  return scope.module.lineOf(Math.max(0, node.end - 1));
}

/** The line of the instruction that computes an expression from its operands; undefined where there is none, or the call tells it. */
export function instructionLine(scope: FunctionScope, expression: Expression): number | undefined {
  switch (expression.kind) {
    case "Index":
    case "Unary":
    case "Binary":
      return isConstant(scope, expression) ? undefined : expression.line;
    case "GlobalName":
      return scope.module.lineOf(expression.start);
    case "Function":
      return lastLine(scope, expression);
    case "Table":
      if (expression.fields.length === 0) return scope.module.lineOf(expression.start);
      return expression.fields.some(({ kind }) => kind === "Item") ? lastLine(scope, expression) : undefined;
    default:
      return undefined;
  }
}

/** The line of the instruction that puts a value into a register; undefined where it is there, or a call puts it there. */
export function valueLine(scope: FunctionScope, expression: Expression): number | undefined {
  if (expression.kind === "Call" || expression.kind === "MethodCall") return undefined;
  if (expression.kind === "Table") return instructionLine(scope, expression); // it lies in one
  return instructionLine(scope, expression) ?? lastLine(scope, expression);
}

/** True for arithmetic that the compiler does itself. What is known is kept: it is asked for each operation of a long chain. */
function isConstant(scope: FunctionScope, expression: Expression): boolean {
  if (expression.kind === "Number") return true;
  const { constantOperations } = scope.module;
  const known = constantOperations.get(expression);
  if (known !== undefined) return known;
  const answer =
    expression.kind === "Unary"
      ? expression.operator === "-" && isConstant(scope, expression.operand)
      : expression.kind === "Binary" && isConstant(scope, expression.left) && isConstant(scope, expression.right);
  constantOperations.set(expression, answer);
  return answer;
}

/** The line of the first instruction of an expression; undefined for one that has none of its own. A loop, as chains may be of any length. */
function beginning(scope: FunctionScope, expression: Expression): number | undefined {
  const around: Expression[] = [];
  let inner: Expression | undefined = expression;
  for (; inner !== undefined; inner = firstPart(inner)) around.push(inner);
  for (const part of around.reverse()) {
    const line = beginningAfter(scope, part);
    if (line !== undefined) return line;
  }
  return undefined;
}

/** The line of the first instruction where the part that is computed first (`firstPart`) has none. */
function beginningAfter(scope: FunctionScope, expression: Expression): number | undefined {
  switch (expression.kind) {
    case "Parenthesised":
      return beginning(scope, expression.expression);
    case "Unary":
      return beginning(scope, expression.operand) ?? instructionLine(scope, expression);
    case "Index":
      return beginning(scope, expression.index) ?? expression.line;
    case "Binary":
      if (expression.operator === "..") return lastLine(scope, expression.left);
      return beginning(scope, expression.right) ?? instructionLine(scope, expression);
    case "Logical":
      return scope.module.lineOf(expression.right.start);
    case "Call":
      return lastLine(scope, expression.callee);
    case "MethodCall":
      return expression.selfLine;
    case "Table":
      return scope.module.lineOf(expression.start);
    default:
      return instructionLine(scope, expression);
  }
}

/** The line of the first instruction of a list of values, or of a condition. */
function beginningOf(scope: FunctionScope, [value]: readonly Expression[]): number | undefined {
  return value === undefined ? undefined : (beginning(scope, value) ?? lastLine(scope, value));
}

/** The line where the code of `if condition then` begins: in 5.2 what lies in a variable is tested at `then`. */
export function clauseLine(scope: FunctionScope, clause: IfClause | undefined): number | undefined {
  if (clause === undefined) return undefined;
  const { condition, thenLine } = clause;
  return scope.namesConstants ? (beginning(scope, bare(condition)) ?? thenLine) : beginningOf(scope, [condition]);
}

/** What a condition asks about: without the parentheses and `not`s that are nothing there. */
function bare(condition: Expression): Expression {
  let inner = condition;
  for (;;) {
    if (inner.kind === "Parenthesised") inner = inner.expression;
    else if (inner.kind === "Unary" && inner.operator === "not") inner = inner.operand;
    else return inner;
  }
}

/** Where the value that a condition comes to after all others is tested: that value, and what stands around it. Comparisons are tests themselves. */
export function tested(condition: Expression): readonly Expression[] {
  const around: Expression[] = [];
  for (let inner = condition; ; ) {
    around.push(inner);
    if (inner.kind === "Parenthesised") inner = inner.expression;
    else if (inner.kind === "Unary" && inner.operator === "not") inner = inner.operand;
    else if (inner.kind === "Logical") inner = inner.right;
    else return inner.kind === "Binary" && COMPARISONS.has(inner.operator) ? [] : around;
  }
}

/** The line where the code of a statement begins; undefined for one that has no code of its own. */
export function statementLine(scope: FunctionScope, statement: Statement): number | undefined {
  switch (statement.kind) {
    case "Do":
    case "Repeat":
    case "Label":
      return undefined;
    case "If":
      return clauseLine(scope, statement.clauses[0]);
    case "While":
      return isAlways(statement.condition) ? undefined : beginningOf(scope, [statement.condition]);
    case "Local":
      return beginningOf(scope, statement.values) ?? (isNilAnyway(scope, statement) ? undefined : statement.line);
    case "LocalFunction":
      return lastLine(scope, statement);
    case "Assignment": {
      for (const target of statement.targets) {
        const line = target.kind === "Index" ? (beginning(scope, target.object) ?? beginning(scope, target.index)) : undefined;
        if (line !== undefined) return line;
      }
      return beginningOf(scope, statement.values);
    }
    case "Return":
      return beginningOf(scope, statement.values) ?? scope.module.lineOf(statement.start);
    default:
      return scope.module.lineOf(statement.start);
  }
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
