/** Several expressions evaluated one after the other, as Lua orders them. */
import type { CallExpression, Expression, MethodCallExpression, VarargExpression } from "../ast.ts";
import type { Code } from "./code.ts";
import { withOwnLine } from "./debug-mode.ts";
import { hoists } from "./hoisting.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";

/** `early`: arguments, items and values to be assigned, which are copied one by one. Of the operands of the others some are read late (`isReadLate`). */
type Order = "early" | "operator" | "index" | "field";

/**
 * The values of the expressions, in order. What stands before an expression that needs statements is saved first.
 *
 * `open`: the last expression, if it is a call or `...`, gives all its values, as text to be spread: `...results(call$1)`. The `Result` of a call
 * that `isHeld` tells stands in a variable then.
 */
export function operands(
  scope: FunctionScope,
  expressions: readonly Expression[],
  order: Order,
  open = false,
  isHeld: (module: Module, last: Expression) => boolean = () => false,
): Code[] {
  const end = expressions.length - 1;
  const final = expressions[end];
  // What stands before the last one that is computed in statements is saved.
  let last = end;
  const held = open && final !== undefined && isHeld(scope.module, final);
  if (!held) while (last >= 0 && !isBefore(scope, expressions[last] as Expression, order)) last--; // in range
  const codes: Code[] = [];
  const before = scope.heldCount;
  for (let i = 0; i <= end; i++) {
    const expression = expressions[i] as Expression; // in range
    let code =
      open && i === end && isMulti(expression) ? scope.emitters.spread(scope, expression, held) : scope.value(expression);
    if (order === "early" || order === "field") code = withOwnLine(scope, expression, code);
    const late = order !== "early" && isReadLate(scope, expression, order === "index" && i === 0);
    // What a loop keeps is found again after each call that the loop may make.
    if (i < last && !code.stable && !late && code.list === undefined) code = scope.saved(code);
    codes.push(code);
    scope.hold(code.temps);
  }
  scope.releaseTo(before);
  return codes;
}

/** The values of `early` operands, in Lua's order, each as text that may be written several times. */
export function repeatable(scope: FunctionScope, values: readonly Code[]): readonly Code[] {
  const last = values.findLastIndex((value) => !value.simple);
  return scope.settled(values, (value, i) => (i < last && !value.stable ? scope.saved(value) : scope.simple(value)));
}

/** True for an expression whose value is computed in statements before the operation: operators and indexes give it a name. */
function isBefore({ module }: FunctionScope, expression: Expression, order: Order): boolean {
  return order === "early" || order === "field" ? hoists(module, expression) : mayCall(expression);
}

/** True for an expression that may call a function, be it a metamethod. */
export function mayCall(expression: Expression): boolean {
  return !isSimple(expression) && expression.kind !== "Function" && expression.kind !== "Vararg";
}

/**
 * True for an operand that PUC Lua reads only when the operation runs, after what stands behind it, and which that may change: a local of the running
 * function, which is a register, and in 5.2 a local of a function around as the object of an index (`GETTABUP`, `SETTABUP`).
 */
export function isReadLate(scope: FunctionScope, expression: Expression, isObject = false): boolean {
  if (expression.kind !== "LocalName" || scope.read(expression.variable).stable) return false;
  const { dialect } = scope.module.options;
  return (
    expression.variable.owner === scope.plan.body.info ||
    (isObject && expression.isEnclosed !== true && dialect !== "5.0" && dialect !== "5.1")
  );
}

/** True for expressions that give any number of values at the end of a list. */
export function isMulti(
  expression: Expression | undefined,
): expression is CallExpression | MethodCallExpression | VarargExpression {
  return expression?.kind === "Call" || expression?.kind === "MethodCall" || expression?.kind === "Vararg";
}
