/**
 * Whether an expression is emitted as one piece of text, or needs statements before it (temporaries, suspension points). What stands
 * before such an expression in the same statement must be saved first, so that everything happens in Lua's order.
 */
import type { CallExpression, Expression, MethodCallExpression } from "../ast.ts";
import { isDeep } from "./chains.ts";
import { constructorForm } from "./constructor-form.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import type { Module } from "./module.ts";
import { isSimple } from "./simple.ts";

/** True if emitting the value of the expression may emit statements before it. Never false when it does. */
export function hoists(module: Module, expression: Expression): boolean {
  const known = module.hoists.get(expression);
  if (known !== undefined) return known;
  const answer = find(module, expression);
  module.hoists.set(expression, answer);
  return answer;
}

function find(module: Module, expression: Expression): boolean {
  if (isDeep(expression)) return true;
  const any = (expressions: readonly Expression[]): boolean => expressions.some((e) => hoists(module, e));
  if (module.suspension.operators && isOperation(expression)) return true;
  switch (expression.kind) {
    case "Index":
      return !isSimple(expression.object) || !isSimple(expression.index);
    case "Call":
      if (intrinsicOf(module, expression) !== undefined && !expression.arguments.every(isSimple)) return true;
      return module.suspension.suspends(expression) || callHoists(module, expression);
    case "MethodCall":
      return module.suspension.suspends(expression) || callHoists(module, expression);
    case "Table":
      return constructorForm(expression) === "general" || expression.fields.some((field) => hoists(module, field.value));
    case "Binary":
      // A chain of concatenations is one operation.
      if (
        expression.operator === ".." &&
        isSimple(expression.left) &&
        expression.right.kind === "Binary" &&
        expression.right.operator === ".."
      ) {
        return hoists(module, expression.right);
      }
      return !isSimple(expression.left) || !isSimple(expression.right);
    case "Logical":
      return !isSimple(expression.left) || hoists(module, expression.right);
    case "Unary":
      return expression.operator === "not" ? conditionHoists(module, expression.operand) : !isSimple(expression.operand);
    case "Parenthesised":
      return expression.expression.kind === "Vararg" ? false : any([expression.expression]);
    case "Function":
      return false;
    default:
      return false;
  }
}

/** True for expressions that may call a metamethod. */
function isOperation(expression: Expression): boolean {
  return (
    expression.kind === "Index" || expression.kind === "Binary" || (expression.kind === "Unary" && expression.operator !== "not")
  );
}

/** The same for the callee and arguments of a call alone, that is if the call itself does not suspend. */
export function callHoists(module: Module, call: CallExpression | MethodCallExpression): boolean {
  if (call.kind === "MethodCall") {
    if (!isSimple(call.object)) return true;
  } else if (
    call.callee.kind === "Index" ? !isSimple(call.callee.object) || !isSimple(call.callee.index) : hoists(module, call.callee)
  )
    return true;
  return call.arguments.some((argument) => hoists(module, argument));
}

/** The same for the expression as a condition. */
export function conditionHoists(module: Module, expression: Expression): boolean {
  if (isDeep(expression)) return true;
  switch (expression.kind) {
    case "Logical":
      return conditionHoists(module, expression.left) || conditionHoists(module, expression.right);
    case "Unary":
      return expression.operator === "not" ? conditionHoists(module, expression.operand) : hoists(module, expression);
    case "Parenthesised":
      return conditionHoists(module, expression.expression);
    default:
      return hoists(module, expression);
  }
}
