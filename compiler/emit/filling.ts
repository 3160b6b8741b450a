/** Which assignments to `t[i]` may add items: there the array part is asked how long it is before an item of it is. */
import { walkExpression } from "../analyse/walk.ts";
import type { Expression, IndexExpression } from "../ast.ts";
import { isSimple } from "./simple.ts";

/** True where a loop may fill the table: the key is its variable, or computed from it, and the values do not read the place that is written. */
export function mayFill(target: IndexExpression, values: readonly Expression[]): boolean {
  if (!isComputed(target.index, MOST_OPERATORS)) return false;
  let read = false;
  for (const value of values)
    walkExpression(value, {
      expression(expression) {
        if (isSamePlace(expression, target)) read = true;
      },
    });
  return !read;
}

/** As many stand in each other where places in three dimensions are computed. */
const MOST_OPERATORS = 6;

/** True for what is computed from variables and literals alone, by operators that stand in each other `depth` deep at most. */
function isComputed(expression: Expression, depth: number): boolean {
  if (expression.kind === "Parenthesised") return depth > 0 && isComputed(expression.expression, depth - 1);
  if (expression.kind !== "Binary") return isSimple(expression);
  return depth > 0 && isComputed(expression.left, depth - 1) && isComputed(expression.right, depth - 1);
}

/** True for two expressions with the same text. */
export function isSamePlace(a: Expression, b: Expression): boolean {
  switch (a.kind) {
    case "Index":
      return b.kind === "Index" && isSamePlace(a.index, b.index) && isSamePlace(a.object, b.object);
    case "Binary":
      return b.kind === "Binary" && a.operator === b.operator && isSamePlace(a.left, b.left) && isSamePlace(a.right, b.right);
    case "LocalName":
      return b.kind === "LocalName" && a.variable === b.variable;
    case "GlobalName":
      return b.kind === "GlobalName" && a.name === b.name;
    case "Number":
    case "String":
      return b.kind === a.kind && a.value === b.value;
    default:
      return false;
  }
}
