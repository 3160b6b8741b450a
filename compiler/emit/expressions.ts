/** Values: every kind of expression to the text of its one value. Governing text: Lua 5.2 manual §3.4. */
import type { Expression, IndexExpression, LogicalExpression, UnaryExpression } from "../ast.ts";
import { emitCallValue } from "./calls.ts";
import {
  type Code,
  callText,
  expecting,
  held,
  isLiteral,
  literal,
  numeric,
  numericKey,
  oneOf,
  operand,
  operation,
  variable,
} from "./code.ts";
import { emitCondition } from "./conditions.ts";
import { emitConstructor } from "./constructors.ts";
import type { TableAccess } from "./form-variables.ts";
import { choiceOf, hoists } from "./hoisting.ts";
import { readAs } from "./index-functions.ts";
import { constantKey, itemRead } from "./items.ts";
import { operands } from "./operands.ts";
import { emitOperation, operatorPoint, slowHelper } from "./operator-points.ts";
import { emitArithmetic, emitComparison, emitConcat } from "./operators.ts";
import { chainedList, type ListRead } from "./read-chains.ts";
import type { FunctionScope } from "./scope.ts";
import { numberLiteral, stringLiteral } from "./text.ts";

/** Exactly one value: of calls and `...` the first. Writes statements first where the expression needs them. */
export function emitValue(scope: FunctionScope, expression: Expression): Code {
  switch (expression.kind) {
    case "Nil":
      return literal("undefined", "nil");
    case "Boolean":
      return literal(String(expression.value), "boolean");
    case "Number":
      return expecting(literal(numberLiteral(expression.value, expression.raw), "number"), expression.value);
    case "String":
      return literal(stringLiteral(expression.value), "string");
    case "Vararg":
      return { ...callText("varargs$[0]", []), stable: true };
    case "Function":
      return scope.emitters.closure(scope, expression, undefined);
    case "LocalName":
      return (scope.loopDepth > 0 ? scope.module.constant(expression.variable) : undefined) ?? scope.read(expression.variable);
    case "GlobalName": {
      const number = scope.loopNumbers?.get(expression.name);
      if (number !== undefined) return variable(number, false, "number");
      const list = scope.loopLists?.globals.get(expression.name);
      const text = `${scope.cell(expression.name)}.v`;
      const code = scope.module.watchesGlobals ? callText(text, []) : variable(text, false);
      return list === undefined ? code : { ...code, list };
    }
    case "Index":
      return emitIndex(scope, expression);
    case "Call":
    case "MethodCall":
      return emitCallValue(scope, expression);
    case "Table":
      return emitConstructor(scope, expression);
    case "Binary":
      switch (expression.operator) {
        case "+":
        case "-":
        case "*":
        case "/":
        case "%":
        case "^":
          return emitArithmetic(scope, expression);
        case "..":
          return emitConcat(scope, expression);
        default:
          return emitComparison(scope, expression);
      }
    case "Logical":
      return emitLogical(scope, expression);
    case "Unary":
      return emitUnary(scope, expression);
    case "Parenthesised":
      return scope.value(expression.expression);
  }
}

/**
 * `t.name` → `t !== undefined ? t.$name ?? absent(t.meta, t, "$name", "local t") : index(t, "name", "local t")`: the property is there or
 * the runtime looks further;
 * `t[i]` → `typeof i === "number" && t !== undefined && t.arr !== undefined ? t.arr[i - 1] ?? index(t, i, "local t") : index(t, i, "local t")`;
 * of a local that is known to be a table just `t.arr[i - 1] ?? index(t, i, "local t")`: where a loop has no branch to code that never ran, V8 takes
 * out of it what does not change.
 *
 * `t?.$name` and `t?.arr?.[i - 1]` would be shorter, but they join nil and what was read before it is looked at: V8 boxes the numbers, and
 * forgets that it has looked at `t` already.
 */
