/** `local` and assignment. Governing text: Lua 5.2 manual §3.3.3, §3.3.7. */
import type { AssignmentStatement, Expression, GlobalName, IndexExpression, LocalName, LocalStatement } from "../ast.ts";
import { bytesOf } from "./bytes.ts";
import { emitCallResult } from "./calls.ts";
import { type Code, callText, held, literal, numericKey, operation, position, positive, summed, withinItems } from "./code.ts";
import { lastLine } from "./debug-lines.ts";
import { emitStep, emitStepTo } from "./debug-mode.ts";
import { mayFill } from "./filling.ts";
import { emitClosure, placement } from "./functions.ts";
import { hoists } from "./hoisting.ts";
import { constantKey, zeroList } from "./items.ts";
import { keptRow, type Row } from "./kept-rows.ts";
import { isMulti, isReadLate, mayCall, operands } from "./operands.ts";
import { operatorName, slowHelper } from "./operator-points.ts";
import { itemAnew } from "./read-chains.ts";
import type { FunctionScope } from "./scope.ts";
import { isLiteralExpression, isSimple } from "./simple.ts";
import { stringLiteral } from "./text.ts";

const NIL = literal("undefined", "nil");

/** `local a, b = 1, f()`: a local that is never reassigned is a `const`; a function bound to one for good may stand at chunk level (functions.ts). */
export function emitLocal(scope: FunctionScope, statement: LocalStatement): void {
  const { variables, values } = statement;
  const variable = variables[0];
  const value = values[0];
  if (
    variables.length === 1 &&
    values.length === 1 &&
    variable !== undefined &&
    value?.kind === "Function" &&
    !variable.assigned
  ) {
    const chunk = placement(scope) === "chunk";
    const code = emitClosure(scope, value, variable.name, chunk || scope.module.stepping ? variable : undefined);
    if (chunk) return;
    scope.declare(variable);
    scope.initialise(variable, code);
    return;
  }
  const codes = adjusted(scope, values, variables.length, hintsOf(variables.map((local) => local.name)));
  variables.forEach((local, i) => {
    const code = codes[i] ?? NIL;
    scope.declare(local);
    if (!local.assigned) scope.module.learnType(local, code.type);
    scope.module.expect(local, code.least);
    scope.module.learnConstant(local, code);
    scope.module.learnLiteral(local, values[i]);
    scope.initialise(local, code);
  });
}

type Target = LocalName | GlobalName | IndexExpression;

/** `a, t.x = b, c`: all expressions are evaluated before any is assigned (Lua 5.1 manual §2.4.3). */
export function emitAssignment(scope: FunctionScope, statement: AssignmentStatement): void {
  const { targets, values } = statement;
  const target = targets[0];
  const value = values[0];
  if (targets.length === 1 && values.length === 1 && target !== undefined && value !== undefined)
    emitSingle(scope, target, value);
  else emitMultiple(scope, targets, values);
}

function hintsOf(names: readonly (string | undefined)[]): (i: number) => string | undefined {
  return (i) => names[i];
}

function hintOf(target: Target): string | undefined {
  switch (target.kind) {
    case "LocalName":
      return target.variable.name;
    case "GlobalName":
      return target.name;
    case "Index":
      return target.index.kind === "String" ? target.index.value : undefined;
  }
}

function assignedValue(scope: FunctionScope, value: Expression, hint: string | undefined): Code {
  return value.kind === "Function" ? emitClosure(scope, value, hint) : scope.value(value);
}

function emitSingle(scope: FunctionScope, target: Target, value: Expression): void {
  // PUC Lua stores what a function statement defines at the line where it begins.
  const defines = scope.module.debugging && value.kind === "Function" && value.function.info.name !== undefined;
  if (target.kind !== "Index") {
    const assigned = assignedValue(scope, value, hintOf(target));
    if (defines) emitStep(scope, scope.module.lineOf(target.start));
    store(scope, target, assigned);
    return;
  }
  if (isAppend(target) && !scope.module.suspension.operators) {
    emitAppend(scope, target, value);
    return;
  }
  const calls = mayCall(value);
  const keep = (code: Code, expression: Expression): Code => {
    const stays = code.stable || (code.simple && (!calls || code.list !== undefined));
    return stays || isReadLate(scope, expression, expression === target.object) ? code : scope.saved(code);
  };
  const { object, index } = placeOf(scope, target, keep, isSimple(value));
  const key = constantKey(scope, target.index) ?? scope.holding(object.temps, () => keep(index, target.index));
  const code = scope.holding([...object.temps, ...key.temps], () => {
    const assigned = assignedValue(scope, value, hintOf(target));
    const isFirst = isReadLate(scope, target.object, true) || isReadLate(scope, target.index);
    return calls && isFirst ? scope.simple(assigned) : assigned;
  });
  if (value.kind === "Function") emitStepTo(scope, lastLine(scope, value));
  if (defines) emitStep(scope, scope.module.lineOf(target.start));
  storeIndex(scope, target, object, key, code, [value]);
}

