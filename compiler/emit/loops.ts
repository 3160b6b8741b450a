/** What loops have in common, and the numeric `for`. Governing text: Lua 5.2 manual §3.3.4, §3.3.5. */

import { type Loop, unitsFor } from "../analyse/straight-line.ts";
import type { Expression, GenericForStatement, NumericForStatement, Span } from "../ast.ts";
import { type Code, expecting, held, type Temp, variable } from "./code.ts";
import { firstLine } from "./debug-lines.ts";
import { emitBack, emitHidden, emitHiddenValue, emitStep, leaves } from "./debug-mode.ts";
import type { Range } from "./function-plan.ts";
import { needsLoopLabel } from "./goto.ts";
import { keepingLists } from "./loop-lists.ts";
import { emitNumberLoop } from "./number-loops.ts";
import { operands, repeatable } from "./operands.ts";
import { beginRun, fewTurns, isCounter, isDoubled, paidRun, payIteration } from "./paid-loops.ts";
import type { FunctionScope } from "./scope.ts";
import { at, BESIDE, stringLiteral } from "./text.ts";

/** Runs `inner` as a loop; it gets the JavaScript label to write before the loop, empty if none is needed, and whether it is to be two. */
export function withLoop(scope: FunctionScope, loop: Loop, inner: (label: string, doubled: boolean) => void): void {
  const doubled = isDoubled(scope, loop);
  const label = doubled || needsLoopLabel(scope.module, loop.body, loop.kind === "Repeat") ? scope.label("loop") : undefined;
  scope.loops.push({ label });
  scope.loopDepth++;
  scope.compound(loop, () => inner(label === undefined ? "" : `${label}: `, doubled));
  scope.loopDepth--;
  scope.loops.pop();
}

/** The body of a loop, paid for at its start. */
export function loopBody(scope: FunctionScope, loop: Loop): void {
  payIteration(scope, loop);
  scope.emitters.block(scope, loop.body);
}

/**
 * `for i = 1, n do` → `for (let i = 1; i <= n; i++) {`. As in PUC Lua the first value is `initial - step + step` in floating point,
 * and the variable is counted up by adding.
 */
export function emitNumericFor(scope: FunctionScope, loop: NumericForStatement): void {
  const { variable: local, initial, limit, step, body } = loop;
  const { module } = scope;
  if (isCounter(module, loop)) module.counters.add(local);
  withLoop(scope, loop, (label, doubled) => {
    const expressions: Expression[] = step === undefined ? [initial, limit] : [initial, limit, step];
    const codes = scope.beforeLoop(() => operands(scope, expressions, "early"));
    const temps = codes.flatMap((code) => code.temps);
    const numbers = scope.holding(temps, () => bounds(scope, loop, codes));
    const [from, to, by] = numbers;
    const direct = !local.assigned && module.storage(local) === "plain";
    // 5.0 counts on from what the body leaves in the variable.
    const carried = local.assigned && module.options.dialect === "5.0" && !leaves(body);
    scope.scoped(() => {
      const old = module.options.dialect === "5.0";
      const constant = { [LIMIT]: to.text, [STEP]: by.text };
      const [index] = old ? [] : emitHidden(scope, { [INDEX]: "undefined", ...constant });
      let counter: string;
      if (direct) {
        scope.declare(local);
        module.learnType(local, "number");
        module.expect(local, by.text.startsWith("-") ? to.least : from.least);
        counter = module.nameOf(local);
      } else counter = "";
      const first = exactInteger(from) && exactInteger(by) ? from.text : `${from.text} - ${by.text} + ${by.text}`;
      let hidden: Temp | undefined;
      let init = "";
      if (module.stepping) {
        hidden = direct ? undefined : scope.unset("number");
        counter = hidden?.text ?? counter;
      } else if (direct) {
        if (scope.mode === "resumed") {
          scope.hoist(counter, "number");
          scope.line(`${counter} = ${first};`);
        } else init = `let ${counter} = ${first}`;
      } else {
        hidden = scope.temp("number", first, true);
        counter = hidden.text;
      }
      const test = comparison(counter, to, by);
      const header = (range: Range | undefined): string => {
        if (module.stepping) {
          const next = `${counter} = ${counter} === undefined ? ${scope.withBefore(first)} : ${counter} + ${by.text}`;
          return steppingHead(scope, label, counter, `${next}, ${test}`, loop);
        }
        return `${label}for (${init}; ${range === undefined ? test : `entry$ !== 0 || ${test}`}; ${increment(counter, by)}) {`;
      };
      if (doubled) {
        scope.open(`${label}for (${init}; ${test}; ) {`);
        beginRun(scope, loop);
        const run = isCounter(module, loop)
          ? paidRun(scope, counter, to)
          : `; paid$ > 0 && ${test}; paid$--, ${increment(counter, by)}`;
        const inner = (): void => {
          scope.open(`for (${run}) {`);
          scope.record(scope.plan.key(loop, "body"), () => scope.emitters.block(scope, body));
          scope.close();
        };
        scope.holding([...to.temps, ...by.temps], () => {
          emitNumberLoop(scope, loop, inner);
          keepingLists(scope, loop, inner);
        });
        scope.close();
        return;
      }
      const turns = direct ? fewTurns(scope, loop) : undefined;
      if (turns !== undefined) scope.payTurns(turns * unitsFor(module.contents.lengths.ofTurn(loop)));
      scope.holding([...to.temps, ...by.temps, ...(hidden === undefined ? [] : [hidden])], () =>
        scope.body(scope.plan.key(loop, "body"), header, () => {
          if (turns !== undefined) scope.emitters.block(scope, body);
          else if (hidden !== undefined) {
            payIteration(scope, loop);
            scope.declare(local);
            scope.initialise(local, { ...held(hidden), type: "number" });
            if (old) emitHidden(scope, constant);
            emitHiddenValue(scope, index, counter);
            emitForBody(scope, loop);
            if (carried) scope.line(`${counter} = ${at(loop)}${module.use("forNumber")}(${scope.read(local).text}, "counter");`);
          } else loopBody(scope, loop);
        }),
      );
    });
  });
}

