/**
 * Loops without another loop inside in which no function is made. For them even counting fuel is dear, so they are emitted as two loops, of which the
 * outer one pays: V8 keeps the variables of a loop with a call of the runtime in it on the stack. What they call pays for itself, but for small
 * functions of the chunk, which count as a part of the loop.
 *
 * Loops that drive a program, not in another loop themselves, are left whole where they call more than small functions: V8 optimises them while they
 * run, at first so that the end of an inner loop throws that away.
 */
import type { Loop, StraightLengths } from "./straight-line.ts";
import type { Suspension } from "./suspension.ts";
import { type Visitor, walkBlock, walkExpression } from "./walk.ts";

/** Functions of the string library that cost no more than an operator. */
const CONSTANT_TIME: ReadonlySet<string> = new Set(["byte", "char", "len", "sub"]);

/** Characters that a turn executes at most, those of called functions included: it is paid for as one of an empty loop. */
const MAX_LENGTH = 1024;

/** `drives`: the loop is in no other one. */
export function isTight(suspension: Suspension, lengths: StraightLengths, loop: Loop, drives: boolean): boolean {
  let length = lengths.ofTurn(loop);
  let tight = !suspension.operators && length <= MAX_LENGTH;
  // The place in the list is a variable of the loop, which is not kept when it waits.
  const generic = loop.kind === "GenericFor";
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
          if (drives && (suspension.suspends(expression) || !CONSTANT_TIME.has(expression.method))) tight = false;
          if (generic && suspension.suspends(expression)) tight = false;
          break;
        case "Call": {
          if (generic && suspension.suspends(expression)) tight = false;
          const path = suspension.path(expression.callee);
          if (path?.startsWith("math.") === true) break;
          if (path?.startsWith("string.") === true && CONSTANT_TIME.has(path.slice("string.".length))) break;
          const callee = suspension.calleeOf(expression);
          const own = callee === undefined ? Number.POSITIVE_INFINITY : suspension.leafLength(callee);
          if (drives || own !== Number.POSITIVE_INFINITY) length += own;
          break;
        }
        default:
      }
    },
  };
  walkBlock(loop.body, visitor);
  if (loop.kind === "While" || loop.kind === "Repeat") walkExpression(loop.condition, visitor);
  return tight && length <= MAX_LENGTH;
}
