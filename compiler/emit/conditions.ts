/** Expressions where only their truth matters: conditions, `not`. Lua 5.2 manual §3.4.5: nil and false are false, all else is true. */
import type { Expression, LogicalExpression } from "../ast.ts";
import { type Code, callText, held, literal, operand, operation } from "./code.ts";
import { conditionHoists } from "./hoisting.ts";
import type { FunctionScope } from "./scope.ts";

/** The truth of the expression as a JavaScript boolean: `a and not b` → `truthy(a) && !truthy(b)`. */
export function emitCondition(scope: FunctionScope, expression: Expression): Code {
  switch (expression.kind) {
    case "Nil":
      return literal("false", "boolean");
    case "Boolean":
      return literal(String(expression.value), "boolean");
    case "Number":
    case "String":
    case "Function":
      return literal("true", "boolean");
    case "Logical":
      return emitLogicalCondition(scope, expression);
    case "Parenthesised":
      if (
        expression.expression.kind === "Vararg" ||
        expression.expression.kind === "Call" ||
        expression.expression.kind === "MethodCall"
      )
        break;
      return emitCondition(scope, expression.expression);
    case "Unary":
      if (expression.operator === "not") {
        const inner = opaque(
          scope,
          scope.deciding(true, () => scope.condition(expression.operand)),
        );
        return operation(`!${operand(inner)}`, [inner], "boolean");
      }
      break;
    default:
  }
  const value = scope.value(expression);
  if (value.type === "boolean") return value;
  return callText(`${scope.module.use("truthy")}(${value.text})`, [value], "boolean");
}

function emitLogicalCondition(scope: FunctionScope, expression: LogicalExpression): Code {
  const isAnd = expression.operator === "and";
  if (conditionHoists(scope.module, expression.right)) {
    const left = scope.condition(expression.left);
    const flag = scope.temp("flag", left.text, true);
    scope.compound(expression, () => {
      scope.branches([
        {
          key: expression.right,
          header: (range) => `if (${scope.enter(isAnd ? flag.text : `!${flag.text}`, range)}) {`,
          inner: () => {
            const right = scope.condition(expression.right);
            scope.line(`${flag.text} = ${right.text};`);
          },
        },
      ]);
    });
    return held(flag, "boolean");
  }
  const left = isAnd ? scope.condition(expression.left) : scope.branch(() => scope.condition(expression.left));
  const right = scope.holding(left.temps, () => scope.condition(expression.right));
  const sides = [opaque(scope, left), opaque(scope, right)].map(operand);
  return operation(sides.join(isAnd ? " && " : " || "), [left, right], "boolean");
}

/**
 * The condition of a statement, and what else decides whether its body is entered. In a crowded function TypeScript learns nothing of it: what it knew of
 * variables from then on would keep it from taking the short way (runs.ts).
 */
export function decision(scope: FunctionScope, condition: Code, enter: (condition: string) => string = (text) => text): string {
  const text = enter(opaque(scope, condition).text);
  return scope.plan.crowded ? scope.ts("(") + text + scope.ts(") as boolean") : text;
}

/**
 * A condition as one that TypeScript takes for true or false. Behind `if (true) return` it checks nothing any more, and takes what is narrowed there for
 * anything again.
 */
function opaque(scope: FunctionScope, condition: Code): Code {
  const { text } = condition;
  return text === "true" || text === "false" ? { ...condition, text: text + scope.ts(" as boolean"), atom: false } : condition;
}
