/** Binary operators by what they give where no metamethod is called: `..` is neither. */
import type { BinaryOperator } from "../ast.ts";

/** A number. */
export const ARITHMETIC: ReadonlySet<BinaryOperator> = new Set(["+", "-", "*", "/", "%", "^"]);

/** True or false. */
export const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(["==", "~=", "<", "<=", ">", ">="]);
