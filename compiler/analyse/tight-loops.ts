/**
 * Loops that do nothing but compute: no other loop inside, no function made, no call but of small functions of the chunk. For them even
 * counting fuel is dear, so they are emitted as two loops, of which the outer one pays.
 */
import type { Block, Expression } from "../ast.ts";
import type { Suspension } from "./suspension.ts";
import { type Visitor, walkBlock, walkExpression } from "./walk.ts";

/** Functions of the string library that cost no more than an operator. */
const CONSTANT_TIME: ReadonlySet<string> = new Set(["byte", "char", "len", "sub"]);

export function isTight(suspension: Suspension, body: Block, condition?: Expression): boolean {
  let tight = !suspension.operators;
  const visitor: Visitor = {
    done: () => !tight,
    statement({ kind }) {
      if (["While", "Repeat", "NumericFor", "GenericFor", "LocalFunction", "Label", "Goto"].includes(kind)) tight = false;
    },
    expression(expression) {
      switch (expression.kind) {
        case "Function":
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
          if (callee === undefined || !suspension.leaf(callee)) tight = false;
          break;
        }
        default:
      }
    },
  };
  walkBlock(body, visitor);
  if (condition !== undefined) walkExpression(condition, visitor);
  return tight;
}
