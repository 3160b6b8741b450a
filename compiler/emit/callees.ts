/**
 * What a call calls, and with what: the function as text, found as Lua finds it, and the arguments in Lua's order.
 *
 * Governing text: Lua 5.2 manual §3.4.9.
 */
import type { CallExpression, Expression, FunctionBody, LocalVariable, MethodCallExpression, Span } from "../ast.ts";
import { type Code, callText, operation, type Temp, variable } from "./code.ts";
import { FRAME, note } from "./debug-mode.ts";
import { argumentsHoist, awaitsLookUp, heldSpread, spreads } from "./hoisting.ts";
import { readAs } from "./index-functions.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import { takesVarargs } from "./module.ts";
import { isMulti, operands, repeatable } from "./operands.ts";
import { operatorPoint, slowHelper } from "./operator-points.ts";
import type { FunctionScope } from "./scope.ts";
import { at, stringLiteral } from "./text.ts";

type Call = CallExpression | MethodCallExpression;

/** A call's parts as text: the JavaScript function, and the arguments. */
export interface CallParts {
  readonly callee: Code;
  readonly arguments: readonly Code[];
  /** The function itself, where the compiler knows it. */
  readonly direct: FunctionBody | undefined;
  /** What is called, in Lua's words: `global print`. */
  readonly name: string | undefined;
  /** Functions that the callee, a temporary, may well be: see method-constants.ts. */
  readonly likely?: readonly string[] | undefined;
  /** What is called, where the chunk defines `__call` and it may be an object: text that may be written several times. */
  readonly object?: Code;
}

/** Callee and arguments, in Lua's order; the callee is saved if an argument needs statements before it. */
export function callParts(scope: FunctionScope, call: Call): CallParts {
  if (call.kind === "MethodCall") return methodParts(scope, call);
  if (mayCallObject(scope, call)) return objectParts(scope, call);
  const found = awaitsLookUp(scope.module, call) ? awaitedField(scope, call.callee) : namedCallee(scope, call.callee);
  const saved = argumentsHoist(scope.module, call) && !found.code.stable ? functionTemp(scope, found.code) : found.code;
  const open = spreads(scope.module, call);
  const values = scope.holding(saved.temps, () => operands(scope, call.arguments, "early", open, heldSpread));
  return { callee: saved, arguments: values, direct: found.direct, name: found.name };
}

interface Callee {
  readonly code: Code;
  readonly direct: FunctionBody | undefined;
  readonly name: string | undefined;
}

/** The function of a call that is no method call. */
export function namedCallee(scope: FunctionScope, expression: Expression): Callee {
  if (expression.kind === "LocalName") {
    const direct = scope.module.suspension.functionOf(expression.variable);
    if (direct !== undefined) return { code: scope.read(expression.variable), direct, name: scope.describe(expression) };
  }
  const name = scope.describe(expression);
  if (expression.kind === "Index" && expression.index.kind === "String" && !scope.brief && name?.startsWith("field ") === true) {
    const field = scope.module.field(expression.index.value);
    if (field !== undefined) {
      const object = scope.simple(scope.value(expression.object));
      const literal = object.type === "string" || object.type === "number";
      const owner = literal ? scope.asTable(object).owner : `(${scope.wide(object)} ?? ${scope.module.use("nothing")}())`;
      const finder = literal ? undefined : scope.module.inherited?.finder("fnField", expression.index.value);
      const key = finder === undefined ? `, ${stringLiteral(expression.index.value)}` : "";
      const read = `${owner}.${field}, ${object.text}${key}${scope.named(expression.object)}`;
      return {
        code: callText(scope.mark(expression, `${finder ?? scope.module.use("fnField")}(${read})`), [object]),
        direct: undefined,
        name,
      };
    }
  }
  return valueCallee(scope, expression);
}

/** The same where the function is a value as any other. */
function valueCallee(scope: FunctionScope, expression: Expression): Callee {
  const value = scope.value(expression);
  return {
    code: callText(`${scope.module.use("fn")}(${value.text}${scope.named(expression)})`, [value]),
    direct: undefined,
    name: scope.describe(expression),
  };
}

/** A call of a variable in a chunk that defines `__call`. */
function mayCallObject(scope: FunctionScope, call: CallExpression): boolean {
  const { module } = scope;
  const { callee } = call;
  const last = call.arguments.at(-1);
  if (!module.calling || scope.brief || !module.suspension.suspends(call) || (last !== undefined && isMulti(last))) return false;
  return callee.kind === "LocalName" ? module.suspension.functionOf(callee.variable) === undefined : callee.kind === "GlobalName";
}

function objectParts(scope: FunctionScope, call: CallExpression): CallParts {
  const value = scope.value(call.callee);
  const object = value.stable ? value : scope.saved(value);
  return scope.holding(object.temps, () => {
    const values = repeatable(scope, operands(scope, call.arguments, "early"));
    const callee = callText(`${scope.module.use("fn")}(${object.text}${scope.named(call.callee)})`, [object]);
    const name = scope.describe(call.callee);
    return { callee, arguments: values, direct: undefined, name, ...(mayBeObject(object) ? { object } : {}) };
  });
}

