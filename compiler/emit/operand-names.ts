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
    case "Logical":
      // A side that decides nothing leaves no code: `1 and x` is x.
      return isConstant(expression.left, expression.operator === "and") ? operandName(plan, expression.right) : undefined;
    default:
      return undefined;
  }
}

/** True for a literal of this truth. */
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
    case "Logical":
      return isConstant(expression.left, expression.operator === "and") && isConstant(expression.right, truth);
    default:
      return false;
  }
}

/** True for a variable that is called `_ENV`: PUC Lua calls its fields globals. */
function isEnvironment(expression: Expression): boolean {
  return expression.kind === "LocalName" && expression.variable.name === "_ENV";
}
