/**
 * Calls. A call that may suspend is a suspension point and stands in a statement of its own; other calls stay where they are:
 *
 *     local r = check(x)        let call$1 = fn($check.v, "global check")(x);
 *                               if (call$1 === null) { if (suspended(call$1)) return capture(…); call$1 = rt.v0; }
 *     local n = math.max(a, b)  const n = first(fnField($math.v?.$max, $math.v, "max", "global math")(a, b));
 *
 * Governing text: Lua 5.2 manual §3.4.9.
 */
import type { CallExpression, Expression, FunctionBody, MethodCallExpression, VarargExpression } from "../ast.ts";
import { type Code, callText, held as heldIn, literal, type Temp, variable } from "./code.ts";
import { argumentsHoist, heldSpread, spreads } from "./hoisting.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { emitNewObject, newObject } from "./new-objects.ts";
import { operands } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";
import { at, stringLiteral, typeOnly } from "./text.ts";

type Call = CallExpression | MethodCallExpression;

/** A call's parts as text: the JavaScript function, and the arguments. */
export interface CallParts {
  readonly callee: Code;
  readonly arguments: readonly Code[];
  /** The function itself, where the compiler knows it. */
  readonly direct: FunctionBody | undefined;
  /** What is called, in Lua's words: `global print`. */
  readonly name: string | undefined;
}

/** The call's first value. */
export function emitCallValue(scope: FunctionScope, call: Call): Code {
  const object = call.kind === "Call" && !scope.once ? newObject(scope.module, call) : undefined;
  if (call.kind === "Call" && object !== undefined) return emitNewObject(scope, call, object);
  const intrinsic = scope.once ? undefined : intrinsicOf(scope.module, call);
  if (intrinsic !== undefined) return emitIntrinsic(scope, call, intrinsic, "value");
  const parts = callParts(scope, call);
  const text = applied(scope, call, parts);
  if (scope.module.suspension.suspends(call)) return scope.point(call, text, call, "value");
  if (isSingle(scope, parts)) return callText(text, [parts.callee, ...parts.arguments]);
  return callText(`${scope.module.use("first")}(${text})`, [parts.callee, ...parts.arguments]);
}

/** True if the call gives its one value as itself. */
function isSingle(scope: FunctionScope, { direct }: CallParts): boolean {
  return direct !== undefined && scope.module.suspension.single(direct);
}

/** The call's `Result`, to be read at once. */
export function emitCallResult(scope: FunctionScope, call: Call): Code {
  const intrinsic = scope.once ? undefined : intrinsicOf(scope.module, call);
  if (intrinsic !== undefined) return emitIntrinsic(scope, call, intrinsic, "result");
  const parts = callParts(scope, call);
  const text = applied(scope, call, parts);
  if (scope.module.suspension.suspends(call)) return scope.point(call, text, call, "result");
  return callText(text, [parts.callee, ...parts.arguments]);
}

/** The call for its effects. Where a deferred tail call may come back, `first` gets it done. */
export function emitCallStatement(scope: FunctionScope, call: Call): void {
  const result = emitCallResult(scope, call);
  if (scope.module.suspension.suspends(call)) return;
  const library = call.kind === "MethodCall" || scope.module.suspension.known(call);
  scope.line(library ? `${result.text};` : `${scope.module.use("first")}(${result.text});`);
}

/** All values of a call or of `...`, as text to be spread in a list. */
export function emitSpread(scope: FunctionScope, expression: Call | VarargExpression, held: boolean): Code {
  if (expression.kind === "Vararg") return { ...literal("...varargs$", "value"), simple: false };
  let result = emitCallResult(scope, expression);
  if (held && !result.simple && heldSpread(scope.module, expression)) result = heldIn(scope.temp("call", result.text));
  if (expression.kind === "Call" && expression.callee.kind === "LocalName") {
    const body = scope.module.suspension.functionOf(expression.callee.variable);
    if (body !== undefined && scope.module.suspension.single(body)) return { ...result, simple: false };
  }
  const spread = callText(`...${scope.module.use("results")}(${result.text})`, [result]);
  return result.simple ? { ...spread, spreads: result.text } : spread;
}

/** Callee and arguments, in Lua's order; the callee is saved if an argument needs statements before it. */
export function callParts(scope: FunctionScope, call: Call): CallParts {
  if (call.kind === "MethodCall") return methodParts(scope, call);
  const found = namedCallee(scope, call.callee);
  const saved = argumentsHoist(scope.module, call) && !found.code.stable ? functionTemp(scope, found.code) : found.code;
  const open = spreads(scope.module, call) ? "held" : false;
  const values = scope.holding(saved.temps, () => operands(scope, call.arguments, "early", open));
  return { callee: saved, arguments: values, direct: found.direct, name: found.name };
}

/** The function of a call that is no method call. */
export function namedCallee(
  scope: FunctionScope,
  expression: Expression,
): { code: Code; direct: FunctionBody | undefined; name: string | undefined } {
  if (expression.kind === "LocalName") {
    const direct = scope.module.suspension.functionOf(expression.variable);
    if (direct !== undefined) return { code: scope.read(expression.variable), direct, name: scope.describe(expression) };
  }
  const name = scope.describe(expression);
  const named = name === undefined ? "" : `, ${stringLiteral(name)}`;
  if (expression.kind === "Index" && expression.index.kind === "String" && !scope.once && name?.startsWith("field ") === true) {
    const field = scope.module.field(expression.index.value);
    if (field !== undefined) {
      const object = scope.simple(scope.value(expression.object));
      const objectName = scope.describe(expression.object);
      const objectNamed = objectName === undefined ? "" : `, ${stringLiteral(objectName)}`;
      const read = `(${scope.wide(object)} ?? ${scope.module.use("nothing")}()).${field}, ${object.text}, ${stringLiteral(expression.index.value)}${objectNamed}`;
      return {
        code: callText(scope.mark(expression, `${scope.module.use("fnField")}(${read})`), [object]),
        direct: undefined,
        name,
      };
    }
  }
  const value = scope.value(expression);
  return { code: callText(`${scope.module.use("fn")}(${value.text}${named})`, [value]), direct: undefined, name };
}

