/**
 * Calls of mathematical library functions on numbers, computed in place: V8 would not inline the library's functions into large
 * ones, and their results would be boxed.
 *
 *     math.sqrt(x)   typeof x === "number" && $math.v?.$sqrt === intrinsics.sqrt ? Math.sqrt(x) : first(…)
 */
import type { CallExpression } from "../ast.ts";
import { type Code, operand, operation } from "./code.ts";
import { INTRINSICS } from "./intrinsic-rules.ts";
import { operands } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";

/** The call computed in place; `general` emits it as a call of these arguments. */
export function emitIntrinsic(
  scope: FunctionScope,
  call: CallExpression,
  name: string,
  general: (values: readonly Code[]) => string,
): Code {
  const rule = INTRINSICS[name];
  if (rule === undefined) throw new Error(`no intrinsic ${name}`);
  const found = scope.value(call.callee.kind === "Index" ? call.callee.object : call.callee);
  const values: Code[] = [];
  const codes = operands(scope, call.arguments, "late");
  const step = (i: number): void => {
    const code = codes[i];
    if (code === undefined) return;
    const value = scope.simple(code);
    values.push(value);
    scope.holding(value.temps, () => step(i + 1));
  };
  step(0);
  const checks = values.filter((value) => value.type !== "number").map((value) => `typeof ${value.text} === "number"`);
  const current = call.callee.kind === "Index" ? `${scope.wide(found)}?.${scope.module.field(name)}` : found.text;
  checks.push(`${current} === ${scope.module.use("intrinsics")}.${name}`);
  const [a, b] = values;
  const inline = rule.inline(a === undefined ? "" : operand(a), b === undefined ? "" : operand(b));
  return operation(`${checks.join(" && ")} ? ${inline} : ${general(values)}`, values);
}