/** The operands of the place that is assigned; the object is kept, or is the row that the loop keeps. */
function placeOf(
  scope: FunctionScope,
  { object, index }: IndexExpression,
  keep: (code: Code, expression: Expression) => Code,
  atOnce: boolean,
): { readonly object: Code; readonly index: Code } {
  const row = keptRow(scope.loopLists, object);
  if (row !== undefined && object.kind === "Index" && !hoists(scope.module, index)) {
    const kept = rowObject(scope, object, row, atOnce);
    return { object: kept, index: scope.holding(kept.temps, () => scope.value(index)) };
  }
  const [objectCode, indexCode] = operands(scope, [object, index], "index");
  if (objectCode === undefined || indexCode === undefined) throw new Error("an index without operands");
  return { object: keep(objectCode, object), index: indexCode };
}

/**
 * The object of a store into a row that the loop keeps. Lua finds it before the value is computed: where that takes more than a name, the row stays
 * what it is then.
 */
function rowObject(scope: FunctionScope, place: IndexExpression, { name, isField }: Row, atOnce: boolean): Code {
  const apart = !isField;
  const found = itemAnew(scope, place);
  if (atOnce) return { ...callText(found, []), list: name, apart };
  const list = scope.temp("table", name);
  const read = `${list.text} === ${scope.module.use("noList")} ? ${scope.keeping(found)} : ${list.text}`;
  const object = scope.holding([list], () => scope.temp("value", read));
  return { ...held(object), temps: [list, object], list: list.text, apart };
}

/** `t[#t + 1]` for a local `t`. */
function isAppend({ object, index }: IndexExpression): boolean {
  if (object.kind !== "LocalName" || index.kind !== "Binary" || index.operator !== "+") return false;
  const { left, right } = index;
  if (left.kind !== "Unary" || left.operator !== "#" || left.operand.kind !== "LocalName") return false;
  return left.operand.variable === object.variable && right.kind === "Number" && right.value === 1;
}

/** `t[#t + 1] = v` → `push(t, v, "local t")`, or `append(t, len(t), v, "local t")` where `v` is more than a name. */
function emitAppend(scope: FunctionScope, target: IndexExpression, value: Expression): void {
  const { module } = scope;
  const found = scope.value(target.object);
  const name = stringLiteral(scope.describe(target.object) ?? "");
  // A global may ask the metatable of the globals.
  if (isSimple(value) && value.kind !== "GlobalName") {
    const code = assignedValue(scope, value, undefined);
    scope.line(scope.mark(target, `${module.use("push")}(${found.text}, ${code.text}, ${name});`));
    return;
  }
  const late = isReadLate(scope, target.object, true);
  const object = found.stable || late ? found : scope.saved(found);
  const length = callText(scope.mark(target.index, `${module.use("len")}(${object.text}, ${name})`), [object]);
  const n = late || hoists(module, value) ? scope.saved(length) : length;
  const code = scope.holding([...object.temps, ...n.temps], () => {
    const assigned = assignedValue(scope, value, undefined);
    return late ? scope.simple(assigned) : assigned;
  });
  scope.line(scope.mark(target, `${module.use("append")}(${object.text}, ${n.text}, ${code.text}, ${name});`));
}

/** Targets are evaluated first, then the values; the stores go from right to left, as in PUC Lua. */
function emitMultiple(scope: FunctionScope, targets: readonly Target[], values: readonly Expression[]): void {
  const before = scope.heldCount;
  const stores = targets.map((target, i): ((code: Code) => void) => {
    if (target.kind !== "Index") return (code) => store(scope, target, code);
    // Locals that are assigned before the place is: PUC Lua copies them (`check_conflict`).
    const assigned = targets.slice(i + 1).flatMap((later) => (later.kind === "LocalName" ? [later.variable] : []));
    const fixed = (expression: Expression): Code => {
      const code = scope.value(expression);
      if (expression.kind === "LocalName" && assigned.includes(expression.variable)) return scope.saved(code);
      return code.simple && (code.stable || isReadLate(scope, expression, expression === target.object))
        ? code
        : scope.saved(code);
    };
    const object = fixed(target.object);
    scope.hold(object.temps);
    const key = constantKey(scope, target.index) ?? fixed(target.index);
    scope.hold(key.temps);
    const moves = key.sum !== undefined && assigned.some((local) => scope.place(local) === key.sum?.base);
    return (code) => storeIndex(scope, target, object, moves ? summed(key, undefined) : key, code, values);
  });
  const codes = adjusted(scope, values, targets.length, hintsOf(targets.map(hintOf)), true);
  for (let i = stores.length - 1; i >= 0; i--) {
    const left = codes.slice(0, i).flatMap(({ temps }) => temps);
    scope.holding(left, () => stores[i]?.(codes[i] ?? NIL));
  }
  scope.releaseTo(before);
}

