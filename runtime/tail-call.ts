/**
 * Tail calls. A tail call costs a frame of the JavaScript stack up to a depth (`rt.tails`); past that it is deferred: the function and its
 * arguments are handed to the nearest caller that is not a tail call itself, which runs it (`settle`). So a loop of tail calls of any
 * length runs in bounded stack (Lua 5.1 manual §2.5.8).
 */
import { DEFERRED, rt, SUSPENDED } from "./machine.ts";
import type { LuaFunction, Many, Result, Value } from "./value.ts";

/** As many tail calls are on the JavaScript stack before one is put off. */
export const TAILS_PUT_OFF = 200;

/** A tail call past the allowed depth: the nearest caller makes it. */
export function defer(f: LuaFunction, ...values: Value[]): Many {
  rt.tails--;
  rt.deferred = f;
  rt.more = values;
  rt.n = DEFERRED;
  return null;
}

/** Ends a tail call that was made at once. */
export function untail(result: Result): Result {
  rt.tails--;
  if (result === null && rt.n === SUSPENDED) lose(1);
  return result;
}

/** What was captured last took the place of `count` functions. */
function lose(count: number): void {
  if (rt.outermost !== undefined) rt.outermost.tails += count;
}

/** Runs deferred tail calls until one returns (false; its results lie in the registers, even a single one) or is suspended (true). */
export function settle(): boolean {
  let deferred = false;
  while (rt.n === DEFERRED) {
    const f = rt.deferred;
    if (f === undefined) throw new Error("a deferred tail call has no function");
    const result = f(...rt.more);
    if (result !== null) {
      rt.n = 1;
      rt.v0 = result;
      rt.v1 = rt.v2 = undefined;
    }
    deferred = true;
  }
  if (deferred && rt.n === SUSPENDED) lose(TAILS_PUT_OFF);
  return rt.n === SUSPENDED;
}