function mayBeObject({ type }: Code): boolean {
  return type === "value" || type === "table";
}

function methodParts(scope: FunctionScope, call: MethodCallExpression): CallParts {
  const likely = scope.brief || !scope.module.suspension.suspends(call) ? undefined : scope.module.methods?.of(call.method);
  const form = likely !== undefined || argumentsHoist(scope.module, call) ? "saved" : "plain";
  const { object, callee } = methodCallee(scope, call, form);
  return scope.holding([...object.temps, ...callee.temps], () => {
    const values = operands(scope, call.arguments, "early", true, heldSpread);
    const name = `method ${call.method}`;
    const last = values.at(-1);
    const open = last?.many !== undefined;
    // All of `...` may be written several times, unlike the results of a call.
    if (likely === undefined || (open && !last.simple))
      return { callee, arguments: [object, ...values], direct: undefined, name };
    const list = open ? [...repeatable(scope, values.slice(0, -1)), last] : repeatable(scope, values);
    return { callee, arguments: [object, ...list], direct: undefined, name, likely };
  });
}

/** The object of a method call and the method; `saved`: they stay what they are while the arguments are evaluated. */
export function methodCallee(
  scope: FunctionScope,
  call: MethodCallExpression,
  form: "plain" | "saved",
): { object: Code; callee: Code } {
  const object = scope.simple(scope.value(call.object));
  if (awaitsLookUp(scope.module, call)) return awaitedMethod(scope, call, object);
  const read = methodRead(scope, call, object, form);
  // The runtime looks into the object, too, where nothing was read of it here.
  const named = readAs(
    call.object.kind === "String" ? "" : scope.named(call.object),
    call.method,
    read === undefined ? undefined : scope.module.indexing,
  );
  const finder = read === undefined ? undefined : deepFinder(scope, call);
  const key = finder === undefined ? `, ${stringLiteral(`$${call.method}`)}` : "";
  const callee = callText(
    scope.mark(
      { ...call, line: call.selfLine },
      `${finder ?? scope.module.use("fnMethod")}(${read ?? "undefined"}, ${object.text}${key}${named})`,
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

/** The function in a field where an `__index` function may wait. */
function awaitedField(scope: FunctionScope, callee: Expression): Callee {
  if (callee.kind !== "Index" || callee.index.kind !== "String") return valueCallee(scope, callee);
  const name = callee.index.value;
  const field = scope.module.field(name);
  const object = scope.simple(scope.value(callee.object));
  const inPlace = field !== undefined && !scope.brief && (object.type === "value" || object.type === "table");
  const read = inPlace ? `(${scope.wide(object)} ?? ${scope.module.use("nothing")}()).${field}` : undefined;
  const found = scope.holding(object.temps, () =>
    awaitedLookUp(scope, callee, object, read, name, scope.named(callee.object), callee),
  );
  const code = callText(`${scope.module.use("fn")}(${found.text}${scope.named(callee)})`, [found]);
  return { code, direct: undefined, name: scope.describe(callee) };
}

/** The method where an `__index` function may wait. */
function awaitedMethod(scope: FunctionScope, call: MethodCallExpression, value: Code): { object: Code; callee: Code } {
  const object = value.stable ? value : scope.saved(value);
  return scope.holding(object.temps, () => {
    const read = methodRead(scope, call, object, "saved");
    const place = { ...call, line: call.selfLine };
    const named = call.object.kind === "String" ? "" : scope.named(call.object);
    const found = awaitedLookUp(scope, place, object, read, call.method, named, scope.plan.key(call, "method"));
    const name = stringLiteral(`method ${call.method}`);
    return { object, callee: functionTemp(scope, callText(`${scope.module.use("fn")}(${found.text}, ${name})`, [found])) };
  });
}

/** What `read` does not find in an object is found at a suspension point of its own. */
function awaitedLookUp(
  scope: FunctionScope,
  place: Span,
  object: Code,
  read: string | undefined,
  name: string,
  named: string,
  key: object,
): Code {
  const inline = read === undefined ? undefined : scope.saved(operation(read, [object]));
  const slow = scope.markAny(place, `${slowHelper(scope, "index")}(${object.text}, ${stringLiteral(name)}${named})`);
  const inPlace = inline === undefined ? undefined : { condition: `${inline.text} !== undefined`, text: inline.text };
  return operatorPoint(scope, place, "index", inPlace, slow, key);
}

/** The inline read of a method: a string's from the string library, a table's from itself or up to two `__index` tables further. */
function methodRead(scope: FunctionScope, call: MethodCallExpression, value: Code, form: "plain" | "saved"): string | undefined {
  const field = scope.module.field(call.method);
  if ((value.type !== "value" && value.type !== "table") || field === undefined || scope.brief) return undefined;
  const object = scope.wide(value);
  // Where strings have gone another way before.
  if (form === "plain" && intrinsicOf(scope.module, call) !== undefined) return `${object}?.${field}`;
  if (!scope.module.suspension.suspends(call))
    return `(typeof ${object} === "string" ? ${scope.module.use("rt")}.strings : ${object})?.${field}`;
  const none = `${scope.module.use("nothing")}()`;
  const hop = `${object}?.meta?.index`;
  return `(${object} ?? ${none}).${field} ?? (${hop} ?? ${none}).${field} ?? (${hop}?.meta?.index ?? ${none}).${field}`;
}

/** What goes on looking for a method where the inline read was of a table and two more (inherited-names.ts). */
function deepFinder(scope: FunctionScope, call: MethodCallExpression): string | undefined {
  const { module } = scope;
  const tables = module.suspension.suspends(call) && intrinsicOf(module, call) === undefined;
  return tables ? module.inherited?.finder("fnMethod", call.method) : undefined;
}

/** The function in a temporary of its own. */
export function functionTemp(scope: FunctionScope, callee: Code): Code {
  const temp: Temp = scope.temp("fn", callee.text);
  return { ...variable(temp.text, true), temps: [temp] };
}

/** In debug mode: a call at a line, or the function that makes it once the caller has ended. */
export function traced(
  scope: FunctionScope,
  way: "debugCall" | "debugTail",
  callee: string,
  name: string | undefined,
  line: number,
  values: readonly string[],
): string {
  note(scope, line);
  const named = name === undefined ? "undefined" : stringLiteral(name);
  return `${scope.module.use(way)}(${[FRAME, callee, named, line, ...values].join(", ")})`;
}

/** An argument of a function that the compiler knows. */
function passed(scope: FunctionScope, argument: Code, parameter: LocalVariable): string {
  const type = scope.module.codeTypeOf(parameter);
  return type === "value" || argument.type === type ? argument.text : scope.fitted(argument, scope.module.typeOf(parameter));
}

/** `f(a, b)`, as V8 places it: errors in a call are reported at the name called, or at the parenthesis. */
export function applied(scope: FunctionScope, call: Call, parts: CallParts): string {
  if (parts.likely !== undefined) {
    const { likely, ...general } = parts;
    const places = scope.mode === "fast" ? likely : [];
    const one = (name: string): string =>
      `${parts.callee.text} === ${name} ? ${applied(scope, call, { ...general, callee: variable(name, true) })} : `;
    return places.map(one).join("") + applied(scope, call, general);
  }
  if (parts.object !== undefined) {
    const { object, ...general } = parts;
    if (scope.mode !== "fast" || call.kind === "MethodCall") return applied(scope, call, general);
    const handler = callText(`${scope.module.use("called")}(${object.text}${scope.named(call.callee)})`, [object]);
    const byHandler = applied(scope, call, { ...general, callee: handler, arguments: [object, ...parts.arguments] });
    if (object.type !== "value") return byHandler;
    const itself = applied(scope, call, { ...general, callee: object });
    return `typeof ${object.text} === "function" ? ${itself} : ${byHandler}`;
  }
  const last = parts.arguments.at(-1);
  const rest = last?.spreads === undefined || !parts.callee.simple ? undefined : parts.arguments.slice(0, -1);
  if (last?.spreads !== undefined && rest?.every((argument) => argument.simple) === true) {
    // One value is the usual case; making an array of it would cost more than the call.
    const { spreads, ...spread } = last;
    const single = variable(spreads, true);
    const many = applied(scope, call, { ...parts, arguments: [...rest, spread] });
    return `${spreads} === null ? ${many} : ${applied(scope, call, { ...parts, arguments: [...rest, single] })}`;
  }
  const { callee, direct } = parts;
  const list = parts.arguments.map((argument, i) => {
    const parameter = direct?.parameters[i];
    const fits = parameter === undefined || argument.many !== undefined;
    return fits ? argument.text : passed(scope, argument, parameter);
  });
  const name = parts.name ?? ""; // a call without a name must not pass for the one before it on its line
  if (direct === undefined) {
    const mark = at(call, name);
    if (scope.module.debugging) return `${mark}${traced(scope, "debugCall", callee.text, parts.name, call.line, list)}`;
    return callee.simple ? `${mark}${callee.text}(${list.join(", ")})` : `${callee.text}${mark}(${list.join(", ")})`;
  }
  const open = last?.many !== undefined;
  const wanted = direct.parameters.length;
  if (!open) while (list.length < wanted) list.push("undefined");
  const fits = takesVarargs(direct) || (!open && list.length === wanted);
  const mark = at(call, name);
  // Of several locals in one statement each is a variable of its own, which may hold anything for all that TypeScript knows.
  const loose =
    call.kind === "Call" && call.callee.kind === "LocalName" && scope.module.storage(call.callee.variable) === "chunk";
  if ((fits && !open && !loose) || !scope.module.options.types) return `${mark}${callee.text}(${list.join(", ")})`;
  const { module } = scope;
  const given = module.suspension.single(direct) ? module.resultType(direct) : undefined;
  const type =
    given === undefined
      ? module.useType("LuaFunction")
      : `(...values: ${module.useType("Value")}[]) => ${module.useTypesIn(given)}`;
  const widened = `(${callee.text} as ${type})`;
  return `${widened}${mark}(${list.join(", ")})`;
}
