/** Priorities of operators. Governing text: Lua 5.2 manual §3.4.7. */
import type { BinaryOperator } from "../ast.ts";
import { TOKEN_AND, TOKEN_CONCAT, TOKEN_EQ, TOKEN_GE, TOKEN_LE, TOKEN_NE, TOKEN_OR } from "./token.ts";

/** An operator with its binding strength to the left and to the right: `..` and `^` are right associative. */
export interface Operator {
  readonly operator: BinaryOperator | "and" | "or";
  readonly left: number;
  readonly right: number;
  /** A comparison: its errors are reported at the end of its last operand in 5.2 too. */
  readonly compares: boolean;
}

export const UNARY_PRIORITY = 8;
/** Operators of arithmetic bind at least as tightly. */
export const ARITHMETIC_PRIORITY = 6;

/** The binary operator that a token is, if it is one; `%` only where the dialect has it. */
export function binaryOperator(kind: number, withModulo: boolean): Operator | undefined {
  switch (kind) {
    case 0x2b:
      return PLUS;
    case 0x2d:
      return MINUS;
    case 0x2a:
      return TIMES;
    case 0x2f:
      return DIVIDE;
    case 0x25:
      return withModulo ? MODULO : undefined;
    case 0x5e:
      return POWER;
    case TOKEN_CONCAT:
      return CONCAT;
    case TOKEN_EQ:
      return EQUAL;
    case TOKEN_NE:
      return UNEQUAL;
    case 0x3c:
      return LESS;
    case 0x3e:
      return GREATER;
    case TOKEN_LE:
      return LESS_EQUAL;
    case TOKEN_GE:
      return GREATER_EQUAL;
    case TOKEN_AND:
      return AND;
    case TOKEN_OR:
      return OR;
    default:
      return undefined;
  }
}

const PLUS: Operator = { operator: "+", left: 6, right: 6, compares: false };
const MINUS: Operator = { operator: "-", left: 6, right: 6, compares: false };
const TIMES: Operator = { operator: "*", left: 7, right: 7, compares: false };
const DIVIDE: Operator = { operator: "/", left: 7, right: 7, compares: false };
const MODULO: Operator = { operator: "%", left: 7, right: 7, compares: false };
const POWER: Operator = { operator: "^", left: 10, right: 9, compares: false };
const CONCAT: Operator = { operator: "..", left: 5, right: 4, compares: false };
const EQUAL: Operator = { operator: "==", left: 3, right: 3, compares: true };
const UNEQUAL: Operator = { operator: "~=", left: 3, right: 3, compares: true };
const LESS: Operator = { operator: "<", left: 3, right: 3, compares: true };
const GREATER: Operator = { operator: ">", left: 3, right: 3, compares: true };
const LESS_EQUAL: Operator = { operator: "<=", left: 3, right: 3, compares: true };
const GREATER_EQUAL: Operator = { operator: ">=", left: 3, right: 3, compares: true };
const AND: Operator = { operator: "and", left: 2, right: 2, compares: false };
const OR: Operator = { operator: "or", left: 1, right: 1, compares: false };
