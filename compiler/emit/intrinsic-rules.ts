/** Which library functions are computed in place: see intrinsics.ts. */
import type { CallExpression, Expression } from "../ast.ts";
import type { Module } from "./module.ts";
import { isSimple } from "./simple.ts";

export interface IntrinsicRule {
  readonly arguments: number;
  inline(a: string, b: string): string;
}

/** As the library computes them. `max` and `min` compare in the order in which PUC Lua does, which NaN tells. */
export const INTRINSICS: Readonly<Record<string, IntrinsicRule>> = {
  abs: { arguments: 1, inline: (a) => `Math.abs(${a})` },
  ceil: { arguments: 1, inline: (a) => `Math.ceil(${a})` },
  floor: { arguments: 1, inline: (a) => `Math.floor(${a})` },
  sqrt: { arguments: 1, inline: (a) => `Math.sqrt(${a})` },
  max: { arguments: 2, inline: (a, b) => `(${b} > ${a} ? ${b} : ${a})` },
  min: { arguments: 2, inline: (a, b) => `(${b} < ${a} ? ${b} : ${a})` },
};

/** The name of the intrinsic that a call may be, with as many plain arguments as it takes. */
export function intrinsicOf(module: Module, call: CallExpression): string | undefined {
  const path = module.suspension.path(call.callee);
  if (path?.startsWith("math.") !== true) return undefined;
  const name = path.slice("math.".length);
  const rule = Object.hasOwn(INTRINSICS, name) ? INTRINSICS[name] : undefined;
  const last = call.arguments.at(-1);
  if (rule === undefined || call.arguments.length !== rule.arguments || last === undefined || isOpen(last)) return undefined;
  const { callee } = call;
  if (callee.kind === "Index" ? !isSimple(callee.object) : callee.kind !== "LocalName") return undefined;
  return name;
}

/** A call or `...` as the only argument may give several values. */
function isOpen(expression: Expression): boolean {
  return expression.kind === "Call" || expression.kind === "MethodCall" || expression.kind === "Vararg";
}
