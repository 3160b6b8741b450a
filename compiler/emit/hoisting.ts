/**
 * Whether an expression is emitted as one piece of text, or needs statements before it (temporaries, suspension points). What stands
 * before such an expression in the same statement must be saved first, so that everything happens in Lua's order.
 */
import { COMPARISONS } from "../analyse/operator-kinds.ts";
import type { CallExpression, Expression, LogicalExpression, MethodCallExpression } from "../ast.ts";
import { isDeep } from "./chains.ts";
import { constructorForm } from "./constructor-form.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import type { Module } from "./module.ts";
import { newObject } from "./new-object-form.ts";
import { isSimple } from "./simple.ts";
import { typeTest } from "./type-test-form.ts";

/** True if emitting the value of the expression may emit statements before it. Never false when it does. */
export function hoists(module: Module, expression: Expression): boolean {
  switch (expression.kind) {
    case "LocalName":
    case "GlobalName":
    case "String":
    case "Number":
    case "Nil":
    case "Boolean":
    case "Function":
    case "Vararg":
      return false;
    default:
  }
  const known = module.hoists.get(expression);
  if (known !== undefined) return known;
  const answer = find(module, expression);
  module.hoists.set(expression, answer);
  return answer;
}

function find(module: Module, expression: Expression): boolean {
  if (module.watchesGlobals) return true;
  if (module.hasDeepChains && isDeep(expression)) return true;
  if (module.suspension.operators && isOperation(expression) && !module.stepping) return true;
  switch (expression.kind) {
    case "Index":
      return !isSimple(expression.object) || !isSimple(expression.index);
    case "Call":
      if (newObject(module, expression) !== undefined) return true;
      if (intrinsicOf(module, expression) !== undefined && !expression.arguments.every(isSimple)) return true;
      return isPoint(module, expression) || callHoists(module, expression);
    case "MethodCall":
      if (intrinsicOf(module, expression) !== undefined && !expression.arguments.every(isSimple)) return true;
      return isPoint(module, expression) || callHoists(module, expression);
    case "Table":
      return constructorForm(module, expression) === "general" || expression.fields.some((field) => hoists(module, field.value));
    case "Binary": {
      const test = typeTest(module, expression);
      if (test !== undefined) return !isSimple(test.argument);
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
    }
    case "Logical": {
      const choice = choiceOf(module, expression);
      if (choice !== undefined) return conditionHoists(module, choice.condition);
      return (
        (isBoolean(expression.left) ? hoists(module, expression.left) : !isSimple(expression.left)) ||
        hoists(module, expression.right)
      );
    }
    case "Unary":
      return expression.operator === "not" ? conditionHoists(module, expression.operand) : !isSimple(expression.operand);
    case "Parenthesised":
      return hoists(module, expression.expression);
    default:
      return false;
  }
}

/** True for a call that stands in a statement of its own because it may suspend. */
function isPoint(module: Module, call: CallExpression | MethodCallExpression): boolean {
  return module.suspension.suspends(call) && !module.stepping;
}

/** `condition and chosen or other` where `chosen` is never nil or false and neither side needs statements of its own. */
export function choiceOf(
  module: Module,
  { left, operator, right: other }: LogicalExpression,
): { readonly condition: Expression; readonly chosen: Expression; readonly other: Expression } | undefined {
  const inner = left.kind === "Parenthesised" ? left.expression : left;
  if (operator !== "or" || inner.kind !== "Logical" || inner.operator !== "and") return undefined;
  const { left: condition, right: chosen } = inner;
  if (!["Number", "String", "Table", "Function"].includes(chosen.kind) || hoists(module, chosen) || hoists(module, other))
    return undefined;
  return { condition, chosen, other };
}

/** True for expressions whose value is known to be true or false. */
function isBoolean(expression: Expression): boolean {
  switch (expression.kind) {
    case "Binary":
      return COMPARISONS.has(expression.operator);
    case "Logical":
      return isBoolean(expression.left) && isBoolean(expression.right);
    case "Unary":
      return expression.operator === "not";
    case "Parenthesised":
      return isBoolean(expression.expression);
    default:
      return expression.kind === "Boolean";
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
  if (awaitsLookUp(module, call)) return true;
  if (call.kind === "MethodCall") {
    if (!isSimple(call.object)) return true;
  } else if (
    call.callee.kind === "Index" ? !isSimple(call.callee.object) || !isSimple(call.callee.index) : hoists(module, call.callee)
  )
    return true;
  return argumentsHoist(module, call);
}

/** True if finding the function or method in an object is an operation of its own, because an `__index` function may wait. */
export function awaitsLookUp({ suspension }: Module, call: CallExpression | MethodCallExpression): boolean {
  return suspension.operators && (call.kind === "MethodCall" || call.callee.kind === "Index") && suspension.suspends(call);
}

/** The same for the arguments alone. */
export function argumentsHoist(module: Module, call: CallExpression | MethodCallExpression): boolean {
  const last = call.arguments.at(-1);
  if (call.arguments.some((argument) => hoists(module, argument))) return true;
  return last !== undefined && heldSpread(module, last) && spreads(module, call);
}

/** False if the function is known and takes no more values than the call has arguments: then the last one gives its first value only. */
export function spreads(module: Module, call: CallExpression | MethodCallExpression): boolean {
  const direct = module.suspension.calleeOf(call);
  return direct === undefined || direct.info.vararg || direct.parameters.length > call.arguments.length;
}

/** True for a call as the last argument which is computed in place: its `Result`, nearly always one value, stands in a variable. */
export function heldSpread(module: Module, expression: Expression): boolean {
  return (expression.kind === "Call" || expression.kind === "MethodCall") && intrinsicOf(module, expression) !== undefined;
}

/** The same for the expression as a condition. */
export function conditionHoists(module: Module, expression: Expression): boolean {
  if (module.watchesGlobals) return true;
  if (module.hasDeepChains && isDeep(expression)) return true;
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
