/**
 * Operators as suspension points, in chunks whose metamethods may yield: the slow path is a call like any other.
 *
 *     a + b      let value$1: Value;
 *                if (typeof a === "number" && typeof b === "number") { value$1 = a + b; }
 *                else { let call$1 = addR(a, b); if (call$1 === null) { if (suspended(call$1)) return capture(…); … } value$1 = call$1; }
 */
import type { Span } from "../ast.ts";
import { type Code, callText, held, operation } from "./code.ts";
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

/** What a traceback calls the operator whose metamethod waits. */
export function operatorName(helper: OperatorHelper): string {
  return `operator ${helper}`;
}

/** The helper of an operator's slow path in this chunk: `add`, `$operator$add` where the chunk defines `__add`, or `addR` where operators are suspension points. */
export function slowHelper(scope: FunctionScope, helper: OperatorHelper): string {
  const { module } = scope;
  if (module.suspension.operators) return module.use(`${helper}R`);
  return isOwnOperator(helper) && !module.debugging ? module.operator(helper) : module.use(helper);
}

/** An operation that JavaScript does by itself under a condition. */
export interface Shortcut {
  readonly condition: string;
  readonly text: string;
}

/** An operation: in place where that is possible, else by its helper, which is called with `list`. */
export function emitOperation(
  scope: FunctionScope,
  node: Span,
  helper: OperatorHelper,
  list: string,
  inPlace: Shortcut | undefined,
  parts: readonly Code[],
  type: "value" | "boolean" = "value",
): Code {
  const slow = scope.markAny(node, `${slowHelper(scope, helper)}(${list})`);
  if (scope.module.suspension.operators) {
    const result = operatorPoint(scope, node, helper, inPlace, slow);
    return type === "value" ? result : operation(`${result.text} === true`, [result], type);
  }
  if (inPlace === undefined) return callText(slow, parts, type);
  return operation(`${inPlace.condition} ? ${inPlace.text} : ${slow}`, parts, type);
}

/** The operation's value; `slow` is the text of a call of the helper, which may suspend. `key` stands for the operation in both forms of the function. */
export function operatorPoint(
  scope: FunctionScope,
  node: Span,
  helper: OperatorHelper,
  inPlace: Shortcut | undefined,
  slow: string,
  key: object = node,
): Code {
  const point = (): Code => scope.point(node, slow, "value", { called: operatorName(helper), key });
  if (inPlace === undefined) return point();
  if (scope.module.stepping) {
    const { text } = point();
    return callText(`(${inPlace.condition} ? ${inPlace.text} : ${text})`, []);
  }
  const result = scope.emptyTemp();
  const called = scope.plan.key(key, "slow");
  scope.compound(scope.plan.key(key, "operator"), () =>
    scope.branches([
      {
        key: scope.plan.key(key, "inline"),
        header: () => `if (${scope.range(called) === undefined ? "" : "entry$ === 0 && "}${inPlace.condition}) {`,
        inner: () => scope.line(`${result.text} = ${inPlace.text};`),
      },
      {
        key: called,
        header: () => "} else {",
        inner: () => {
          const value = point();
          scope.line(`${result.text} = ${value.text};`);
        },
      },
    ]),
  );
  return held(result);
}
