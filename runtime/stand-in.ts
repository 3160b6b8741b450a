/**
 * Functions that stand for another one, which they make when it is needed: a chunk whose environment can be replaced, a function in debug mode or of a
 * debugger. Noted on the function itself, as looking into a WeakMap would cost each call in debug mode more than the call.
 */
import type { LuaFunction } from "./value.ts";

/** What a function stands for. */
export interface Substituted {
  /** The function that runs. */
  readonly body: LuaFunction;
}

const STANDS_FOR = Symbol("stands for");

/** Notes that `f` stands for another one; gives `f` back. */
export function standFor(f: LuaFunction & { [STANDS_FOR]?: Substituted }, substituted: Substituted): LuaFunction {
  f[STANDS_FOR] = substituted;
  return f;
}

/** What `f` stands for. */
export function substitutedBy(f: LuaFunction & { readonly [STANDS_FOR]?: Substituted }): Substituted | undefined {
  return f[STANDS_FOR];
}
