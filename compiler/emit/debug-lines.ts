/** In debug mode: the lines that PUC Lua's instructions have, as far as hooks can tell them apart. */
import { isAlways } from "../analyse/reachability.ts";
import type { Block, Expression, Statement } from "../ast.ts";
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
      return isConstant(expression) ? undefined : expression.line;
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

/** True for arithmetic that the compiler does itself. */
function isConstant(expression: Expression): boolean {
  switch (expression.kind) {
    case "Number":
      return true;
    case "Unary":
      return expression.operator === "-" && isConstant(expression.operand);
    case "Binary":
      return isConstant(expression.left) && isConstant(expression.right);
    default:
      return false;
  }
}

/** The line of the first instruction of an expression; undefined for one that has none of its own. */
function beginning(scope: FunctionScope, expression: Expression): number | undefined {
  switch (expression.kind) {
    case "Index":
      return beginning(scope, expression.object) ?? beginning(scope, expression.index) ?? expression.line;
    case "Unary":
      return beginning(scope, expression.operand) ?? instructionLine(scope, expression);
    case "Binary":
      if (expression.operator === "..") return beginning(scope, expression.left) ?? lastLine(scope, expression.left);
      return beginning(scope, expression.left) ?? beginning(scope, expression.right) ?? instructionLine(scope, expression);
    case "Logical":
      return beginning(scope, expression.left) ?? scope.module.lineOf(expression.right.start);
    case "Call":
      return beginning(scope, expression.callee) ?? lastLine(scope, expression.callee);
    case "MethodCall":
      return beginning(scope, expression.object) ?? expression.selfLine;
    case "Parenthesised":
      return beginning(scope, expression.expression);
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

/** The line where the code of a statement begins; undefined for one that has no code of its own. */
export function statementLine(scope: FunctionScope, statement: Statement): number | undefined {
  switch (statement.kind) {
    case "Do":
    case "Repeat":
    case "Label":
      return undefined;
    case "If":
      return beginningOf(
        scope,
        statement.clauses.slice(0, 1).map(({ condition }) => condition),
      );
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
