/**
 * The door for compiled scripts: everything an emitted module imports. A typed module imports it by name; what runs is the factory
 * form of the module, which gets the same functions as one object (`doorFor`).
 */

import { pay, refuel } from "./budget.ts";
import { called } from "./callable.ts";
import { defer, fn, fnField, fnMethod, untail } from "./call.ts";
import {
  back as debugBack,
  debugClosure,
  declared as debugDeclared,
  debugDirect,
  entered as debugEntered,
  held as debugHeld,
  released as debugReleased,
  step as debugStep,
  traced as debugTraced,
} from "./debug-stack.ts";
import type { Dialect } from "./dialect.ts";
import { Box, bindEnvironment, enterEnvironment, environmentOf } from "./environment.ts";
import { intrinsics } from "./intrinsics.ts";
import { directive } from "./lib/format-in-place.ts";
import { patternSite } from "./lib/pattern-site.ts";
import { inPlace } from "./lib/string-match.ts";
import { stringToNumber } from "./number.ts";
import { unpackedItems } from "./lib/table.ts";
import { iterate, TableIterator, walk, walkResult } from "./iterate.ts";
import { rt } from "./machine.ts";
import { enterC } from "./c-calls.ts";
import { NO_ITEMS, NO_ROOM } from "./array-part.ts";
import { freshItems } from "./items.ts";
import { PLAIN } from "./meta-record.ts";
import { typeOf } from "./metatable.ts";
import { registerNames } from "./names.ts";
import { noHash } from "./hash.ts";
import { asList, kept, noList, nothing } from "./nothing.ts";
import {
  absent,
  missing,
  add,
  append,
  concat,
  concat2,
  div,
  eq,
  fill,
  forNumber,
  grow,
  index,
  indexKey,
  indexedBy,
  isText,
  joined,
  le,
  len,
  listed,
  lt,
  mod,
  mod2,
  mul,
  pow,
  pow2,
  push,
  rawset,
  same,
  setfield,
  setindex,
  sub,
  textOf,
  truthy,
  unm,
} from "./operators.ts";
import {
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
import { first, none, nth, pair, results, second, several, suspended, third, triple } from "./registers.ts";
import type { ScriptInfo, ScriptTexts } from "./script-info.ts";
import { answered, stepped, tableOf } from "./stepping.ts";
import { capture, suspendedAlways } from "./suspend.ts";
import { LuaTable } from "./table.ts";
import { tableMaker } from "./table-maker.ts";
import { registerScript } from "./traceback.ts";

export type { Cell, Environment } from "./globals.ts";
export type { Frame } from "./machine.ts";
export type { FunctionInfo, ScriptInfo } from "./script-info.ts";
export type { LuaFunction, Result, Value } from "./value.ts";
export {
  absent,
  missing,
  add,
  addR,
  answered,
  append,
  asList,
  Box,
  bindEnvironment,
  called,
  capture,
  concat,
  concat2,
  concatR,
  debugBack,
  debugClosure,
  debugDeclared,
  debugDirect,
  debugEntered,
  debugHeld,
  debugReleased,
  debugStep,
  debugTraced,
  defer,
  directive,
  div,
  divR,
  enterEnvironment,
  environmentOf,
  enterC,
  eq,
  eqR,
  fill,
  first,
  fn,
  fnField,
  fnMethod,
  forNumber,
  freshItems,
  grow,
  index,
  indexKey,
  indexedBy,
  indexR,
  inPlace,
  intrinsics,
  iterate,
  isText,
  joined,
  kept,
  LuaTable,
  le,
  len,
  listed,
  lenR,
  leR,
  lt,
  ltR,
  mod,
  mod2,
  modR,
  mul,
  mulR,
  none,
  noHash,
  noList,
  nothing,
  nth,
  pair,
  patternSite,
  NO_ITEMS,
  NO_ROOM,
  PLAIN,
  pay,
  pow,
  pow2,
  powR,
  push,
  rawset,
  refuel,
  results,
  rt,
  same,
  second,
  setfield,
  setfieldR,
  setindex,
  setindexR,
  several,
  stepped,
  stringToNumber,
  sub,
  subR,
  suspended,
  TableIterator,
  tableMaker,
  tableOf,
  third,
  triple,
  textOf,
  truthy,
  typeOf,
  unm,
  unpackedItems,
  unmR,
  untail,
  walk,
  walkResult,
};

/** A value read as a table: `(v as Fielded)?.$name`. A name that begins with `$` is undefined on every other value, so the cast is sound. */
export type Fielded = LuaTable | undefined;

/** Registers the constant field names of a chunk; called before anything of it runs. */
export function fields(...names: string[]): void {
  registerNames(names);
}

/** The place of the script's line 0 among all lines of the process; each script's door has its own. */
export const at: number = 0;

const DOOR = {
  absent,
  missing,
  add,
  addR,
  answered,
  append,
  asList,
  bindEnvironment,
  Box,
  called,
  capture,
  concat,
  concat2,
  concatR,
  debugBack,
  debugClosure,
  debugDeclared,
  debugDirect,
  debugEntered,
  debugHeld,
  debugReleased,
  debugStep,
  debugTraced,
  defer,
  directive,
  div,
  divR,
  enterEnvironment,
  environmentOf,
  enterC,
  eq,
  eqR,
  fields,
  fill,
  first,
  fn,
  fnField,
  fnMethod,
  forNumber,
  freshItems,
  grow,
  index,
  indexKey,
  indexedBy,
  indexR,
  inPlace,
  intrinsics,
  iterate,
  isText,
  joined,
  kept,
  le,
  len,
  listed,
  lenR,
  leR,
  lt,
  LuaTable,
  ltR,
  mod,
  mod2,
  modR,
  mul,
  mulR,
  none,
  noHash,
  noList,
  nothing,
  nth,
  pair,
  patternSite,
  NO_ITEMS,
  NO_ROOM,
  PLAIN,
  pay,
  pow,
  pow2,
  powR,
  push,
  rawset,
  refuel,
  results,
  rt,
  same,
  second,
  setfield,
  setfieldR,
  setindex,
  setindexR,
  several,
  stepped,
  stringToNumber,
  sub,
  subR,
  suspended,
  TableIterator,
  tableMaker,
  tableOf,
  third,
  triple,
  textOf,
  truthy,
  typeOf,
  unm,
  unpackedItems,
  unmR,
  untail,
  walk,
  walkResult,
};

/** What the factory form of a module gets. */
export type Door = typeof DOOR & { readonly at: number };

export interface DoorOptions extends ScriptTexts {
  /** Decides how chunk names are shown. */
  readonly dialect: Dialect;
  /** Loaded at run time: may be forgotten when many more have been loaded. */
  readonly temporary?: boolean;
  /** The test switch: every call that the chunk checks suspends once (for chunks compiled with the same switch). */
  readonly everyCallSuspends?: boolean;
}

/** Makes a script known (`url` is what its JavaScript carries as its name) and gives the door for its factory. */
export function doorFor(url: string, info: ScriptInfo, options: DoorOptions): Door {
  const script = registerScript(url, info, options.dialect, options.temporary === true, options);
  return options.everyCallSuspends ? { ...DOOR, at: script.at, suspended: suspendedAlways } : { ...DOOR, at: script.at };
}
