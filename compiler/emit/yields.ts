/**
 * `coroutine.yield` in the resumed form of a function, which leaves by itself what it would leave as a caller that is captured:
 *
 *     coroutine.yield(x)   if ($coroutine.v?.$yield === rt.thread.yields) { rt.yielded = x; yield -4 - at; call$1 = rt.resumed; }
 *                          else { call$1 = fn(…)(x); if (call$1 === null && suspended(call$1)) { yield at + 4; call$1 = rt.resumed; } }
 *
 * `rt.thread.yields` is the library's function while a coroutine runs, so the branch is taken neither where the script has replaced it nor
 * outside of coroutines.
 */
import type { CallExpression, MethodCallExpression } from "../ast.ts";
import type { CallParts } from "./callees.ts";
import type { DirectYield } from "./form-points.ts";
import type { Module } from "./module.ts";
import { isMulti } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";

/** How a call of `coroutine.yield` leaves at once; undefined for other calls. */
export function directYield(
  scope: FunctionScope,
  call: CallExpression | MethodCallExpression,
  parts: CallParts,
): DirectYield | undefined {
  const { module } = scope;
  const { suspendEverywhere, renewing } = module.options;
  if (scope.mode === "fast" || suspendEverywhere === true || renewing === true || call.kind !== "Call") return undefined;
  if (module.suspension.path(call.callee) !== "coroutine.yield") return undefined;
  const thread = `${module.use("rt")}.thread${module.options.types ? "!" : ""}`;
  return { test: `${called(scope, call, parts)} === ${thread}.yields`, values: passedOut(scope, call, parts) };
}

/** The function that is called, without a look whether it is one. */
function called(scope: FunctionScope, { callee }: CallExpression, parts: CallParts): string {
  if (parts.callee.simple) return parts.callee.text;
  if (callee.kind !== "Index" || callee.index.kind !== "String") return scope.value(callee).text;
  return `${scope.wide(scope.value(callee.object))}?.${scope.module.field(callee.index.value)}`;
}

/** The values as a `Result`. */
function passedOut({ module }: FunctionScope, call: CallExpression, parts: CallParts): string {
  const values = parts.arguments.map(({ text }) => text);
  const last = parts.arguments.at(-1);
  if (last?.spreads !== undefined && parts.arguments.slice(0, -1).every(({ simple }) => simple)) {
    return `${last.spreads} === null ? ${packed(module, values, true)} : ${packed(module, [...values.slice(0, -1), last.spreads])}`;
  }
  return packed(module, values, isMulti(call.arguments.at(-1)));
}

/** `open`: the last of them is any number of values, spread. */
function packed(module: Module, values: readonly string[], open = false): string {
  if (open || values.length > 3) return `${module.use("several")}([${values.join(", ")}])`;
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  return `${module.use(values.length === 0 ? "none" : values.length === 2 ? "pair" : "triple")}(${values.join(", ")})`;
}
