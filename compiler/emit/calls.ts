/**
 * Calls. A call that may suspend is a suspension point and stands in a statement of its own; other calls stay where they are:
 *
 *     local r = check(x)        let call$1 = fn($check.v, "global check")(x);
 *                               if (call$1 === null) { if (suspended(call$1)) return capture(…); call$1 = rt.v0; }
 *     local n = math.max(a, b)  const n = first(fnField($math.v?.$max, $math.v, "max", "global math")(a, b));
 *
 * Governing text: Lua 5.2 manual §3.4.9.
 */
import { KNOWN_CALLERS } from "../analyse/known-functions.ts";
import type { CallExpression, MethodCallExpression, VarargExpression } from "../ast.ts";
import { applied, type CallParts, callParts } from "./callees.ts";
import { ALL_VARARGS, type Code, callText, held as heldIn } from "./code.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import { emitIntrinsic } from "./intrinsics.ts";
import { emitBecomingObject, emitNewObject, objectMadeBy } from "./new-objects.ts";
import type { FunctionScope } from "./scope.ts";
import { emitSelect, selectsVarargs } from "./select.ts";
import { isSimple } from "./simple.ts";
import { directYield } from "./yields.ts";

type Call = CallExpression | MethodCallExpression;

/** The call's first value. */
export function emitCallValue(scope: FunctionScope, call: Call): Code {
  if (call.kind === "Call" && !scope.brief && selectsVarargs(scope.module, call)) return emitSelect(scope, call);
  const object = objectMadeBy(scope, call);
  if (object !== undefined) return emitNewObject(scope, object);
  const intrinsic = scope.brief ? undefined : intrinsicOf(scope.module, call);
  if (intrinsic !== undefined) return emitIntrinsic(scope, call, intrinsic, "value");
  const parts = callParts(scope, call);
  const text = applied(scope, call, parts);
  if (scope.module.suspension.suspends(call)) return callPoint(scope, call, text, parts, "value");
  const { direct } = parts;
  if (direct !== undefined && scope.module.suspension.single(direct))
    return callText(text, [parts.callee, ...parts.arguments], scope.module.types.result(direct));
  return callText(`${scope.module.use("first")}(${text})`, [parts.callee, ...parts.arguments]);
}

/** The call's `Result`, to be read at once. */
export function emitCallResult(scope: FunctionScope, call: Call): Code {
  const intrinsic = scope.brief ? undefined : intrinsicOf(scope.module, call);
  if (intrinsic !== undefined) return emitIntrinsic(scope, call, intrinsic, "result");
  const parts = callParts(scope, call);
  const text = applied(scope, call, parts);
  if (scope.module.suspension.suspends(call)) return callPoint(scope, call, text, parts, "result");
  return callText(text, [parts.callee, ...parts.arguments]);
}

function callPoint(scope: FunctionScope, call: Call, text: string, parts: CallParts, wants: "value" | "result"): Code {
  return scope.point(call, text, wants, { called: parts.name, direct: directYield(scope, call, parts) });
}

/** The call for its effects. Where a deferred tail call may come back, `first` gets it done. */
export function emitCallStatement(scope: FunctionScope, call: Call): void {
  const object = objectMadeBy(scope, call);
  if (object !== undefined) {
    emitBecomingObject(scope, object);
    return;
  }
  const result = emitCallResult(scope, call);
  if (scope.module.suspension.suspends(call)) {
    if (!result.simple) scope.line(`${result.text};`);
    return;
  }
  scope.line(isLibraryCall(scope, call) ? `${result.text};` : `${scope.module.use("first")}(${result.text});`);
}

/** A call of which nothing is to be done where nobody wants its results. */
function isLibraryCall(scope: FunctionScope, call: Call): boolean {
  const { suspension } = scope.module;
  return call.kind === "MethodCall" || (suspension.known(call) && !KNOWN_CALLERS.has(suspension.path(call.callee) ?? ""));
}

/**
 * The items that `unpack(t)` gives, in place where that is the library's own and `t` a short plain list: they are copied once, not through the registers.
 *
 *     f(unpack(t))   fn($f.v, "global f")(...unpackedItems($unpack.v, t) ?? results(fn($unpack.v, "global unpack")(t)))
 */
function itemsInPlace(scope: FunctionScope, call: Call | VarargExpression): string {
  if (call.kind !== "Call" || scope.brief || scope.module.debugging) return "";
  const { 0: list, length } = call.arguments;
  if (length !== 1 || list?.kind !== "LocalName" || scope.module.suspension.suspends(call)) return "";
  const { callee } = call;
  const path = scope.module.suspension.path(callee);
  if (path !== "unpack" && path !== "table.unpack") return "";
  if (callee.kind === "Index" ? callee.object.kind !== "GlobalName" : !isSimple(callee)) return "";
  const found = scope.value(callee.kind === "Index" ? callee.object : callee);
  const current = callee.kind === "Index" ? `${scope.wide(found)}?.${scope.module.field("unpack")}` : found.text;
  return `${scope.module.use("unpackedItems")}(${current}, ${scope.read(list.variable).text}) ?? `;
}

/** All values of a call or of `...`, as text to be spread in a list. */
export function emitSpread(scope: FunctionScope, expression: Call | VarargExpression, held: boolean): Code {
  if (expression.kind === "Vararg") return ALL_VARARGS;
  let result = emitCallResult(scope, expression);
  if (held && !result.simple) result = heldIn(scope.temp("call", result.text));
  const body = scope.module.suspension.calleeOf(expression);
  if (body !== undefined && scope.module.suspension.single(body)) return { ...result, simple: false };
  const own = itemsInPlace(scope, expression);
  const all = callText(`...${own}${scope.module.use("results")}(${result.text})`, [result]);
  const spread: Code = { ...all, many: own === "" ? "new" : "shared" };
  return result.simple ? { ...spread, spreads: result.text } : spread;
}
