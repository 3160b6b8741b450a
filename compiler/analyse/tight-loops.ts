/**
 * Loops that do nothing but compute: no other loop inside, no function made, no call but of small functions of the chunk. For them even
 * counting fuel is dear, so they are emitted as two loops, of which the outer one pays.
 */
import type { GenericForStatement } from "../ast.ts";
import { type Loop, turnLength } from "./straight-line.ts";
import type { Suspension } from "./suspension.ts";
import { type Visitor, walkBlock, walkExpression } from "./walk.ts";

/** Functions of the string library that cost no more than an operator. */
const CONSTANT_TIME: ReadonlySet<string> = new Set(["byte", "char", "len", "sub"]);

/** Characters that a turn executes at most, those of called functions included: it is paid for as one of an empty loop. */
const MAX_LENGTH = 1024;

export function isTight(suspension: Suspension, source: string, loop: Exclude<Loop, GenericForStatement>): boolean {
  let length = turnLength(source, loop);
  let tight = !suspension.operators && length <= MAX_LENGTH;
  const visitor: Visitor = {
    done: () => !tight,
    statement({ kind }) {
      if (["While", "Repeat", "NumericFor", "GenericFor", "LocalFunction", "Label", "Goto"].includes(kind)) tight = false;
    },
    expression(expression) {
      switch (expression.kind) {
        case "Function":
        case "Vararg":
          tight = false;
          break;
        case "MethodCall":
          if (suspension.suspends(expression) || !CONSTANT_TIME.has(expression.method)) tight = false;
          break;
        case "Call": {
          const path = suspension.path(expression.callee);
          if (path?.startsWith("math.") === true) break;
          if (path?.startsWith("string.") === true && CONSTANT_TIME.has(path.slice("string.".length))) break;
          const callee = expression.callee.kind === "LocalName" ? suspension.functionOf(expression.callee.variable) : undefined;
          length += callee === undefined ? Number.POSITIVE_INFINITY : suspension.leafLength(callee);
          break;
        }
        default:
      }
    },
  };
  walkBlock(loop.body, visitor);
  if (loop.kind !== "NumericFor") walkExpression(loop.condition, visitor);
  return tight && length <= MAX_LENGTH;
}
