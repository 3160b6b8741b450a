/** Several expressions evaluated one after the other, as Lua orders them. */
import type { CallExpression, Expression, MethodCallExpression, VarargExpression } from "../ast.ts";
import type { Code } from "./code.ts";
import { withOwnLine } from "./debug-mode.ts";
import { hoists } from "./hoisting.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";

type Order = "early" | "operator" | "index";

/**
 * The values of the expressions, in order. What stands before an expression that needs statements is saved first.
 *
 * `operator` and `index`: operands of these, where PUC Lua reads a local of the running function only when the operator runs; `early`:
 * arguments, items and values to be assigned, which are copied one by one.
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
  // What stands before the last one that needs statements, or a name of its own as a call does, is saved.
  let last = end;
  const held = open && final !== undefined && isHeld(scope.module, final);
  if (!held) while (last >= 0 && !isNamed(scope, expressions[last] as Expression, order)) last--; // in range
  const codes: Code[] = [];
  const before = scope.heldCount;
  for (let i = 0; i <= end; i++) {
    const expression = expressions[i] as Expression; // in range
    let code =
      open && i === end && isMulti(expression) ? scope.emitters.spread(scope, expression, held) : scope.value(expression);
    if (order === "early") code = withOwnLine(scope, expression, code);
    if (i < last && !code.stable && !(order !== "early" && isOwnLocal(scope, expression))) code = scope.saved(code);
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

/** True for an operand whose value is computed in a statement before the operation: operators give calls a name. */
function isNamed(scope: FunctionScope, e: Expression, order: Order): boolean {
  if (hoists(scope.module, e)) return true;
  if (order !== "operator") return false;
  return e.kind === "Parenthesised" ? isNamed(scope, e.expression, order) : e.kind === "Call" || e.kind === "MethodCall";
}

/** True for expressions that give any number of values at the end of a list. */
export function isMulti(
  expression: Expression | undefined,
): expression is CallExpression | MethodCallExpression | VarargExpression {
  return expression?.kind === "Call" || expression?.kind === "MethodCall" || expression?.kind === "Vararg";
}

function isOwnLocal(scope: FunctionScope, expression: Expression): boolean {
  return expression.kind === "LocalName" && expression.variable.owner === scope.plan.body.info;
}
