/** `for … in`: over what the runtime's iterator gives, or by calls of an iterator function. Governing text: Lua 5.2 manual §3.3.5. */

import type { GenericForStatement, Span } from "../ast.ts";
import { adjusted, nthValue } from "./assignment.ts";
import { traced } from "./callees.ts";
import { emitCallResult } from "./calls.ts";
import { type Code, callText, held, type Temp } from "./code.ts";
import { emitHidden, emitHiddenValue } from "./debug-mode.ts";
import { emitForBody, outlastsLoop, steppingHead, withLoop } from "./loops.ts";
import { beginRun, payIteration, paysAhead } from "./paid-loops.ts";
import type { FunctionScope } from "./scope.ts";
import { at } from "./text.ts";

/**
 * `for k, v in pairs(t) do` → `const each$1 = walkResult(…); while (each$1.step()) { const k = each$1.key; const v = each$1.value; … }`.
 * Where the iterator function may suspend, the loop calls it itself; tables are still walked directly.
 */
export function emitGenericFor(scope: FunctionScope, loop: GenericForStatement): void {
  withLoop(scope, loop, (label, doubled) => {
    scope.scoped(() => {
      const walked = loop.variables.length <= 2 && !scope.module.debugging && !scope.module.suspension.suspends(loop);
      if (walked) emitWalk(scope, loop, label, doubled);
      else emitProtocol(scope, loop, label);
    });
  });
}

/** The hidden variables of a generic `for`; to 5.0 the first visible one is the control variable. */
const GENERATOR = "(for generator)";
const STATE = "(for state)";
const CONTROL = "(for control)";

function emitWalk(scope: FunctionScope, loop: GenericForStatement, label: string, doubled: boolean): void {
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
  if (doubled) {
    scope.holding([each], () => emitWalkInRuns(scope, loop, label, each.text, place));
    return;
  }
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
        emitWalkBody(scope, loop, entry, [held(each)]);
      },
    ),
  );
}

/**
 * Two loops, of which the inner one goes on as long as the list has items: see `isDoubled`. What else the iterator gives is the one iteration of a run.
 * Nothing in them suspends, so the place in the list may be a variable.
 */
function emitWalkInRuns(scope: FunctionScope, loop: GenericForStatement, label: string, each: string, place: string): void {
  const [list, position, key, item] = ["list", "at", "key", "item"].map((word) => scope.numbered(word));
  const value = scope.ts(`: ${scope.module.useType("Value")}`);
  const inList = `${position} < ${list}.arr.length && (${item} = ${list}.arr[${position}]) !== undefined`;
  scope.line(`let ${list} = ${each}.list, ${position} = 0;`);
  scope.open(`${label}for (;;) {`);
  beginRun(scope, loop);
  scope.line(`let ${key}${value}, ${item}${value};`);
  scope.line(`if (${inList}) ${key} = ++${position};`);
  scope.line(
    `else if ((${position} = ${place}${each}.stepFrom(${position})) >= 0) { ${key} = ${each}.key; ${item} = ${each}.value; ${list} = ${each}.list; } else break;`,
  );
  scope.open("do {");
  scope.record(scope.plan.key(loop, "body"), () => emitWalkBody(scope, loop, [key, item], []));
  scope.close(`} while (--paid$ > 0 && ${inList} && (${key} = ++${position}));`);
  scope.close();
}

/** The variables of a generic `for` with the values of an entry, and its body. */
function emitWalkBody(
  scope: FunctionScope,
  loop: GenericForStatement,
  entry: readonly (string | undefined)[],
  codes: readonly Code[],
): void {
  scope.scoped(() => {
    loop.variables.forEach((local, i) => {
      scope.declare(local);
      scope.initialise(local, callText(entry[i] ?? "undefined", codes));
    });
    emitForBody(scope, loop);
  });
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
  const [f, s, c] = adjusted(scope, loop.values, 3, () => undefined).map((code, i) =>
    outlastsLoop(loop.values[i], code) && code.type !== "nil" ? code : scope.saved(code),
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