function emitIndex(scope: FunctionScope, expression: IndexExpression): Code {
  const chained = chainedList(scope, expression);
  if (chained !== undefined) return emitChainedItem(scope, expression, chained);
  const { 0: objectCode, 1: keyCode } = operands(scope, [expression.object, expression.index], "index");
  if (objectCode === undefined || keyCode === undefined) throw new Error("an index without operands");
  const object = scope.simple(objectCode);
  const key = constantKey(scope, expression.index) ?? scope.holding(object.temps, () => scope.simple(keyCode));
  const named = scope.named(expression.object);
  const slow = scope.markAny(expression, `${slowHelper(scope, "index")}(${object.text}, ${key.text}${named})`);
  if (scope.module.suspension.operators) return operatorPoint(scope, expression, "index", undefined, slow);
  if (scope.brief || object.text === key.text || (object.type !== "value" && object.type !== "table"))
    return callText(slow, [object, key]);
  if (expression.index.kind === "String") {
    const table = scope.asTable(object);
    const field = scope.module.field(expression.index.value);
    if (field === undefined) return callText(slow, [object, key]);
    const read = fieldRead(scope, expression, table, object.text, field, named);
    return operation(table.checks.length === 0 ? read : `${table.checks.join(" && ")} ? ${read} : ${slow}`, [object, key]);
  }
  const table = scope.asList(object);
  const item = itemRead(scope, table.owner, key);
  if (key.type === "number" && item === undefined) return callText(slow, [object, key]);
  // What is no number most likely is a string.
  const slowKey = (): string => {
    const slow = scope.markAny(expression, `${scope.module.use("indexKey")}(${object.text}, ${key.text}${named})`);
    return namedPlaces(scope, expression, table, `${object.text}, ${key.text}${named}`) ?? slow;
  };
  if ((key.type !== "number" && key.type !== "value") || item === undefined) return callText(slowKey(), [object, key]);
  const checks = [...numericKey(key), ...item.checks, ...table.checks, ...table.itemChecks];
  const read = `${item.text} ?? ${slow}`;
  return operation(
    checks.length === 0 ? read : `${checks.join(" && ")} ? ${read} : ${key.type === "number" ? slow : slowKey()}`,
    [object, key],
  );
}

/** The property of a table, or what is found further on; of names that tables may well not have what two of their classes have. */
function fieldRead(
  scope: FunctionScope,
  expression: IndexExpression,
  { text }: TableAccess,
  object: string,
  field: string,
  named: string,
): string {
  const { module } = scope;
  const inherits = module.shapes.inherits(field);
  const own = `${text}.${field}`;
  const none = (): string => `${module.use("nothing")}()`;
  const above = `${text}.meta?.index`;
  const read = inherits ? `${own} ?? (${above} ?? ${none()}).${field} ?? (${above}?.meta.index ?? ${none()}).${field}` : own;
  const find = module.inherited?.absent(field);
  const as = readAs(named, field.slice(1), module.indexing);
  const slow =
    find === undefined
      ? `${module.use(inherits ? "missing" : "absent")}(${text}.meta, ${object}, ${stringLiteral(field)}${as})`
      : `${find}(${text}.meta, ${object}${named})`;
  return `${read} ?? ${scope.markAny(expression, slow)}`;
}

/** What an `__index` function finds in a table under its key (index-functions.ts); undefined for other reads. */
function namedPlaces(
  scope: FunctionScope,
  expression: IndexExpression,
  { text, checks }: TableAccess,
  whereabouts: string,
): string | undefined {
  const { module } = scope;
  if (module.indexing === undefined || expression.index.kind !== "LocalName") return undefined;
  const key = scope.read(expression.index.variable).text;
  const places = module.indexing.namesOf(expression.index.variable).flatMap((name) => {
    const field = module.field(name);
    return field === undefined ? [] : [`${key} === ${stringLiteral(name)} ? ${text}.${field} : `];
  });
  if (places.length === 0) return undefined;
  const value = checks.length === 0 ? `${places.join("")}null` : `${checks.join(" && ")} ? ${places.join("")}null : null`;
  return scope.markAny(expression, `${module.use("listed")}(${value}, ${whereabouts})`);
}

