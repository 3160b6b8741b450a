/**
 * Boxes for variables that closures share, and the environments of functions in chunks that replace theirs (`setfenv`, `_ENV`).
 */
import { rt } from "./machine.ts";
import type { LuaFunction, Value } from "./value.ts";

/** A local variable that is captured by a function and assigned. */
export class Box {
  v: Value;
  constructor(v: Value) {
    this.v = v;
  }
}

/** Notes that `f` finds its globals in the table in `environment`; for `setfenv` and `getfenv`. Gives `f` back. */
export function bindEnvironment(f: LuaFunction, environment: Box): LuaFunction {
  rt.environments.set(f, environment);
  return f;
}

/** The environment of a function of a chunk that was compiled with replaceable environments; undefined for other functions. */
export function environmentOf(f: LuaFunction): Box | undefined {
  return rt.environments.get(f);
}
