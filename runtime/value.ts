/**
 * What a Lua value is in JavaScript, and how a Lua function returns.
 *
 * nil is `undefined`; booleans and numbers are themselves; a string is a JavaScript string whose
 * char codes are bytes 0–255; a function is a plain JavaScript function with positional arguments (`this` is never used).
 *
 * A function that returns exactly one value returns it as itself. None or several: it returns null (`Many`), and the values lie in the
 * registers of the runtime (`results.ts`). Null with `rt.n < 0` means that the callee did not return but was suspended.
 * Null is never a Lua value, and comparing with it needs no load and no type feedback; so it has no name of its own.
 *
 * Governing text: Lua 5.2 manual §2.1.
 */
import type { LuaTable } from "./table.ts";

export type Value = undefined | boolean | number | string | LuaFunction | LuaTable | LuaUserdata | LuaThread;

/** A Lua function. Missing arguments are `undefined`; a library function that must tell "none" from nil looks at the count. */
export type LuaFunction = (...values: Value[]) => Result;

/** "Not exactly one value": see the file's head. */
export type Many = null;

export type Result = Value | Many;

// So that emitted code may read `t?.$name`, `t?.meta`, `t?.arr` of any value: other values than tables have no such properties.
declare global {
  interface Number extends NoFields {}
  interface String extends NoFields {}
  interface Boolean extends NoFields {}
  // An index signature of Function does not reach function types, so `$name` of a function needs a cast.
  interface Function {
    readonly meta?: undefined;
    readonly arr?: undefined;
    readonly record?: undefined;
  }
}

/** What only tables have. */
export interface NoFields {
  readonly [field: `$${string}`]: undefined;
  readonly meta?: undefined;
  readonly arr?: undefined;
  readonly record?: undefined;
}

/** A host object in Lua's hands (a file handle). Scripts see nothing of it but its metatable. */
export class LuaUserdata implements NoFields {
  declare readonly meta?: undefined;
  declare readonly arr?: undefined;
  declare readonly record?: undefined;
  readonly [field: `$${string}`]: undefined;
  metatable: LuaTable | undefined = undefined;
  /** What the debug library attaches to it: 5.1's environment, 5.2's user value. */
  attached: LuaTable | undefined = undefined;
  /** What the host keeps in it; only library code reads it. */
  readonly content: unknown;
  constructor(content: unknown) {
    this.content = content;
  }
}

/** A coroutine; its state belongs to `coroutine.ts`. */
export abstract class LuaThread implements NoFields {
  declare readonly meta?: undefined;
  declare readonly arr?: undefined;
  declare readonly record?: undefined;
  readonly [field: `$${string}`]: undefined;
  abstract readonly status: "suspended" | "running" | "normal" | "dead";
}
