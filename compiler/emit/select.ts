/**
 * `select` of the function's own `...`, in place where `select` is the library's own: no argument is copied.
 *
 *     select("#", ...)   $select.v === intrinsics.select ? varargs$.length : first(fn($select.v, "global select")("#", ...varargs$))
 *     (select(i, ...))   ($select.v === intrinsics.select && typeof i === "number" ? varargs$[i - 1] : undefined) ?? first(…)
 *
 * Positions that are no item (from the end, past it, fractions) and nil items go the long way.
 */
import type { CallExpression } from "../ast.ts";
import { applied, namedCallee } from "./callees.ts";
import { type Code, literal, operation } from "./code.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";

/** True for `select(n, ...)` with a plain `n`. */
export function selectsVarargs(module: Module, call: CallExpression): boolean {
  const [n, list] = call.arguments;
  if (n === undefined || list?.kind !== "Vararg" || call.arguments.length !== 2 || !isSimple(n)) return false;
  return isSimple(call.callee) && module.suspension.path(call.callee) === "select";
}

/** The first value of the call. */
export function emitSelect(scope: FunctionScope, call: CallExpression): Code {
  const { module } = scope;
  const [n] = call.arguments;
  if (n === undefined) throw new Error("a select without a position");
  const position = scope.value(n);
  const { code, name } = namedCallee(scope, call.callee);
  const all = { ...literal("...varargs$", "value"), simple: false };
  const general = applied(scope, call, { callee: code, arguments: [position, all], direct: undefined, name });
  const first = `${module.use("first")}(${general})`;
  const own = `${scope.value(call.callee).text} === ${module.use("intrinsics")}.select`;
  if (n.kind === "String" && n.value === "#") return operation(`${own} ? varargs$.length : ${first}`, [position]);
  if (position.type !== "number" && position.type !== "value") return operation(first, [position]);
  const check = position.type === "number" ? own : `${own} && typeof ${position.text} === "number"`;
  return operation(`(${check} ? varargs$[${position.text} - 1] : undefined) ?? ${first}`, [position]);
}
