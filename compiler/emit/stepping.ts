/**
 * What is emitted while a debugger is there, so that a breakpoint on a Lua line has one place in the JavaScript and a step goes from line to line:
 *
 * - A function that may suspend is one generator, which `stepped` starts, in place of two forms; a call in it asks `answered` and may stand anywhere
 *   in an expression: `first((yield* answered(f(x), at + 5)))`. So its locals are those that Lua has in scope, and closures share them.
 * - A Lua statement is one JavaScript statement where that can be: debuggers step by these. Temporaries are declared at the head of the function,
 *   and set in front of what needs them: `return value$1 = index(t, "x"), add(value$1, 1);`
 * - The head of a loop is one place, which is passed before each iteration: `for (let i; i = i === undefined ? 1 : i + 1, i <= n; ) {`.
 *
 * Debuggers set a breakpoint at the first mapping of the line and nowhere else, so with two forms it would never stop in the second.
 */

import type { STARTING } from "../../runtime/script-info.ts";
import type { FunctionScope } from "./scope.ts";
import { at } from "./text.ts";

const PLACE = /^(?:\x01[^\x02]*\x02)*/;
const DECLARATION = /^((?:const|let) [\w$]+ = )([\s\S]*);$/;
const RETURN = /^return ([\s\S]*);$/;
const OTHER = /^(?:[{}]|(?:for|while|do|let|function|break|continue|debugger)\b|[\w$]+: )/;

/** What is to be done before the next statement. */
export class Before {
  #texts: string[] = [];

  /** An expression that is evaluated before what is written next. */
  add(text: string): void {
    this.#texts.push(text);
  }

  /** Takes them as a part of the expression. */
  inFrontOf(value: string): string {
    const texts = [...this.#texts, value];
    this.#texts = [];
    return texts.length === 1 ? value : `(${texts.join(", ")})`;
  }

  /** Takes them as statements. */
  lines(): readonly string[] {
    const lines = this.#texts.map((text) => `${text};`);
    this.#texts = [];
    return lines;
  }

  /** Takes them as a part of the statement, where they can be one. */
  joinedTo(statement: string): readonly string[] {
    if (this.#texts.length === 0) return [statement];
    const [place = ""] = PLACE.exec(statement) ?? [];
    const text = statement.slice(place.length);
    const [, declared, value] = DECLARATION.exec(text) ?? [];
    if (declared === undefined && OTHER.test(text)) return [...this.lines(), statement];
    const before = this.#texts.join(", ");
    this.#texts = [];
    if (declared !== undefined) return [`${place}${declared}(${before}, ${value});`];
    const [, returned] = RETURN.exec(text) ?? [];
    if (returned !== undefined) return [`${place}return ${before}, ${returned};`];
    if (text.startsWith("if (")) return [`${place}if (${before}, ${text.slice(4)}`];
    return [`${place}${before}, ${text}`];
  }
}

/**
 * The text of a generator function, as the function that starts it:
 *
 *     stepped({ *f(a) { … } }.f, (steps$) => function start$(...values$) { … })
 *
 * V8 steps into a generator only from code that the debugger does not skip, so what starts it stands here and not in the runtime. It has the first
 * and the last line of the function: where debuggers go in and out. The name of a method is not in scope in it: there the name means
 * the function that starts it.
 */
export function steppedFunction(scope: FunctionScope, parameters: string): { readonly head: string; readonly foot: string } {
  const { module, plan } = scope;
  const { info, start, end } = plan.body;
  const [first, last] = plan.isMain
    ? ["", ""]
    : [at({ line: info.lineDefined, start }), at({ line: info.lastLineDefined, start: end })];
  const head = `${module.use("stepped")}({ *${module.mark}${plan.name}(${parameters}) {`;
  const begin = `${first}const frame$ = steps$(...values$), step$ = frame$.next();`;
  const give = `${last}return step$.done ? step$.value : ${module.use("capture")}(frame$, step$.value);`;
  return { head, foot: `} }.${plan.name}, (steps$) => function ${STARTER}(...values$) { ${begin} ${give} })` };
}

/** The name of what starts generators: it is no level of Lua's stack. */
const STARTER: typeof STARTING = "start$";
