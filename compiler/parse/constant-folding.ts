/** What PUC Lua 5.1 computes while it compiles. Governing text: Lua 5.1's lcode.c. */
import type { BinaryOperator } from "../ast.ts";

const ARITHMETIC: Partial<Readonly<Record<BinaryOperator, (a: number, b: number) => number>>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a - Math.floor(a / b) * b,
  "^": (a, b) => a ** b,
};

/**
 * The value of an operator on constants; undefined where it is left to the running program: an operand is none, the operator is none of arithmetic, divides by 0
 * or gives a NaN.
 */
export function foldedValue(operator: BinaryOperator, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  const value =
    right === 0 && (operator === "/" || operator === "%") ? Number.NaN : (ARITHMETIC[operator]?.(left, right) ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}
