/**
 * Several bytes of a string at once, in place where `byte` is the library's own: no value goes through the registers.
 *
 *     local a, b = s:byte(i, i + 1)
 *
 *     const flag$1 = typeof s === "string" && … && i > 0 && i <= s.length - 1 && rt.strings.$byte === intrinsics.byte;
 *     const call$1 = flag$1 ? undefined : fnMethod(…)(s, i, i + 1);
 *     const a = flag$1 ? s.charCodeAt(i - 1) : first(call$1);
 *     const b = flag$1 ? s.charCodeAt(i) : second(call$1);
 */
import type { CallExpression, Expression, MethodCallExpression } from "../ast.ts";
import type { Code } from "./code.ts";
import { callHoists } from "./hoisting.ts";
import { stringChecks, wholeChecks, wholeLiteral } from "./intrinsic-checks.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";

type Call = CallExpression | MethodCallExpression;

/** More are left to the library. */
const MOST = 16;

/** Values that are read one by one. */
export interface Bytes {
  /** What must hold for them. */
  readonly condition: string;
  /** Each of them where it holds. */
  readonly texts: readonly string[];
}

/** The `wanted` values of the call, undefined where it is not one of so many bytes. */
export function bytesOf(scope: FunctionScope, call: Call, wanted: number): Bytes | undefined {
  const { module } = scope;
  if (scope.runsOnce || module.suspension.operators || module.suspension.suspends(call) || callHoists(module, call))
    return undefined;
  const parts = call.kind === "MethodCall" ? [call.object, ...call.arguments] : call.arguments;
  const [subject, from, to, ...others] = parts;
  if (subject === undefined || from === undefined || to === undefined || others.length > 0) return undefined;
  const count = distance(from, to) + 1;
  if (!Number.isInteger(count) || count < wanted || count > MOST || !isSimple(subject)) return undefined;
  const unreplaced = own(scope, call);
  if (unreplaced === undefined) return undefined;
  const s = scope.value(subject);
  const i = scope.value(from);
  const strings = stringChecks(s);
  const literal = wholeLiteral(i);
  const whole = literal === undefined ? wholeChecks(i) : [];
  if (strings === undefined || whole === undefined) return undefined;
  const far =
    literal === undefined
      ? `${i.text} > 0 && ${i.text} <= ${s.text}.length - ${count - 1}`
      : `${s.text}.length >= ${literal + count - 1}`;
  const text = known(module, s, "string");
  const start = known(module, i, "number");
  const place = (k: number): string => {
    if (literal !== undefined) return String(literal - 1 + k);
    return k === 1 ? start : k === 0 ? `${start} - 1` : `${start} + ${k - 1}`;
  };
  return {
    condition: [...strings, ...whole, far, unreplaced].join(" && "),
    texts: Array.from({ length: wanted }, (_, k) => `${text}.charCodeAt(${place(k)})`),
  };
}

/** The value, which TypeScript may not know to be of this type. */
function known(module: Module, { text, type }: Code, wanted: "string" | "number"): string {
  return type === wanted || !module.options.types ? text : `(${text} as ${wanted})`;
}

/** `to - from` where the text tells: `i, i + 3` or `1, 4`; else NaN. */
function distance(from: Expression, to: Expression): number {
  if (from.kind === "Number" && to.kind === "Number" && from.value >= 1) return to.value - from.value;
  if (from.kind !== "LocalName" || to.kind !== "Binary" || to.operator !== "+") return Number.NaN;
  const { left, right } = to;
  return left.kind === "LocalName" && left.variable === from.variable && right.kind === "Number" ? right.value : Number.NaN;
}

/** The condition under which the call calls the library's `byte`. */
function own(scope: FunctionScope, call: Call): string | undefined {
  const { module } = scope;
  const byte = `${module.use("intrinsics")}.byte`;
  if (call.kind === "MethodCall")
    return call.method === "byte" ? `${module.use("rt")}.strings.${module.field("byte")} === ${byte}` : undefined;
  const { callee } = call;
  if (module.suspension.path(callee) !== "string.byte") return undefined;
  if (callee.kind === "LocalName") return `${scope.value(callee).text} === ${byte}`;
  if (callee.kind !== "Index" || !isSimple(callee.object)) return undefined;
  return `${scope.wide(scope.value(callee.object))}?.${module.field("byte")} === ${byte}`;
}
