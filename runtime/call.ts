/**
 * Calls of values that may not be functions, and tail calls.
 *
 * A tail call costs a frame of the JavaScript stack up to a depth (`rt.tails`); past that it is deferred: the function and its arguments
 * are handed to the nearest caller that is not a tail call itself, which runs it (`settle`). So a loop of tail calls of any length runs in
 * bounded stack (Lua 5.1 manual §2.5.8).
 */
import { quoted, runError } from "./error.ts";
import { DEFERRED, rt } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { LuaTable } from "./table.ts";
import { MANY, type LuaFunction, type Many, type Result, type Value } from "./value.ts";

/** The function to call for `f`: itself, or what does its `__call`; else a function that raises the error when it is called. */
export function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : callable(f, what);
}

function callable(f: Value, what: string | undefined): LuaFunction {
  const handler = metatableOf(f)?.$__call;
  if (typeof handler === "function") return (...values) => handler(f, ...values);
  // The arguments are evaluated before the call fails, as in PUC Lua.
  return () => callError(f, what);
}

function callError(f: Value, what: string | undefined): never {
  return runError(`attempt to call ${described(f, what)}`);
}

/** `local 'x' (a nil value)`, or `a nil value` where no name is known. */
export function described(value: Value, what: string | undefined): string {
  const type = `a ${typeOf(value)} value`;
  if (what === undefined || what === "") return type;
  const space = what.indexOf(" ");
  return `${what.slice(0, space)} ${quoted(what.slice(space + 1))} (${type})`;
}

/** Calls any value, for library code. */
export function call(f: Value, ...values: Value[]): Result {
  return typeof f === "function" ? f(...values) : callable(f, undefined)(...values);
}

/** A tail call past the allowed depth: the nearest caller makes it. */
export function defer(f: Value, ...values: Value[]): Many {
  rt.deferred = fn(f);
  rt.more = values;
  rt.n = DEFERRED;
  return MANY;
}

/** Ends a tail call that was made at once. */
export function untail(result: Result): Result {
  rt.tails--;
  return result;
}

/** Is it a value that can be called? */
export function isCallable(f: Value): boolean {
  return (
    typeof f === "function" ||
    (f instanceof LuaTable && f.meta.table?.$__call !== undefined) ||
    metatableOf(f)?.$__call !== undefined
  );
}
