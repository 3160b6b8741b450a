/** Which library functions are computed in place: see intrinsics.ts. */
import type { CallExpression, MethodCallExpression } from "../ast.ts";
import { type Code, operand } from "./code.ts";
import { type InPlace, numberChecks } from "./intrinsic-checks.ts";
import type { Module } from "./module.ts";
import { isSimple } from "./simple.ts";
import { STRING_INTRINSICS } from "./string-intrinsics.ts";

export interface Intrinsic {
  /** Its name in the runtime's `intrinsics`. */
  readonly name: string;
  /** The call of these arguments in place, undefined where it is not one of the usual cases. */
  inline(values: readonly Code[], wants: "value" | "result", module: Module): InPlace | undefined;
}

type Rule = readonly [least: number, most: number, inline: Intrinsic["inline"]];

/** `check`: what must hold of the first besides. */
function onNumbers(text: (a: string, ...others: string[]) => string, check?: (a: string) => string): Intrinsic["inline"] {
  return (values) => {
    const checks: string[] = [];
    for (const value of values) {
      const numeric = numberChecks(value);
      if (numeric === undefined) return undefined;
      checks.push(...numeric);
    }
    const [a = "", ...others] = values.map(operand);
    if (check !== undefined) checks.push(check(a));
    return { checks, text: text(a, ...others) };
  };
}

/** `b < a ? (c < b ? c : b) : (c < a ? c : a)` */
function extreme(order: "<" | ">", a: string, [b, ...others]: readonly string[]): string {
  return b === undefined ? a : `(${b} ${order} ${a} ? ${extreme(order, b, others)} : ${extreme(order, a, others)})`;
}

/** As the library computes them. `max` and `min` compare in the order in which PUC Lua does, which NaN tells. */
const MATH_INTRINSICS: Readonly<Record<string, Rule>> = {
  abs: [
    1,
    1,
    // The library gives a NaN its sign.
    onNumbers(
      (a) => `Math.abs(${a})`,
      (a) => `${a} === ${a}`,
    ),
  ],
  ceil: [1, 1, onNumbers((a) => `Math.ceil(${a})`)],
  floor: [1, 1, onNumbers((a) => `Math.floor(${a})`)],
  sqrt: [1, 1, onNumbers((a) => `Math.sqrt(${a})`)],
  max: [2, 3, onNumbers((a, ...others) => extreme(">", a, others))],
  min: [2, 3, onNumbers((a, ...others) => extreme("<", a, others))],
};

/** `tonumber(x)`: a number as it is, a string read. */
function numberOf(value: Code): InPlace | undefined {
  const { text, type } = value;
  if (type === "string") return { checks: [], text: `stringToNumber(${text})`, door: "stringToNumber" };
  if (type !== "value") return undefined;
  return { checks: [`typeof ${text} === "string"`], text: `stringToNumber(${text})`, door: "stringToNumber" };
}

const BASE_INTRINSICS: Readonly<Record<string, Rule>> = {
  tonumber: [1, 1, ([value]) => (value === undefined ? undefined : numberOf(value))],
  type: [1, 1, ([value]) => (value === undefined ? undefined : { checks: [], text: `typeOf(${value.text})`, door: "typeOf" })],
};

/** By the library's name; the basic functions have none. */
const LIBRARIES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  "": BASE_INTRINSICS,
  math: MATH_INTRINSICS,
  string: STRING_INTRINSICS,
};

/** The library function that the call calls unless the script has replaced it, if that is one to be computed in place. */
export function intrinsicOf(module: Module, call: CallExpression | MethodCallExpression): Intrinsic | undefined {
  if (module.stepping) return undefined;
  let intrinsic = module.intrinsics.get(call);
  if (intrinsic === undefined && !module.intrinsics.has(call)) {
    intrinsic = find(module, call);
    module.intrinsics.set(call, intrinsic);
  }
  return intrinsic;
}

function find(module: Module, call: CallExpression | MethodCallExpression): Intrinsic | undefined {
  if (call.arguments.at(-1)?.kind === "Vararg") return undefined;
  if (call.kind === "MethodCall")
    return module.suspension.suspends(call) ? undefined : ruled("string", call.method, call.arguments.length + 1);
  const { callee } = call;
  if (callee.kind === "Index" ? !isSimple(callee.object) : !isSimple(callee)) return undefined;
  const path = module.suspension.path(callee)?.split(".") ?? [];
  if (path.length > 2) return undefined;
  return path.length === 1 ? ruled("", path[0], call.arguments.length) : ruled(path[0], path[1], call.arguments.length);
}

function ruled(library: string | undefined, name: string | undefined, count: number): Intrinsic | undefined {
  if (library === undefined || name === undefined || !Object.hasOwn(LIBRARIES, library)) return undefined;
  const rules = LIBRARIES[library];
  const rule = rules !== undefined && Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return undefined;
  const { 0: least, 1: most, 2: inline } = rule;
  return count >= least && count <= most ? { name, inline } : undefined;
}