/** The hidden variables of a numeric `for`; 5.0 counts in the visible one. */
const INDEX = "(for index)";
const LIMIT = "(for limit)";
const STEP = "(for step)";

/** The body of a `for`, which PUC Lua enters by a jump back from the end of the loop. */
export function emitForBody(scope: FunctionScope, loop: NumericForStatement | GenericForStatement): void {
  emitBack(scope, firstLine(scope, loop.body, loop.line));
  scope.emitters.block(scope, loop.body);
  if (!leaves(loop.body)) emitStep(scope, loop.line);
}

/** Start, limit and step as numbers; Lua checks them in this order. */
function bounds(scope: FunctionScope, loop: NumericForStatement, codes: readonly Code[], prepared = false): [Code, Code, Code] {
  const old = scope.module.options.dialect === "5.0";
  // All of them have their values before one is checked; 5.0 subtracts the step from the initial value before it looks at the limit.
  const checkedEarly = codes.some((code, i) => !code.simple && codes.slice(0, i).some(({ type }) => type !== "number"));
  if (!prepared && (old || checkedEarly)) {
    const values = repeatable(scope, codes);
    const temps = values.flatMap((value) => value.temps);
    return scope.holding(temps, () => bounds(scope, loop, values, true));
  }
  const [initial, limit, step] = codes;
  if (initial === undefined || limit === undefined) throw new Error("a for loop without bounds");
  // PUC Lua checks them where the loop is entered: behind the last of them; 5.0 checks the limit at the loop's line.
  const place = { ...loop, line: loop.doLine };
  const names = { initial: loop.initial, limit: undefined, step: loop.step };
  const named = (what: "initial" | "limit" | "step"): string => {
    const expression = names[what];
    return !old || expression === undefined || expression.kind === "String" ? "" : scope.named(expression);
  };
  const asNumber = (code: Code, what: "initial" | "limit" | "step"): Code => {
    if (code.type === "number" && outlastsLoop(loop[what], code)) return code;
    const text =
      code.type === "number"
        ? code.text
        : `${at(old && what === "limit" ? loop : place)}${scope.module.use("forNumber")}(${code.text}, ${stringLiteral(what)}${named(what)})`;
    return expecting(held(scope.temp("number", text), "number"), code.least);
  };
  const asStep = (): Code => (step === undefined ? { ...variable("1", true, "number") } : asNumber(step, "step"));
  const from = asNumber(initial, "initial");
  return scope.holding(from.temps, () => {
    if (old) {
      const by = asStep();
      return scope.holding(by.temps, () => [from, asNumber(limit, "limit"), by]);
    }
    const to = asNumber(limit, "limit");
    return scope.holding(to.temps, () => [from, to, asStep()]);
  });
}

/** True for the value of an expression in a loop's head that needs no variable of its own: what the body assigns would be seen by the next iterations. */
export function outlastsLoop(expression: Expression | undefined, code: Code): boolean {
  if (!code.simple || !code.stable) return false;
  if (expression?.kind === "Parenthesised") return outlastsLoop(expression.expression, code);
  return code.temps.length > 0 || expression?.kind !== "LocalName" || !expression.variable.assigned;
}

function exactInteger(code: Code): boolean {
  return code.text !== "-0" && /^-?\d{1,9}$/.test(code.text);
}

function comparison(counter: string, limit: Code, step: Code): string {
  if (/^\d/.test(step.text) && Number(step.text) > 0) return `${counter} <= ${limit.text}`;
  if (/^-\d/.test(step.text) && Number(step.text) < 0) return `${counter} >= ${limit.text}`;
  return `(${step.text} > 0 ? ${counter} <= ${limit.text} : ${counter} >= ${limit.text})`;
}

function increment(counter: string, step: Code): string {
  if (step.text === "1") return `${counter}++`;
  return step.text === "-1" ? `${counter}--` : `${counter} += ${step.text}`;
}

/**
 * The head of a `for` in code for debuggers: `for (let i; i = i === undefined ? 1 : i + 1, i <= n; ) {`. A breakpoint stops at the test, before each
 * iteration, and not where the variable is declared.
 */
export function steppingHead(scope: FunctionScope, label: string, variable: string, test: string, loop: Span): string {
  scope.begin({ ...loop, start: BESIDE });
  return `${label}for (let ${variable}; ${at(loop)}${test}; ) {`;
}
