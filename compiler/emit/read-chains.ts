/**
 * `a[i][j]` in loops. Each read has a slow path that V8 leaves out as long as it is never taken, but even so it is a way out of the loop, and V8
 * takes nothing out of loops with such ways (loop peeling): the rows would be found again in each iteration. So a chain of reads has one way
 * out, at its end; what is no list before it is replaced by an empty one.
 *
 *     const value$1 = a.arr[i - 1];
 *     … (value$1 !== undefined && value$1.arr !== undefined ? value$1 : noList).arr[j - 1] ?? index(value$1 ?? index(a, i, "local a"), j, "field ?")
 */
import type { Expression, IndexExpression } from "../ast.ts";
import { type Code, held, type Temp } from "./code.ts";
import { itemRead } from "./items.ts";
import { keptRow } from "./kept-rows.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";
import { stringLiteral } from "./text.ts";

/** A value that is read from. */
export interface ListRead {
  /** The table that its items are read from: itself, or an empty one if it is no table. */
  readonly list: string;
  /** The value itself, which may take another look. */
  readonly value: string;
  readonly temps: readonly Temp[];
}

/** The table in `t[k]`, if that stands in a loop, is read from another one itself, and all keys of the chain are sure to be positive numbers. */
export function chainedList(scope: FunctionScope, { object, index }: IndexExpression): ListRead | undefined {
  const chained = object.kind === "Index" && scope.loopDepth > 0 && !scope.module.suspension.operators && !scope.brief;
  return chained && isPlace(scope, index) && isChain(scope, object, MOST_LINKS) ? listOf(scope, object) : undefined;
}

/** Longer chains are rare. */
const MOST_LINKS = 4;

/** True for reads that can neither fail nor call anything before the last of them. */
function isChain(scope: FunctionScope, expression: Expression, links: number): boolean {
  if (expression.kind !== "Index") return expression.kind === "LocalName" || expression.kind === "GlobalName";
  if (links === 0) return false;
  if (expression.index.kind === "String") return isSimple(expression.object) && isChain(scope, expression.object, links - 1);
  return isPlace(scope, expression.index) && isChain(scope, expression.object, links - 1);
}

function listOf(scope: FunctionScope, expression: Expression): ListRead {
  if (expression.kind !== "Index") {
    const code = scope.value(expression);
    if (code.type === "table" || code.list !== undefined) {
      const { text } = scope.asList(code);
      return { list: text, value: code.text, temps: code.temps };
    }
    return { list: seen(scope, code), value: code.text, temps: code.temps };
  }
  const { object, index } = expression;
  const row = keptRow(scope.loopLists, expression);
  if (row !== undefined) return { list: row.name, value: itemAnew(scope, expression), temps: [] };
  const slow = (value: string, key: string): string =>
    scope.markAny(expression, `${scope.module.use("index")}(${value}, ${key}${scope.named(object)})`);
  if (index.kind === "String") {
    const owner = scope.value(object);
    const field = scope.module.field(index.value);
    const key = stringLiteral(index.value);
    const read =
      field === undefined ? slow(owner.text, key) : `${scope.wide(owner)}${owner.type === "table" ? "" : "?"}.${field}`;
    return found(scope, read, slow(owner.text, key), owner.temps);
  }
  const inner = listOf(scope, object);
  const key = scope.holding(inner.temps, () => scope.simple(scope.value(index)));
  const read = itemRead(scope, inner.list, key);
  if (read === undefined) throw new Error("a chain goes on at a place");
  return found(scope, read.text, slow(inner.value, key.text), [...inner.temps, ...key.temps]);
}

/** What a loop keeps, read by the runtime. */
export function itemAnew(scope: FunctionScope, expression: IndexExpression): string {
  const { object, index } = expression;
  const owner = object.kind === "Index" ? itemAnew(scope, object) : scope.value(object).text;
  return scope.mark(expression, `${scope.module.use("index")}(${owner}, ${scope.value(index).text}${scope.named(object)})`);
}

/** What was read, and what it is if it is not there. */
function found(scope: FunctionScope, read: string, slow: string, temps: readonly Temp[]): ListRead {
  const value = scope.holding(temps, () => scope.temp("value", read));
  return { list: seen(scope, held(value)), value: `${value.text} ?? ${slow}`, temps: [...temps, value] };
}

/** The value as a list; one that is no table, or for which `others` does not hold, is an empty one. */
export function seen(scope: FunctionScope, code: Code, others: readonly string[] = []): string {
  const { owner, checks, itemChecks } = scope.asTable(code);
  return `(${[...checks, ...itemChecks, ...others].join(" && ")} ? ${owner} : ${scope.module.use("noList")})`;
}

/** True for an expression that is sure to be a number, and expected to be the place of an item. */
export function isPlace(scope: FunctionScope, expression: Expression): boolean {
  const least = leastOf(scope, expression);
  return least !== undefined && least >= 0;
}

function leastOf(scope: FunctionScope, expression: Expression): number | undefined {
  switch (expression.kind) {
    case "Number":
      return expression.value;
    case "LocalName": {
      const { module } = scope;
      const { variable: local } = expression;
      const constant = module.constant(local);
      if (constant !== undefined) return constant.least;
      return module.codeTypeOf(local) === "number" && module.storage(local) === "plain" ? module.expected(local) : undefined;
    }
    case "Binary": {
      const left = leastOf(scope, expression.left);
      const right = leastOf(scope, expression.right);
      if (left === undefined || right === undefined) return undefined;
      if (expression.operator === "+") return left + right;
      return expression.operator === "-" && expression.right.kind === "Number" ? left - right : undefined;
    }
    default:
      return undefined;
  }
}
