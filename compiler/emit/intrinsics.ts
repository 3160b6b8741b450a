/**
 * Calls of library functions computed in place, after a look whether the script has replaced them: V8 would not inline the library's
 * functions into large ones, and their results would be boxed.
 *
 *     math.sqrt(x)   typeof x === "number" && $math.v?.$sqrt === intrinsics.sqrt ? Math.sqrt(x) : first(…)
 *     s:byte(i)      typeof s === "string" && … && rt.strings.$byte === intrinsics.byte ? s.charCodeAt(i - 1) : first(…)
 */
import type { CallExpression, MethodCallExpression } from "../ast.ts";
import { applied, methodCallee, namedCallee } from "./callees.ts";
import { type Code, operation, variable } from "./code.ts";
import { tellType } from "./intrinsic-checks.ts";
import type { Intrinsic } from "./intrinsic-rules.ts";
import { operands, repeatable } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";
import { at } from "./text.ts";

/** The call computed in place, else made: its first value, or its `Result`. */
export function emitIntrinsic(
  scope: FunctionScope,
  call: CallExpression | MethodCallExpression,
  intrinsic: Intrinsic,
  wants: "value" | "result",
): Code {
  const own = `${scope.module.use("intrinsics")}.${intrinsic.name}`;
  return call.kind === "MethodCall"
    ? emitMethod(scope, call, intrinsic, own, wants)
    : emitNamed(scope, call, intrinsic, own, wants);
}

/** `math.sqrt(x)`, or `sqrt(x)` by a local name. */
function emitNamed(
  scope: FunctionScope,
  call: CallExpression,
  intrinsic: Intrinsic,
  own: string,
  wants: "value" | "result",
): Code {
  const found = scope.value(call.callee.kind === "Index" ? call.callee.object : call.callee);
  const values = simpleArguments(scope, call);
  const current = call.callee.kind === "Index" ? `${scope.wide(found)}?.${scope.module.field(intrinsic.name)}` : found.text;
  const { code: callee, name } = namedCallee(scope, call.callee);
  const general = (all: readonly Code[]): string => applied(scope, call, { callee, arguments: all, direct: undefined, name });
  return chosen(scope, intrinsic, values, `${current} === ${own}`, { text: general, mark: at(call, name) }, wants);
}

/**
 * `s:byte(i)`. Lua finds the method before it evaluates the arguments, and fails there if `s` has none: where an argument is more than a name, the
 * method is kept.
 */
function emitMethod(
  scope: FunctionScope,
  call: MethodCallExpression,
  intrinsic: Intrinsic,
  own: string,
  wants: "value" | "result",
): Code {
  const { object, callee } = methodCallee(scope, call, call.arguments.every(isSimple) ? "plain" : "saved");
  return scope.holding([...object.temps, ...callee.temps], () => {
    const values = [object, ...simpleArguments(scope, call)];
    const name = `method ${call.method}`;
    const general = (all: readonly Code[]): string => applied(scope, call, { callee, arguments: all, direct: undefined, name });
    const current = callee.simple ? callee.text : `${scope.module.use("rt")}.strings.${scope.module.field(call.method)}`;
    const narrowed = scope.wide(object) !== object.text;
    const unreplaced = `${current} === ${own}`;
    return chosen(scope, narrowed ? undefined : intrinsic, values, unreplaced, { text: general, mark: at(call, name) }, wants);
  });
}

/** The arguments, each as text that may be repeated; of a call as the last one its `Result`, in a variable (`spreads`). */
function simpleArguments(scope: FunctionScope, call: CallExpression | MethodCallExpression): readonly Code[] {
  const codes = operands(scope, call.arguments, "early", true, (_, { kind }) => kind === "Call" || kind === "MethodCall");
  const last = codes.at(-1);
  if (last?.spreads === undefined) return repeatable(scope, codes);
  return [...scope.holding(last.temps, () => repeatable(scope, codes.slice(0, -1))), last];
}

function chosen(
  scope: FunctionScope,
  intrinsic: Intrinsic | undefined,
  values: readonly Code[],
  unreplaced: string,
  /** The call of these values, and the mark of its place and callee. */
  general: { readonly text: (values: readonly Code[]) => string; readonly mark: string },
  wants: "value" | "result",
): Code {
  const open = values.at(-1)?.spreads;
  // A `Result` that is one value.
  const singles = open === undefined ? values : [...values.slice(0, -1), variable(open, true)];
  const inPlace = intrinsic?.inline(singles, wants, scope.module);
  const made = general.text(inPlace === undefined ? values : values.map(({ spreads: _, ...value }) => value));
  const call = scope.keeping(wants === "value" ? `${scope.module.use("first")}(${made})` : made);
  if (inPlace === undefined) return operation(call, values);
  // What the door computes may raise an error, which names the function.
  const mark = inPlace.door === undefined ? "" : general.mark;
  if (inPlace.door !== undefined) scope.module.use(inPlace.door);
  const last = singles.at(-1);
  const single = open === undefined || last === undefined || tellType(inPlace.checks, last) ? [] : [`${open} !== null`];
  const condition = [...single, ...inPlace.checks, unreplaced].join(" && ");
  const code = operation(`${condition} ? ${mark}${inPlace.text} : ${call}`, values);
  const { equals } = inPlace;
  if (equals === undefined) return code;
  return {
    ...code,
    equals: (literal, length) => {
      const test = equals(literal, length);
      return test === undefined ? undefined : `${condition} ? ${test} : ${call} === ${literal}`;
    },
  };
}
