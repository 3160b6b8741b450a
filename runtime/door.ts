/**
 * What emitted code uses, and where each comes from. The compiler loads nothing of the runtime and knows the names as text
 * (compiler/emit/door.ts): its types, and a test, hold the two lists together.
 */
import { registerNames } from "./names.ts";

export { NO_ITEMS, NO_ROOM } from "./array-part.ts";
export { append, fill, grow, push, rawset, setfield, setindex } from "./assigning.ts";
export { pay, refuel } from "./budget.ts";
export { enterC } from "./c-calls.ts";
export { fnField, fnMethod } from "./call.ts";
export { called, fn } from "./callable.ts";
export { concat, isText, joined, textOf } from "./concatenation.ts";
export {
  back as debugBack,
  callTraced as debugCall,
  debugClosure,
  debugDirect,
  entered as debugEntered,
  held as debugHeld,
  holds as debugHolds,
  local as debugLocal,
  reached as debugAt,
  released as debugReleased,
  resumedFrame as debugFrame,
  step as debugStep,
  tailTraced as debugTail,
} from "./debug-calls.ts";
export { Box, bindEnvironment, runningEnvironments } from "./environment.ts";
export type { Environment } from "./globals.ts";
export { noHash } from "./hash.ts";
export { absent, index, indexedBy, indexKey, listed, missing } from "./indexing.ts";
export { intrinsics } from "./intrinsics.ts";
export { freshItems } from "./items.ts";
export type { TableIterator } from "./iterate.ts";
export { iterate, walk, walkResult } from "./iterate.ts";
export { directive } from "./lib/format-in-place.ts";
export { patternSite } from "./lib/pattern-site.ts";
export { inPlace } from "./lib/string-match.ts";
export { unpackedItems } from "./lib/table.ts";
export type { Frame } from "./machine.ts";
export { rt } from "./machine.ts";
export { PLAIN } from "./meta-record.ts";
export { typeOf } from "./metatable.ts";
export { asList, kept, noList, nothing } from "./nothing.ts";
export { stringToNumber } from "./number.ts";
export { add, div, eq, forNumber, le, len, lt, mod, mod2, mul, pow, pow2, same, sub, truthy, unm } from "./operators.ts";
export {
  addR,
  concatR,
  divR,
  eqR,
  indexR,
  lenR,
  leR,
  ltR,
  modR,
  mulR,
  powR,
  setfieldR,
  setindexR,
  subR,
  unmR,
} from "./operators-suspending.ts";
export { first, none, nth, pair, results, second, several, suspended, third, triple } from "./results.ts";
export { answered, stepped, tableOf } from "./stepping.ts";
export { acrossLoop, capture } from "./suspend.ts";
export { LuaTable } from "./table.ts";
export { tableMaker } from "./table-maker.ts";
export type { LuaFunction, Result, Value } from "./value.ts";

/** Registers the constant field names of a chunk; called before anything of it runs. */
export function fields(...names: string[]): void {
  registerNames(names);
}

/** The place of the script's line 0 among all lines of the process; each script's door has its own. */
export const at: number = 0;
export { defer, untail } from "./tail-call.ts";
