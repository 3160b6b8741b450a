/**
 * Loops that only compute numbers, with globals among them, hold those in variables while they run, if all of them are numbers:
 *
 *     if (!env.isWatched && typeof $x.v === "number" && typeof $y.v === "number") {
 *       let x$kept = $x.v, y$kept = $y.v;
 *       numbers$2: {
 *         for (; paid$ > 0; paid$--) { … }
 *         $x.v = x$kept;
 *         continue loop$1;
 *       }
 *       $x.v = x$kept;
 *       break loop$1;
 *     }
 *
 * V8 would write each to memory and read it back. The usual form of the loop follows, for globals that are something else.
 */
import { numberGlobals } from "../analyse/number-loops.ts";
import type { Loop } from "../analyse/straight-line.ts";
import type { GenericForStatement } from "../ast.ts";
import type { FunctionScope } from "./scope.ts";

/** Each is a comparison before each run of the loop. */
const MOST_GLOBALS = 12;

/** Before the inner one of two loops, which `inner` emits: its form for globals that are numbers, if it only computes such. */
export function emitNumberLoop(scope: FunctionScope, loop: Exclude<Loop, GenericForStatement>, inner: () => void): void {
  const { module, loops } = scope;
  const outer = loops.at(-1);
  if (module.environment !== "cells" || outer?.label === undefined) return;
  const found = numberGlobals(loop, module.types);
  if (found === undefined || found.names.size > MOST_GLOBALS) return;
  const { names, assigned, leaves } = found;
  const place = (name: string): string => `${scope.cell(name)}.v`;
  const kept = new Map([...names].map((name) => [name, `${name}$kept`]));
  const tests = [...names].map((name) => `typeof ${place(name)} === "number"`);
  scope.open(`if (!env.isWatched && ${tests.join(" && ")}) {`);
  scope.line(`let ${[...kept].map(([name, text]) => `${text} = ${place(name)}`).join(", ")};`);
  const store = (): void => {
    for (const name of assigned) scope.line(`${place(name)} = ${kept.get(name)};`);
  };
  const label = leaves ? scope.label("numbers") : undefined;
  if (label !== undefined) {
    scope.open(`${label}: {`);
    loops[loops.length - 1] = { label };
  }
  scope.loopNumbers = kept;
  inner();
  scope.loopNumbers = undefined;
  loops[loops.length - 1] = outer;
  store();
  scope.line(`continue ${outer.label};`);
  if (label !== undefined) {
    scope.close();
    store();
    scope.line(`break ${outer.label};`);
  }
  scope.close();
}
