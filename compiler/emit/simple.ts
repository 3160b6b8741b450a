/** Expressions whose text may be repeated. */
import type { Expression } from "../ast.ts";

/** True if the text of the expression may be repeated: a literal or a variable. */
export function isSimple(expression: Expression): boolean {
  switch (expression.kind) {
    case "LocalName":
    case "GlobalName":
      return true;
    case "Parenthesised":
      return isSimple(expression.expression);
    case "Unary":
      return expression.operator === "-" && expression.operand.kind === "Number";
    default:
      return isLiteralExpression(expression);
  }
}

/** True for a literal, which no metamethod compares. */
export function isLiteralExpression({ kind }: Expression): boolean {
  return kind === "Nil" || kind === "Boolean" || kind === "Number" || kind === "String";
}
