/**
 * Operators as suspension points, in chunks whose metamethods may yield: the slow path is a call like any other.
 *
 *     a + b      let value$1: Value;
 *                if (typeof a === "number" && typeof b === "number") { value$1 = a + b; }
 *                else { let call$1 = addR(a, b); if (call$1 === null) { if (suspended(call$1)) return capture(…); … } value$1 = call$1; }
 */
import type { Span } from "../ast.ts";
import { type Code, callText, held } from "./code.ts";
import { isOwnOperator } from "./own-operators.ts";
import type { FunctionScope } from "./scope.ts";

/** Helpers that have a second form, whose metamethods may suspend. */
export type OperatorHelper =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "mod"
  | "pow"
  | "unm"
  | "concat"
  | "len"
  | "index"
  | "setindex"
  | "setfield"
  | "eq"
  | "lt"
  | "le";

/** The helper of an operator's slow path in this chunk: `add`, `$operator$add` where the chunk defines `__add`, or `addR` where operators are suspension points. */
export function slowHelper(scope: FunctionScope, helper: OperatorHelper): string {
  const { module } = scope;
  if (module.suspension.operators) return module.use(`${helper}R`);
  return isOwnOperator(helper) && !module.debugging ? module.operator(helper) : module.use(helper);
}

/** The operation's value; `slow` is the text of a call that may suspend. */
export function operatorPoint(
  scope: FunctionScope,
  node: Span,
  inPlace: { readonly condition: string; readonly text: string } | undefined,
  slow: string,
): Code {
  if (inPlace === undefined) return scope.point(node, slow, node, "value");
  if (scope.module.stepping) {
    const { text } = scope.point(node, slow, node, "value");
    return callText(`(${inPlace.condition} ? ${inPlace.text} : ${text})`, []);
  }
  const result = scope.emptyTemp("value");
  const called = scope.plan.key(node, "slow");
  scope.compound(scope.plan.key(node, "operator"), () =>
    scope.branches([
      {
        key: scope.plan.key(node, "inline"),
        header: () => `if (${scope.range(called) === undefined ? "" : "entry$ === 0 && "}${inPlace.condition}) {`,
        inner: () => scope.line(`${result.text} = ${inPlace.text};`),
      },
      {
        key: called,
        header: () => "} else {",
        inner: () => {
          const value = scope.point(node, slow, node, "value");
          scope.line(`${result.text} = ${value.text};`);
        },
      },
    ]),
  );
  return held(result);
}
