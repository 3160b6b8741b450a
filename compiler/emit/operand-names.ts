/** How messages call an operand: `local x`, `global x`, `upvalue x`, `field x`, `constant x`. */
import type { Dialect, Expression } from "../ast.ts";
import type { FunctionPlan } from "./function-plan.ts";
import { variableName } from "./names.ts";

/** True in 5.2, whose messages call a text that was loaded for an operation `constant`. */
export function namesConstants(dialect: Dialect): boolean {
  return dialect === "5.2" || dialect === "vpop3";
}

/** An operand as messages call it. */
export function operandName(plan: FunctionPlan, expression: Expression): string | undefined {
  switch (expression.kind) {
    case "LocalName": {
      const name = variableName(expression.variable, plan.body);
      // 5.0 does not look for the names of upvalues.
      return plan.module.options.dialect === "5.0" && name.startsWith("upvalue") ? undefined : name;
    }
    case "GlobalName":
      return `global ${expression.name}`;
    case "Index":
      if (expression.index.kind !== "String") return "field ?";
      return `${isEnvironment(expression.object) ? "global" : "field"} ${expression.index.value}`;
    case "MethodCall":
      return undefined;
    case "String":
      return namesConstants(plan.module.options.dialect) ? `constant ${expression.value}` : undefined;
    case "Parenthesised":
      return operandName(plan, expression.expression);
    case "Logical": {
      const { left, operator, right } = expression;
      // A side that decides nothing is no way past the other: `1 and x` is x.
      const passed = takesJumps(plan.module.options.dialect)
        ? outcome(left, operator) === (operator === "and")
        : isConstant(left, operator === "and");
      return passed ? operandName(plan, right) : undefined;
    }
    default:
      return undefined;
  }
}

/** True in 5.0 and 5.1, which look for what was loaded last by following the code as if each jump in it were taken (`luaG_symbexec`). */
function takesJumps(dialect: Dialect): boolean {
  return dialect === "5.0" || dialect === "5.1";
}

/**
 * With which truth the left side of an operator is left if its jumps are taken: `c and a` in front of `or` with false, so that what follows is found.
 * What decides nothing has no jump.
 */
function outcome(left: Expression, operator: "and" | "or"): boolean {
  switch (left.kind) {
    case "Parenthesised":
      return outcome(left.expression, operator);
    case "Unary":
      return left.operator === "not" ? !outcome(left.operand, operator === "and" ? "or" : "and") : operator === "or";
    case "Logical": {
      const first = outcome(left.left, left.operator);
      return first === (left.operator === "and") ? outcome(left.right, operator) : first;
    }
    default:
      return isConstant(left, operator === "and") ? operator === "and" : operator === "or";
  }
}

/** True for what has this truth whatever its variables hold: a literal, `x or 1`, `x and nil`. */
function isConstant(expression: Expression, truth: boolean): boolean {
  switch (expression.kind) {
    case "Number":
    case "String":
      return truth;
    case "Boolean":
      return expression.value === truth;
    case "Nil":
      return !truth;
    case "Parenthesised":
      return isConstant(expression.expression, truth);
    case "Unary":
      return expression.operator === "not" && isConstant(expression.operand, !truth);
    case "Logical":
      return (
        isConstant(expression.right, truth) &&
        (expression.operator === (truth ? "or" : "and") || isConstant(expression.left, truth))
      );
    default:
      return false;
  }
}

/** True for a variable that is called `_ENV`: PUC Lua calls its fields globals. */
function isEnvironment(expression: Expression): boolean {
  return expression.kind === "LocalName" && expression.variable.name === "_ENV";
}
