/** Loops. Governing text: Lua 5.2 manual §3.3.4, §3.3.5. */

import { type Loop, unitsFor } from "../analyse/straight-line.ts";
import type { Expression, GenericForStatement, NumericForStatement, Span } from "../ast.ts";
import { adjusted, nthValue } from "./assignment.ts";
import { traced } from "./callees.ts";
import { emitCallResult } from "./calls.ts";
import { type Code, callText, expecting, held, type Temp, variable } from "./code.ts";
import { firstLine } from "./debug-lines.ts";
import { emitBack, emitHidden, emitHiddenValue, emitStep, leaves } from "./debug-mode.ts";
import type { Range } from "./function-plan.ts";
import { needsLoopLabel } from "./goto.ts";
import { keepingLists } from "./loop-lists.ts";
import { emitNumberLoop } from "./number-loops.ts";
import { operands } from "./operands.ts";
import { beginRun, fewTurns, isCounter, isDoubled, paidRun, payIteration, paysAhead } from "./paid-loops.ts";
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
function emitForBody(scope: FunctionScope, loop: NumericForStatement | GenericForStatement): void {
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
    const values = scope.settled(codes);
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
    if (code.type === "number" && code.stable && code.simple) return code;
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
 * `for k, v in pairs(t) do` → `const each$1 = walkResult(…); while (each$1.step()) { const k = each$1.key; const v = each$1.value; … }`.
 * Where the iterator function may suspend, the loop calls it itself; tables are still walked directly.
 */
export function emitGenericFor(scope: FunctionScope, loop: GenericForStatement): void {
  withLoop(scope, loop, (label) => {
    scope.scoped(() => {
      const walked = loop.variables.length <= 2 && !scope.module.debugging && !scope.module.suspension.suspends(loop);
      if (walked) emitWalk(scope, loop, label);
      else emitProtocol(scope, loop, label);
    });
  });
}

/** The hidden variables of a generic `for`; to 5.0 the first visible one is the control variable. */
const GENERATOR = "(for generator)";
const STATE = "(for state)";
const CONTROL = "(for control)";

function emitWalk(scope: FunctionScope, loop: GenericForStatement, label: string): void {
  const { module } = scope;
  const [only] = loop.values;
  let walker: string;
  if (loop.values.length === 1 && (only?.kind === "Call" || only?.kind === "MethodCall")) {
    walker = `${module.use("walkResult")}(${scope.beforeLoop(() => emitCallResult(scope, only)).text})`;
  } else {
    const codes = scope.beforeLoop(() => adjusted(scope, loop.values, 3, () => undefined));
    walker = `${module.use("walk")}(${codes.map((code) => code.text).join(", ")})`;
  }
  const each = module.stepping ? scope.unset("each") : scope.temp("each", walker);
  const next = module.stepping ? `(${each.text} ??= ${scope.withBefore(walker)})` : each.text;
  const inPlace = paysAhead(scope, loop);
  const place = at(stepPlace(loop), iteratorName(scope));
  scope.holding([each], () =>
    scope.body(
      scope.plan.key(loop, "body"),
      (range) => {
        if (inPlace) return `${label}for (;;) {`;
        const test = `${range === undefined ? "" : "entry$ !== 0 || "}${place}${next}.step()`;
        return module.stepping ? steppingHead(scope, label, each.text, test, loop) : `${label}while (${test}) {`;
      },
      () => {
        const entry = inPlace ? itemInPlace(scope, each.text, place) : [`${each.text}.key`, `${each.text}.value`];
        payIteration(scope, loop);
        scope.scoped(() => {
          loop.variables.forEach((local, i) => {
            scope.declare(local);
            scope.initialise(local, callText(entry[i] ?? "undefined", [held(each)]));
          });
          emitForBody(scope, loop);
        });
      },
    ),
  );
}

/**
 * Goes to the next entry, as the iterator's `step` does, and gives the texts of key and value. What passed through the fields of an object would be
 * boxed, if it is a number.
 */
function itemInPlace(scope: FunctionScope, each: string, place: string): readonly [key: string, value: string] {
  const [items, position, key, item] = [
    scope.numbered("items"),
    scope.numbered("at"),
    scope.numbered("key"),
    scope.numbered("item"),
  ];
  const value = scope.ts(`: ${scope.module.useType("Value")}`);
  scope.line(`const ${items} = ${each}.list.arr, ${position} = ${each}.at;`);
  scope.line(`let ${key}${value}, ${item}${value};`);
  scope.line(
    `if (${position} < ${items}.length && (${item} = ${items}[${position}]) !== undefined) ${key} = ${each}.at = ${position} + 1;`,
  );
  scope.line(`else if (${place}${each}.stepOn()) { ${key} = ${each}.key; ${item} = ${each}.value; } else break;`);
  return [key, item];
}

/**
 * The head of a `for` in code for debuggers: `for (let i; i = i === undefined ? 1 : i + 1, i <= n; ) {`. A breakpoint stops at the test, before each
 * iteration, and not where the variable is declared.
 */
function steppingHead(scope: FunctionScope, label: string, variable: string, test: string, loop: Span): string {
  scope.begin({ ...loop, start: BESIDE });
  return `${label}for (let ${variable}; ${at(loop)}${test}; ) {`;
}

/** Where errors in calling the iterator are reported. */
function stepPlace(loop: GenericForStatement): Span {
  return { start: loop.start, end: loop.end, line: loop.callLine };
}

/** What messages call the iterator function: 5.1 the hidden local it lies in. */
function iteratorName(scope: FunctionScope): string | undefined {
  switch (scope.module.options.dialect) {
    case "5.0":
      return undefined;
    case "5.1":
      return "local (for generator)";
    default:
      return "for for iterator";
  }
}

function emitProtocol(scope: FunctionScope, loop: GenericForStatement, label: string): void {
  const { module } = scope;
  const [f, s, c] = adjusted(scope, loop.values, 3, () => undefined).map(
    (code) => (code.stable && code.simple && code.type !== "nil" ? code : undefined) ?? scope.saved(code),
  );
  if (f === undefined || s === undefined || c === undefined) throw new Error("a for loop without iterator");
  scope.holding([...f.temps, ...s.temps, ...c.temps], () => {
    const control = scope.temp("value", c.text, true);
    const old = module.options.dialect === "5.0";
    const constant = { [GENERATOR]: f.text, [STATE]: s.text };
    const slots = emitHidden(scope, old ? constant : { ...constant, [CONTROL]: c.text });
    const iterator = `${at(stepPlace(loop))}${module.use("iterate")}(${f.text}, ${s.text}, ${control.text})`;
    // Hooks hear of each call of an iterator.
    const walker = scope.temp("walker", module.debugging && !old ? "undefined" : iterator);
    scope.holding([control, walker], () =>
      scope.body(
        scope.plan.key(loop, "body"),
        () => {
          if (!module.stepping) return `${label}for (;;) {`;
          const begun = scope.unset("flag").text;
          return steppingHead(scope, label, begun, `${begun} ??= ${scope.withBefore("true")}`, loop);
        },
        () => {
          payIteration(scope, loop);
          const values = loop.variables.map(() => scope.emptyTemp());
          scope.compound(scope.plan.key(loop, "step"), () => callIterator(scope, loop, { f, s, control, walker, values }));
          emitHiddenValue(scope, slots[2], values[0]?.text);
          scope.scoped(() => {
            loop.variables.forEach((local, i) => {
              const value = values[i];
              if (value === undefined) return;
              scope.declare(local);
              scope.initialise(local, held(value));
            });
            emitForBody(scope, loop);
          });
        },
      ),
    );
  });
}

interface Protocol {
  readonly f: Code;
  readonly s: Code;
  readonly control: Temp;
  readonly walker: Temp;
  readonly values: readonly Temp[];
}

function callIterator(scope: FunctionScope, loop: GenericForStatement, { f, s, control, walker, values }: Protocol): void {
  const { module } = scope;
  const called = scope.plan.key(loop, "call");
  scope.branches([
    {
      key: scope.plan.key(loop, "walk"),
      header: () => `if (${scope.range(called) === undefined ? "" : "entry$ === 0 && "}${walker.text} !== undefined) {`,
      inner: () => {
        scope.line(`if (!${walker.text}.step()) break;`);
        for (const [i, value] of values.entries()) {
          scope.line(`${value.text} = ${i === 0 ? `${walker.text}.key` : i === 1 ? `${walker.text}.value` : "undefined"};`);
        }
      },
    },
    {
      key: called,
      header: () => "} else {",
      inner: () => {
        const found = `${module.use("fn")}(${f.text})`;
        const name = iteratorName(scope);
        const mark = at(stepPlace(loop), name);
        const given = [s.text, control.text];
        const text = module.debugging
          ? `${mark}${traced(scope, "debugCall", found, name, loop.callLine, given)}`
          : `${found}${mark}(${given.join(", ")})`;
        const suspends = module.suspension.suspends(loop);
        const refused = module.options.dialect === "5.0" || module.options.dialect === "5.1";
        const called = suspends ? scope.point(loop, text, "result", { called: name, refused }) : callText(text, []);
        const result = called.simple ? called : held(scope.temp("call", called.text));
        values.forEach((value, i) => {
          scope.line(`${value.text} = ${nthValue(scope, result, i)};`);
        });
        scope.line(`if (${values[0]?.text} === undefined) break;`);
        scope.line(`${control.text} = ${values[0]?.text};`);
      },
    },
  ]);
}
