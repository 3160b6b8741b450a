/** The levels of a Lua stack, as tracebacks and the debug library show them. */
import { rt } from "./machine.ts";
import type { FunctionInfo, Script } from "./script-info.ts";

/** One function on the Lua stack, innermost first. */
export interface Level {
  /** The script and line where a Lua function stands; undefined for a library function. */
  readonly script: Script | undefined;
  readonly line: number;
  readonly function: FunctionInfo | undefined;
  /** The JavaScript name of a library function; `libraryPath` gives its Lua name. */
  readonly library: string | undefined;
  /** How the caller calls it (`global f`), where known. */
  readonly called: string | undefined;
  /** Stands for a function that ended with a tail call: 5.0 and 5.1 show it. */
  readonly tail?: boolean;
  /** Called by a function that ended with this call: 5.2 shows it. */
  readonly tailCalled?: boolean;
  /** `called` is all that is known of its name: the definition does not count. */
  readonly exact?: boolean;
  /** Called by the runtime, as C functions and operators call: a library function or a metamethod stands between it and the caller. */
  readonly nested?: boolean;
}

/** A level that is being read: its caller is still to tell how it is called. */
export type OpenLevel = { -readonly [K in keyof Level]: Level[K] };

/** Notes what is known of the way a function is called; what was noted first counts. */
export function close(level: OpenLevel, called: string | undefined, nested: boolean): void {
  if (level.exact === true) return;
  level.exact = true;
  level.called = called;
  level.nested = nested;
}

/** 5.0 and 5.1 have a level for each tail call; 5.2 only notes at a function that there were some. */
export function tailsAreLevels(): boolean {
  return rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1";
}

/** A function that ended by calling the one above. */
export const TAIL: Level = {
  script: undefined,
  line: -1,
  function: undefined,
  library: undefined,
  called: undefined,
  tail: true,
  exact: true,
};

/** Notes that a function took the place of `count` ones that ended with calls; gives their levels, where those have some. */
export function tailsOf(callee: OpenLevel, count: number): OpenLevel[] {
  close(callee, undefined, false);
  if (tailsAreLevels()) return Array.from({ length: count }, () => ({ ...TAIL }));
  callee.tailCalled = true;
  return [];
}

/** The functions of the runtime that call metamethods for an operator, and what 5.2 calls those. */
export const METAMETHODS: ReadonlyMap<string, string> = new Map([
  ["add", "__add"],
  ["sub", "__sub"],
  ["mul", "__mul"],
  ["div", "__div"],
  ["mod", "__mod"],
  ["pow", "__pow"],
  ["unm", "__unm"],
  ["concat", "__concat"],
  ["concat2", "__concat"],
  ["len", "__len"],
  ["eq", "__eq"],
  ["lt", "__lt"],
  ["le", "__le"],
  ["index", "__index"],
  ["absent", "__index"],
  ["indexedBy", "__index"],
  ["inherited", "__index"],
  ["setindex", "__newindex"],
  ["setfield", "__newindex"],
  ["rawset", "__newindex"],
]);
