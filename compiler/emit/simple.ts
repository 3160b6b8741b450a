/** Expressions whose text may be repeated. */
import type { Expression } from "../ast.ts";

/** True if the text of the expression may be repeated: a literal or a variable. */
export function isSimple(expression: Expression): boolean {
  switch (expression.kind) {
    case "Nil":
    case "Boolean":
    case "Number":
    case "String":
    case "LocalName":
    case "GlobalName":
      return true;
    case "Vararg":
      return false;
    case "Parenthesised":
      return isSimple(expression.expression);
    case "Unary":
      return expression.operator === "-" && expression.operand.kind === "Number";
    default:
      return false;
  }
}
