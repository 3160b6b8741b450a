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
import { ALL_VARARGS, type Code, operation } from "./code.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";

/** True for `select(n, ...)` with a plain `n`. */
export function selectsVarargs(module: Module, call: CallExpression): boolean {
  const { 0: n, 1: list } = call.arguments;
  if (n === undefined || list?.kind !== "Vararg" || call.arguments.length !== 2 || !isSimple(n)) return false;
  return isSimple(call.callee) && module.suspension.path(call.callee) === "select";
}

/** True for `select("#", ...)`. */
export function countsVarargs(module: Module, call: CallExpression): boolean {
  const [n] = call.arguments;
  return n?.kind === "String" && n.value === "#" && selectsVarargs(module, call);
}

/** What `return select("#", ...)` returns. */
export function emitReturnedCount(scope: FunctionScope, call: CallExpression): string {
  const { own, general } = bothWays(scope, call);
  return `${own} ? varargs$.length : ${general}`;
}

/** The first value of the call. */
export function emitSelect(scope: FunctionScope, call: CallExpression): Code {
  const { own, general, position } = bothWays(scope, call);
  const first = `${scope.module.use("first")}(${general})`;
  if (countsVarargs(scope.module, call)) return operation(`${own} ? varargs$.length : ${first}`, [position]);
  if (position.type !== "number" && position.type !== "value") return operation(first, [position]);
  const check = position.type === "number" ? own : `${own} && typeof ${position.text} === "number"`;
  return operation(`(${check} ? varargs$[${position.text} - 1] : undefined) ?? ${first}`, [position]);
}

interface BothWays {
  /** Whether `select` is the library's own. */
  readonly own: string;
  /** The call as any other. */
  readonly general: string;
  readonly position: Code;
}

function bothWays(scope: FunctionScope, call: CallExpression): BothWays {
  const [n] = call.arguments;
  if (n === undefined) throw new Error("a select without a position");
  const position = scope.value(n);
  const { code, name } = namedCallee(scope, call.callee);
  return {
    own: `${scope.value(call.callee).text} === ${scope.module.use("intrinsics")}.select`,
    general: applied(scope, call, { callee: code, arguments: [position, ALL_VARARGS], direct: undefined, name }),
    position,
  };
}
