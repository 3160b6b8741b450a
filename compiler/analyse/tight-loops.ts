/**
 * Loops without another loop inside in which no function is made. For them even counting fuel is dear, so they are emitted as two loops, of which the
 * outer one pays: V8 keeps the variables of a loop with a call of the runtime in it on the stack. What they call pays for itself, but for small
 * functions of the chunk, which count as a part of the loop.
 */
import type { GenericForStatement } from "../ast.ts";
import { type Loop, turnLength } from "./straight-line.ts";
import type { Suspension } from "./suspension.ts";
import { type Visitor, walkBlock, walkExpression } from "./walk.ts";

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
        case "Call": {
          const callee = expression.callee.kind === "LocalName" ? suspension.functionOf(expression.callee.variable) : undefined;
          const own = callee === undefined ? 0 : suspension.leafLength(callee);
          if (own !== Number.POSITIVE_INFINITY) length += own;
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
