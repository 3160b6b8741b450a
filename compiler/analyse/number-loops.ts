/**
 * Loops that only compute numbers, with globals among them. If those are numbers when the loop begins they stay so: nothing in it can fail, or call
 * a metamethod that would see them.
 */
import type { Block, Expression, LocalVariable, Statement } from "../ast.ts";
import { ARITHMETIC, COMPARISONS } from "./operator-kinds.ts";
import { isNaNLiteral, type StaticTypes } from "./static-types.ts";

/** The globals of such a loop. */
export interface NumberGlobals {
  /** All of them, in order of appearance. */
  readonly names: ReadonlySet<string>;
  readonly assigned: ReadonlySet<string>;
  /** Whether a `break` or the condition ends it. */
  readonly leaves: boolean;
}

/** The globals of a loop that only computes numbers and assigns to some; undefined for other loops. */
export function numberGlobals(
  { body, condition }: { readonly body: Block; readonly condition?: Expression },
  types: StaticTypes,
): NumberGlobals | undefined {
  const names = new Set<string>();
  const assigned = new Set<string>();
  let leaves = false;
  const isNumber = (expression: Expression | undefined): boolean => {
    switch (expression?.kind) {
      case "Number":
        return true;
      case "LocalName":
        return isNumeric(expression.variable);
      case "GlobalName":
        names.add(expression.name);
        return true;
      case "Parenthesised":
        return isNumber(expression.expression);
      case "Unary":
        return expression.operator === "-" && isNumber(expression.operand);
      case "Binary":
        return (
          ARITHMETIC.has(expression.operator) &&
          !isNaNLiteral(expression) &&
          isNumber(expression.left) &&
          isNumber(expression.right)
        );
      default:
        return false;
    }
  };
  const isNumeric = (local: LocalVariable): boolean => local.kind !== "env" && types.of(local) === "number";
  const isCondition = (expression: Expression): boolean => {
    switch (expression.kind) {
      case "Parenthesised":
        return isCondition(expression.expression);
      case "Unary":
        return expression.operator === "not" && isCondition(expression.operand);
      case "Logical":
        return isCondition(expression.left) && isCondition(expression.right);
      case "Binary":
        return COMPARISONS.has(expression.operator) && isNumber(expression.left) && isNumber(expression.right);
      default:
        return false;
    }
  };
  const computes = (statement: Statement): boolean => {
    switch (statement.kind) {
      case "Break":
        leaves = true;
        return true;
      case "Do":
        return statement.body.statements.every(computes);
      case "If":
        return (
          statement.clauses.every((clause) => isCondition(clause.condition) && clause.body.statements.every(computes)) &&
          statement.otherwise?.statements.every(computes) !== false
        );
      case "Local":
        return (
          statement.variables.length === statement.values.length &&
          statement.variables.every(isNumeric) &&
          statement.values.every(isNumber)
        );
      case "Assignment":
        return (
          statement.targets.length === statement.values.length &&
          statement.values.every(isNumber) &&
          statement.targets.every((target) => {
            if (target.kind === "LocalName") return isNumeric(target.variable);
            if (target.kind !== "GlobalName") return false;
            names.add(target.name);
            assigned.add(target.name);
            return true;
          })
        );
      default:
        return false;
    }
  };
  if (!body.statements.every(computes)) return undefined;
  if (condition !== undefined && !(condition.kind === "Boolean" && condition.value)) {
    if (!isCondition(condition)) return undefined;
    leaves = true;
  }
  return assigned.size === 0 ? undefined : { names, assigned, leaves };
}