function store(scope: FunctionScope, target: LocalName | GlobalName, code: Code): void {
  const local = target.kind === "LocalName" ? target.variable : undefined;
  const number = target.kind === "GlobalName" ? scope.loopNumbers?.get(target.name) : undefined;
  if (number !== undefined) {
    scope.line(scope.mark(target, `${number} = ${scope.fitted(code, "number")};`));
    return;
  }
  const place = target.kind === "GlobalName" ? `${scope.cell(target.name)}.v` : scope.place(target.variable);
  const boxed = local === undefined || scope.module.storage(local) === "box";
  const stored = `${place} = ${scope.fitted(code, boxed ? "Value" : scope.module.typeOf(local))}`;
  const name = target.kind === "GlobalName" && mayEmpty(scope, code) ? stringLiteral(target.name) : undefined;
  const emptied =
    code.type === "nil" ? `${stored}; env.emptied(${name});` : `if ((${stored}) === undefined) env.emptied(${name});`;
  scope.line(scope.mark(target, name === undefined ? `${stored};` : emptied));
}

/** Whether a global that becomes this value has to be told: it may be nil, and what asks for it then a metatable (runtime/globals.ts). */
function mayEmpty({ module }: FunctionScope, { type }: Code): boolean {
  return type === "nil" || (type === "value" && module.watchesGlobals);
}

/** What stands before the store of `self.__index = self` in a constructor: nothing is done where it is so already. */
function inItself(scope: FunctionScope, object: Code, field: string | undefined, value: Code): string {
  const { plan, brief } = scope;
  const isTable = object.type === "value" || object.type === "table";
  if (field === undefined || !isTable || brief || plan.isMain || !object.simple || object.text !== value.text) return "";
  const { text, checks } = scope.asTable(object);
  return `if (!(${[...checks, `${text}.${field} === ${value.text}`].join(" && ")})) `;
}

/**
 * `t.x = v` → `if (t !== undefined && (t.$x !== undefined || t.meta?.open)) t.$x = v; else setfield(t, "x", v, "local t");`
 * `t[i] = v` → `if (typeof i === "number" && t !== undefined && t.arr !== undefined && t.arr[i - 1] !== undefined && v !== undefined)
 * t.arr[i - 1] = v; else setindex(t, i, v, "local t");`; keys that are expected to begin with 0 have a way of their own to that place.
 */
function storeIndex(
  scope: FunctionScope,
  target: IndexExpression,
  object: Code,
  key: Code,
  value: Code,
  /** The right side of the assignment. */
  values: readonly Expression[],
): void {
  const { module } = scope;
  const named = scope.named(target.object);
  const constant = target.index.kind === "String" ? target.index.value : undefined;
  const field = constant === undefined ? undefined : module.field(constant);
  const helper = constant === undefined ? "setindex" : "setfield";
  if (module.suspension.operators) {
    const text = scope.mark(target, `${slowHelper(scope, helper)}(${object.text}, ${key.text}, ${value.text}${named})`);
    const stored = scope.point(target, text, "result", { called: operatorName(helper) });
    if (!stored.simple) scope.line(`${stored.text};`);
    return;
  }
  const slow = (text: string): string =>
    `${scope.markAny(target, `${module.use(helper)}(${object.text}, ${key.text}, ${text}${named})`)};`;
  const event = constant?.startsWith("__") === true;
  const inline =
    (object.type === "value" || object.type === "table") &&
    !scope.brief &&
    !event &&
    object.text !== key.text &&
    (constant === undefined ? key.type === "value" || key.type === "number" : field !== undefined);
  if (!inline) {
    scope.line(inItself(scope, object, field, value) + slow(value.text));
    return;
  }
  scope.holding([...object.temps, ...key.temps], () => {
    const v = value.simple ? value : scope.saved(value);
    if (field !== undefined) {
      const table = scope.asTable(object);
      const { text } = table;
      const writable = `${text}.${field} !== undefined || ${text}.meta${object.type === "table" ? "" : "?"}.open`;
      const condition = table.checks.length === 0 ? writable : `${table.checks.join(" && ")} && (${writable})`;
      scope.line(`if (${condition}) ${table.owner}.${field} = ${v.text}; else ${slow(v.text)}`);
      return;
    }
    const table = scope.asList(object);
    const item = `${table.items}[${position(key)}]`;
    const placed = positive(key);
    const given = v.type === "value" ? [`${v.text} !== undefined`] : [];
    const listed = [
      ...table.checks,
      ...table.itemChecks,
      ...(object.apart === true ? [] : (scope.loopLists?.bases ?? []).map((base) => `${table.text} !== ${base}`)),
    ];
    const checks = [
      ...numericKey(key),
      ...(placed ?? []),
      ...listed,
      // Where a loop fills the table, the array itself is not asked for what it does not have yet. The empty array that all tables begin with would
      // be among those that V8 sees there, and V8 boxes the numbers of the others to make them all of its kind.
      ...(mayFill(target, values) ? [withinItems(key, table.items)] : []),
      `${item} !== undefined`,
      ...given,
    ];
    const otherwise = (): string => {
      const grows = object.apart === true && mayFill(target, values);
      const appended = grows ? `if (!${module.use("grow")}(${table.text}, ${key.text}, ${v.text})) ` : "";
      return appended + slow(v.text);
    };
    const atZero = (): string => {
      const zero = zeroList(scope, table.owner);
      const isZero = key.text === "0" ? [] : [`${key.text} === 0`];
      const condition = [...isZero, ...listed, `${zero}.length > 0`, ...given].join(" && ");
      return `if (${condition}) ${zero}[0] = ${v.text}; else ${placed === undefined ? slow(v.text) : otherwise()}`;
    };
    if (v.type === "nil" || (placed === undefined && key.text !== "0")) scope.line(slow(v.text));
    else if (placed === undefined) scope.line(atZero());
    else scope.line(`if (${checks.join(" && ")}) ${item} = ${v.text}; else ${key.least === 0 ? atZero() : otherwise()}`);
  });
}

