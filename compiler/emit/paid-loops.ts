/** How the iterations of a loop are paid for: one by one, in runs, or all at once. The fuel of each is the same. */

import { carriedNumbers } from "../analyse/carried-numbers.ts";
import type { Loop } from "../analyse/straight-line.ts";
import { isTight } from "../analyse/tight-loops.ts";
import { blocksOf } from "../analyse/walk.ts";
import type { Block, Expression, NumericForStatement } from "../ast.ts";
import type { Code } from "./code.ts";
import type { Module } from "./module.ts";
import type { FunctionScope } from "./scope.ts";

/**
 * True for a loop that is emitted as two, an outer one that pays for a run of iterations and an inner one that runs them:
 *
 *     loop$1: for (let i = 1; i <= n; ) {
 *       if (paid$ <= 0) paid$ = pay(…);
 *       const stop$1 = n - i < paid$ ? n : i + paid$;
 *       for (paid$ -= stop$1 - i + 1; i <= stop$1; i++) { … }
 *     }
 *
 * One with a step, or from a number that may be too large to be counted up, counts them: `for (; paid$ > 0 && i >= 1; paid$--, i--) { … }`.
 * One over a list stays in the inner one while items follow each other: `do { … } while (--paid$ > 0 && at$1 < list$1.arr.length && …);`.
 * One of few iterations is paid for as a whole: `if ((paid$ -= 3) < 0) …; for (let i = -1; i <= 1; i++) { … }`.
 */
export function isDoubled(scope: FunctionScope, loop: Loop): boolean {
  if (!paysAhead(scope, loop) || fewTurns(scope, loop) !== undefined) return false;
  return isTight(scope.module.suspension, scope.module.contents.lengths, loop, scope.loopDepth === 0);
}

/** True where the iterations of a loop may be paid for before they run. */
export function paysAhead(scope: FunctionScope, loop: Loop): boolean {
  if (scope.mode === "resumed" || scope.hoistTo !== undefined || scope.module.debugging || scope.module.stepping) return false;
  return loop.kind !== "NumericFor" || !loop.variable.assigned;
}

/** Loops of up to so many iterations, as the text tells, are paid for at once. */
const FEW_TURNS = 16;

/** How many iterations `for i = -1, 1 do` has, if they are few. */
export function fewTurns(scope: FunctionScope, loop: Loop): number | undefined {
  if (loop.kind !== "NumericFor" || scope.plan.body.info.usesVararg || !paysAhead(scope, loop)) return undefined;
  const [initial, limit, step] = [loop.initial, loop.limit, loop.step].map((value) =>
    value === undefined ? 1 : constant(value),
  );
  if (initial === undefined || limit === undefined || !step) return undefined;
  const turns = Math.floor((limit - initial) / step) + 1;
  return turns >= 1 && turns <= FEW_TURNS ? turns : undefined;
}

/** The value of a small whole literal. */
function constant(expression: Expression): number | undefined {
  if (expression.kind === "Unary" && expression.operator === "-" && expression.operand.kind === "Number")
    return isSmall(expression.operand.value) ? -expression.operand.value : undefined;
  return expression.kind === "Number" && isSmall(expression.value) ? expression.value : undefined;
}

function isSmall(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31;
}

/**
 * At the start of a loop's body: pays for the iteration. In the main chunk, loops around others pay turn by turn, and everywhere those that iterate over
 * something: what is paid ahead would be used up in the inner ones, so V8 would hardly ever see the outer one pay, leave that out, and throw the optimised
 * code away when it comes. Numeric loops of functions may be as short as the inner ones, and begin with nothing paid at each call.
 */
export function payIteration(scope: FunctionScope, loop: Loop): void {
  const mayPayEach = scope.plan.isMain || loop.kind === "GenericFor";
  scope.payIteration(scope.module.contents.lengths.ofTurn(loop), mayPayEach && holdsLoop(scope, loop.body));
}

/** True for a block with a loop in it, other than of a few turns. */
function holdsLoop(scope: FunctionScope, { statements }: Block): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case "While":
      case "Repeat":
      case "NumericFor":
      case "GenericFor":
        if (fewTurns(scope, statement) === undefined) return true;
    }
    return blocksOf(statement).some((block) => holdsLoop(scope, block));
  });
}

/** True if the variable is counted up by 1, and by nothing else, from where adding 1 changes something. */
export function isCounter(module: Module, loop: NumericForStatement): boolean {
  return !loop.variable.assigned && loop.step === undefined && isCountable(module, loop.initial);
}

/**
 * True for a number that is surely not so large that adding 1 changes nothing (2^53, infinity): a run of iterations that begins there never
 * comes to its end. What is counted up from such a number takes days to get there.
 */
function isCountable(module: Module, value: Expression): boolean {
  switch (value.kind) {
    case "Number":
      return Math.abs(value.value) < 2 ** 32;
    case "Unary":
      return constant(value) !== undefined;
    case "LocalName":
      return module.counters.has(value.variable);
    case "Binary":
      return (
        ["+", "-"].includes(value.operator) &&
        isCountable(module, value.left) &&
        value.right.kind === "Number" &&
        isCountable(module, value.right)
      );
    default:
      return false;
  }
}

/**
 * What the outer of two loops begins with: it pays, and reads the numbers that the inner one carries from turn to turn.
 *
 *     if (paid$ <= 0) paid$ = pay(…);
 *     sum = typeof sum === "number" ? +sum : kept(sum);
 *
 * V8 does not know of what type a variable is that a loop finds when it is optimised while it runs, nor a parameter, and asks in each turn whether it
 * is a number, for which it makes an object of each. What `+` gives is a number.
 */
export function beginRun(scope: FunctionScope, loop: Loop): void {
  scope.line(`if (paid$ <= 0) ${scope.payAhead()}`);
  const { module } = scope;
  for (const local of carriedNumbers(loop.body, module.suspension, module.types)) {
    if (loop.kind === "GenericFor" && loop.variables.includes(local)) continue;
    const { text, type } = scope.read(local);
    if (type !== "value" || module.storage(local) !== "plain") continue;
    scope.line(`${text} = typeof ${text} === "number" ? +${text} : ${module.use("kept")}(${text});`);
  }
}

/** The head of a loop over the iterations that are paid for, where it is easily told which is the last of them. */
export function paidRun(scope: FunctionScope, counter: string, limit: Code): string {
  const stop = scope.numbered("stop");
  scope.line(`const ${stop} = ${limit.text} - ${counter} < paid$ ? ${limit.text} : ${counter} + paid$;`);
  return `paid$ -= ${stop} - ${counter} + 1; ${counter} <= ${stop}; ${counter}++`;
}
