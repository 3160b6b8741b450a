/**
 * `return`, with proper tail calls: `return f(x)` calls f directly while few tail calls are on the JavaScript stack; past that, it hands
 * function and arguments to the nearest caller that waits for a value. Governing text: Lua 5.2 manual §3.3.4, §3.4.9.
 */
import type { TAIL_CALL } from "../../runtime/script-info.ts";
import type { CallExpression, MethodCallExpression, ReturnStatement } from "../ast.ts";
import { applied, callParts, functionTemp, traced } from "./callees.ts";
import { emitCallResult } from "./calls.ts";
import { withLineOfReturn } from "./debug-mode.ts";
import type { Module } from "./module.ts";
import { emitReturnedObject, objectMadeBy } from "./new-objects.ts";
import { isMulti, operands } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";
import { countsVarargs, emitReturnedCount } from "./select.ts";
import { at } from "./text.ts";

/** More tail calls than this on the JavaScript stack are unwound. */
const MAX_TAILS = 200;

/** Marks the callee of a tail call for tracebacks. */
const TAIL: typeof TAIL_CALL = "tail ";

/** `return f(x)` is a tail call; several values go into the machine's registers (`runtime/results.ts`). */
export function emitReturn(scope: FunctionScope, statement: ReturnStatement): void {
  const { module } = scope;
  const only = statement.values[0];
  if (only === undefined) {
    scope.line(`return ${module.use("none")}();`);
    return;
  }
  if (statement.values.length === 1) {
    if (only.kind === "Call" || only.kind === "MethodCall") emitTailCall(scope, only);
    else if (only.kind === "Vararg") scope.line(`return ${module.use("several")}(varargs$);`);
    else {
      const value = withLineOfReturn(scope, only, scope.value(only));
      const { body } = scope.plan;
      const single = scope.mode === "fast" && module.suspension.single(body);
      const type = single ? module.resultType(body) : "Value";
      scope.line(`return ${type === "Value" ? value.text : scope.fitted(value, type)};`);
    }
    return;
  }
  const values = operands(scope, statement.values, "early", true);
  const list = values.map((value) => value.text).join(", ");
  if (isMulti(statement.values.at(-1)) || values.length > 3) scope.line(`return ${module.use("several")}([${list}]);`);
  else scope.line(`return ${module.use(values.length === 2 ? "pair" : "triple")}(${list});`);
}

/** Library functions that may suspend: they do not take the place of their caller, which tracebacks show. */
const SUSPENDING: ReadonlySet<string | undefined> = new Set(["coroutine.yield", "pcall", "xpcall", "dofile"]);

function keepsCaller(module: Module, call: CallExpression): boolean {
  return !module.debugging && SUSPENDING.has(module.suspension.path(call.callee));
}

function emitTailCall(scope: FunctionScope, call: CallExpression | MethodCallExpression): void {
  const { module } = scope;
  const object = objectMadeBy(scope, call);
  if (object !== undefined) {
    emitReturnedObject(scope, object);
    return;
  }
  const library =
    call.kind === "MethodCall" ? !module.suspension.suspends(call) : module.suspension.known(call) || keepsCaller(module, call);
  if (call.kind === "Call" && !scope.brief && countsVarargs(module, call)) {
    scope.line(`return ${emitReturnedCount(scope, call)};`);
    return;
  }
  if (library) {
    scope.line(`return ${emitCallResult(scope, call).text};`);
    return;
  }
  const found = callParts(scope, call);
  const parts = module.debugging ? found : { ...found, name: `${TAIL}${found.name ?? ""}` };
  if (!module.debugging && parts.direct !== undefined && module.suspension.leaf(parts.direct)) {
    // A chain of calls ends there, so the stack cannot grow.
    scope.line(`return ${applied(scope, call, parts)};`);
    return;
  }
  // Function and arguments are written twice, so they must be cheap and plain.
  const callee = parts.callee.simple ? parts.callee : functionTemp(scope, parts.callee);
  const values = scope.holding(callee.temps, () =>
    parts.arguments.map((value) => {
      if (value.spreads !== undefined || value.simple) return value;
      return value.many === undefined ? scope.saved(value) : { ...value, text: `...${scope.list(value)}`, simple: true };
    }),
  );
  const direct = applied(scope, call, { ...parts, callee, arguments: values });
  if (module.debugging) {
    const tail = traced(scope, "debugTail", callee.text, parts.name, call.line, []);
    scope.line(`if (${module.use("debugDirect")}(${callee.text})) return ${direct};`);
    scope.line(`${module.use("rt")}.tails++;`);
    scope.line(`return ${at(call)}${module.use("defer")}(${[tail, ...values.map((value) => value.text)].join(", ")});`);
    return;
  }
  const typed = scope.module.options.types && parts.direct?.parameters.some((p) => module.codeTypeOf(p) !== "value") === true;
  const deferring = typed ? `${callee.text} as ${module.useType("LuaFunction")}` : callee.text;
  const deferred = [deferring, ...values.map((value) => value.text)].join(", ");
  scope.line(
    `return ++${module.use("rt")}.tails < ${MAX_TAILS} ? ${module.use("untail")}(${direct}) : ${at(call)}${module.use("defer")}(${deferred});`,
  );
}