/**
 * The values adjusted to `wanted` ones: missing ones are nil, superfluous ones are evaluated and forgotten, a call or `...` at the end
 * gives as many as are missing. `crossed`: the places to be assigned may be read by later values, and the last is assigned first, so that
 * values which can change are saved.
 */
export function adjusted(
  scope: FunctionScope,
  values: readonly Expression[],
  wanted: number,
  hint: (i: number) => string | undefined,
  crossed = false,
): Code[] {
  const last = values.at(-1);
  const missing = wanted - values.length;
  const open = missing > 0 && isMulti(last);
  const plain = open ? values.slice(0, -1) : values;
  const lastHoisting = open ? values.length : values.findLastIndex((value) => hoists(scope.module, value));
  const codes: Code[] = [];
  const before = scope.heldCount;
  for (const [i, expression] of plain.entries()) {
    let code = assignedValue(scope, expression, hint(i));
    const later = i < values.length - 1;
    if (i >= wanted) {
      if (!code.simple) scope.line(`${code.text};`);
      code = NIL;
    } else if (
      crossed
        ? !(isLiteralExpression(expression) || (!later && i === wanted - 1 && isSimple(expression)))
        : later && (lastHoisting > i || values.length > wanted) && !code.stable
    )
      code = scope.saved(code);
    codes.push(code);
    scope.hold(code.temps);
  }
  if (open && last !== undefined) codes.push(...spreadValues(scope, last, missing + 1, crossed));
  scope.releaseTo(before);
  while (codes.length < wanted) codes.push(NIL);
  return codes;
}

function spreadValues(scope: FunctionScope, expression: Expression, wanted: number, crossed: boolean): Code[] {
  if (expression.kind === "Vararg")
    return Array.from({ length: wanted }, (_, i) => ({ ...NIL, type: "value" as const, text: `varargs$[${i}]` }));
  if (expression.kind !== "Call" && expression.kind !== "MethodCall") throw new Error("neither a call nor ...");
  const bytes = bytesOf(scope, expression, wanted);
  const flag = bytes === undefined ? undefined : held(scope.temp("flag", bytes.condition), "boolean");
  let result = scope.holding(flag?.temps ?? [], () => emitCallResult(scope, expression));
  if (flag !== undefined) result = held(scope.temp("call", `${flag.text} ? undefined : ${result.text}`));
  else if (!result.simple) result = held(scope.temp("call", result.text));
  // The registers are read at once, before anything else can run.
  return Array.from({ length: wanted }, (_, i) => {
    const read = nthValue(scope, result, i);
    const text = flag === undefined ? read : `${flag.text} ? ${bytes?.texts[i]} : ${read}`;
    if (crossed) return held(scope.temp("value", text));
    return flag === undefined ? callText(text, [result]) : operation(text, [flag, result]);
  });
}

const READERS = ["first", "second", "third"] as const;

/** The value with this number, from 0, of a `Result`. */
export function nthValue({ module }: FunctionScope, result: Code, i: number): string {
  const reader = READERS[i];
  return reader === undefined ? `${module.use("nth")}(${result.text}, ${i})` : `${module.use(reader)}(${result.text})`;
}