function methodParts(scope: FunctionScope, call: MethodCallExpression): CallParts {
  const { object, callee } = methodCallee(scope, call, argumentsHoist(scope.module, call) ? "saved" : "plain");
  return scope.holding([...object.temps, ...callee.temps], () => {
    const values = operands(scope, call.arguments, "early", "held");
    return { callee, arguments: [object, ...values], direct: undefined, name: `method ${call.method}` };
  });
}

/** The object of a method call and the method; `saved`: they stay what they are while the arguments are evaluated. */
export function methodCallee(
  scope: FunctionScope,
  call: MethodCallExpression,
  form: "plain" | "saved",
): { object: Code; callee: Code } {
  const object = scope.simple(scope.value(call.object));
  const field = scope.module.field(call.method);
  const name = scope.describe(call.object);
  const named = name === undefined || call.object.kind === "String" ? "" : `, ${stringLiteral(name)}`;
  const text = scope.wide(object);
  const read = object.type === "value" && field !== undefined && !scope.once ? methodRead(scope, call, text, field) : "undefined";
  const callee = callText(
    scope.mark(
      { ...call, line: call.selfLine },
      `${scope.module.use("fnMethod")}(${read}, ${object.text}, ${stringLiteral(`$${call.method}`)}${named})`,
    ),
    [object],
  );
  if (form === "plain") return { object, callee };
  return scope.holding(object.temps, () => ({
    // The object is an argument: it is copied before the others are evaluated.
    object: object.stable ? object : scope.saved(object),
    callee: functionTemp(scope, callee),
  }));
}

/** The inline read of a method: a string's from the string library, a table's from itself or up to two `__index` tables further. */
function methodRead(scope: FunctionScope, call: MethodCallExpression, object: string, field: string): string {
  if (intrinsicOf(scope.module, call) !== undefined) return `${object}?.${field}`;
  if (!scope.module.suspension.suspends(call))
    return `(typeof ${object} === "string" ? ${scope.module.use("rt")}.realm.strings?.index : ${object})?.${field}`;
  const none = `${scope.module.use("nothing")}()`;
  const hop = `${object}?.meta?.index`;
  return `(${object} ?? ${none}).${field} ?? (${hop} ?? ${none}).${field} ?? (${hop}?.meta?.index ?? ${none}).${field}`;
}

/** The function in a temporary of its own. */
export function functionTemp(scope: FunctionScope, callee: Code): Code {
  const temp: Temp = scope.temp("fn", callee.text);
  return { ...variable(temp.text, true), temps: [temp] };
}

/** In debug mode: the callee as it is called at this line. */
export function traced(scope: FunctionScope, call: Call, { callee, name }: CallParts, tail = false): Code {
  scope.plan.lines.add(call.line);
  const named = name === undefined ? "undefined" : stringLiteral(name);
  return callText(`${scope.module.use("debugTraced")}(${callee.text}, ${named}, ${call.line}${tail ? ", true" : ""})`, [callee]);
}

/** `f(a, b)`, as V8 places it: errors in a call are reported at the name called, or at the parenthesis. */
export function applied(scope: FunctionScope, call: Call, parts: CallParts): string {
  if (scope.module.debugging && !parts.callee.text.startsWith("debugTraced("))
    return applied(scope, call, { ...parts, callee: traced(scope, call, parts) });
  const last = parts.arguments.at(-1);
  const rest = parts.arguments.slice(0, -1);
  if (last?.spreads !== undefined && parts.callee.simple && rest.every((argument) => argument.simple)) {
    // One value is the usual case; making an array of it would cost more than the call.
    const { spreads, ...spread } = last;
    const single = variable(spreads, true);
    const many = applied(scope, call, { ...parts, arguments: [...rest, spread] });
    return `${spreads} === null ? ${many} : ${applied(scope, call, { ...parts, arguments: [...rest, single] })}`;
  }
  const { callee, direct } = parts;
  const list = [...parts.arguments.map((argument) => argument.text)];
  const name = parts.name;
  if (direct === undefined) {
    const mark = at(call, name);
    return callee.simple ? `${mark}${callee.text}(${list.join(", ")})` : `${callee.text}${mark}(${list.join(", ")})`;
  }
  const open = list.at(-1)?.startsWith("...") === true;
  const wanted = direct.parameters.length;
  if (!open) while (list.length < wanted) list.push("undefined");
  const fits = direct.info.vararg || (!open && list.length === wanted);
  const mark = at(call, name);
  if ((fits && !open) || !scope.module.options.types) return `${mark}${callee.text}(${list.join(", ")})`;
  const widened = `${typeOnly("(")}${callee.text}${typeOnly(` as ${scope.module.useType("LuaFunction")})`)}`;
  return `${widened}${mark}(${list.join(", ")})`;
}