/** The last read of a chain (read-chains.ts). */
function emitChainedItem(scope: FunctionScope, expression: IndexExpression, { list, value, temps }: ListRead): Code {
  const key = scope.holding(temps, () => scope.simple(scope.value(expression.index)));
  const named = scope.named(expression.object);
  const slow = scope.markAny(expression, `${scope.module.use("index")}(${value}, ${key.text}${named})`);
  const item = itemRead(scope, list, key);
  if (item === undefined) throw new Error("a chain ends at a place");
  return { ...operation(`${item.text} ?? ${slow}`, [key]), temps: [...temps, ...key.temps] };
}

/** `a and "x" or b` → `truthy(a) ? "x" : b`; `a and b` → `truthy(a) ? b : a`; a right side with statements of its own becomes an `if`. */
function emitLogical(scope: FunctionScope, expression: LogicalExpression): Code {
  const isAnd = expression.operator === "and";
  if (hoists(scope.module, expression.right)) {
    const left = scope.value(expression.left);
    const result = scope.temp("value", scope.asValue(left), true);
    const condition = `${isAnd ? "" : "!"}${scope.module.use("truthy")}(${result.text})`;
    scope.compound(expression, () => {
      scope.branches([
        {
          key: expression.right,
          header: (range) => `if (${scope.enter(condition, range)}) {`,
          inner: () => {
            const right = scope.value(expression.right);
            scope.line(`${result.text} = ${scope.asValue(right)};`);
          },
        },
      ]);
    });
    return held(result);
  }
  const choice = choiceOf(scope.module, expression);
  if (choice !== undefined) {
    const condition = scope.condition(choice.condition);
    return scope.holding(condition.temps, () => {
      const chosen = scope.branch(() => scope.value(choice.chosen));
      const other = scope.branch(() => scope.value(choice.other));
      const text = `${operand(condition)} ? ${operand(chosen)} : ${operand(other)}`;
      return oneOf(text, [chosen, other], [condition, chosen, other]);
    });
  }
  const first = scope.value(expression.left);
  if (first.type === "boolean") {
    // JavaScript's own operators differ only for values that are neither true nor false.
    const second = scope.holding(first.temps, () => scope.branch(() => scope.value(expression.right)));
    return oneOf(`${operand(first)} ${isAnd ? "&&" : "||"} ${operand(second)}`, [first, second], [first, second]);
  }
  const left = scope.simple(first);
  const right = scope.holding(left.temps, () => scope.value(expression.right));
  if (left.type === "number" || left.type === "string" || left.type === "table") return isAnd ? right : left;
  if (left.type === "boolean" || left.type === "value") {
    const condition = `${scope.module.use("truthy")}(${left.text})`;
    const rightText = right.atom ? right.text : `(${right.text})`;
    const text = isAnd ? `${condition} ? ${rightText} : ${left.text}` : `${condition} ? ${left.text} : ${rightText}`;
    return oneOf(text, [left, right], [left, right]);
  }
  return left.type === "nil" ? (isAnd ? left : right) : isAnd ? right : left;
}

function emitUnary(scope: FunctionScope, expression: UnaryExpression): Code {
  const { operand: inner, operator } = expression;
  if (operator === "not") {
    const condition = emitCondition(scope, inner);
    return operation(`!${operand(condition)}`, [condition], "boolean");
  }
  if (operator === "-" && inner.kind === "Number")
    return { ...literal(`-${numberLiteral(inner.value, inner.raw)}`, "number"), atom: false };
  const value = scope.simple(scope.value(inner));
  const named = scope.named(inner);
  if (operator === "-") {
    if (value.type === "number") {
      const { text } = value;
      if (scope.loopNumbers === undefined || isLiteral(value)) return operation(`-${operand(value)}`, [value], "number");
      // The sign of a global's NaN is not spared.
      const other = scope.fitted(callText(`${scope.module.use("unm")}(${text})`, [value]), "number");
      return operation(`${text} === ${text} ? -${text} : ${other}`, [value], "number");
    }
    // The other sign of a NaN is the runtime's affair.
    const condition = `${numeric(value)} && ${value.text} === ${value.text}`;
    const inPlace = value.type === "value" ? { condition, text: `-${value.text}` } : undefined;
    return emitOperation(scope, expression, "unm", value.text + named, inPlace, [value]);
  }
  return emitOperation(scope, expression, "len", value.text + named, undefined, [value]);
}
