/**
 * How results lie in the registers of the machine: writing them (`none`, `pair`, `triple`, `several`), reading them (`first`, `results`),
 * and what a caller does when the callee did not return: `suspended`.
 *
 * A callee that was suspended or deferred its tail call returns `null` with `rt.n < 0`. Only a caller that asks `suspended` can let itself
 * be captured; one that reads a value without asking gets the deferred call done, and for a true suspension the
 * error "attempt to yield across …": a missing suspension point is an error, never wrong code.
 */
import { type LuaError, yieldRefused } from "./error.ts";
import { keepFrames, runFrames } from "./frames.ts";
import { AGAIN, FrameStack, rt as machine } from "./machine.ts";
import { levelsOfSuspended } from "./suspended-levels.ts";
import { settle } from "./tail-call.ts";
import { recordStack } from "./traceback.ts";
import type { Many, Result, Value } from "./value.ts";

/** A constant of this file: V8 would load what is imported, and look at its shape, in each function that it puts into its callers. */
const rt = machine;

/** Returns no value. */
export function none(): Many {
  rt.n = 0;
  rt.v0 = rt.v1 = rt.v2 = undefined;
  return null;
}

/** Returns two values. */
export function pair(a: Value, b: Value): Many {
  rt.n = 2;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = undefined;
  return null;
}

/** Returns three values. */
export function triple(a: Value, b: Value, c: Value): Many {
  rt.n = 3;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = c;
  return null;
}

/** Returns the values of an array, however many they are. */
export function several(values: readonly Value[]): Result {
  const n = values.length;
  // Reading past the end of an array is slow, so each count has its way.
  switch (n) {
    case 0:
      return none();
    case 1:
      return values[0];
    case 2:
      return pair(values[0], values[1]);
    case 3:
      return triple(values[0], values[1], values[2]);
    case 4:
      return quadruple(values[0], values[1], values[2], values[3]);
    default:
      return quantity(values[0], values[1], values[2], values.slice(3));
  }
}

/** Returns four values. The array is filled again: a new one would be young, and V8 pays for each write of a young object into an old one. */
function quadruple(a: Value, b: Value, c: Value, d: Value): Many {
  rt.n = 4;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = c;
  if (rt.more.length === 1) rt.more[0] = d;
  else rt.more = [d];
  return null;
}

/** Returns more than three values. The array of those after the third is given away. */
export function quantity(a: Value, b: Value, c: Value, more: Value[]): Many {
  rt.n = 3 + more.length;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = c;
  rt.more = more;
  return null;
}

/** The first of a call's results, nil if there is none. */
export function first(result: Result): Value {
  return result === null ? firstOfMany() : result;
}

function firstOfMany(): Value {
  if (rt.n < 0) returned();
  return rt.v0;
}

/** All of a call's results in a fresh array. */
export function results(result: Result): Value[] {
  if (result !== null) return [result];
  if (rt.n < 0) returned();
  switch (rt.n) {
    case 0:
      return [];
    case 1:
      return [rt.v0];
    case 2:
      return [rt.v0, rt.v1];
    case 3:
      return [rt.v0, rt.v1, rt.v2];
    default:
      return [rt.v0, rt.v1, rt.v2, ...rt.more];
  }
}

/**
 * True if the callee was suspended: then the caller captures itself (`capture`) and leaves. A deferred tail call is run here first; its
 * results lie in the registers then, even a single one (`rt.n` is 1).
 */
export function suspended(result: Result): boolean {
  return result === null && rt.n < 0 && settle();
}

/** Makes sure that the results are there; for callers that cannot be suspended. */
export function returned(): void {
  if (!(rt.n < 0 && settle())) return;
  const stack = new FrameStack();
  do {
    keepFrames(stack);
    // The test switch suspended a call below: what it captured is continued here. To all other captured frames this is an error.
    const refusal = rt.reason === AGAIN ? undefined : { error: refused(stack) };
    if (refusal === undefined) rt.resumed = several(rt.transfer);
    const result = runFrames(stack, refusal);
    if (result !== null) {
      rt.n = 1;
      rt.v0 = result;
      rt.v1 = rt.v2 = undefined;
    }
  } while (rt.n < 0 && settle());
}

/** The suspension ends as an error of the library function that yields or waits, so there is no position. */
function refused(stack: FrameStack): LuaError {
  rt.pending?.catch(() => undefined); // nobody waits for it any more; its failure is nobody's business
  rt.pending = undefined;
  rt.n = 0;
  if (!rt.tracing) return yieldRefused();
  const { levels, main } = recordStack();
  return yieldRefused({ levels: [...levelsOfSuspended(stack), ...levels], main });
}

/** The second result. */
export function second(result: Result): Value {
  if (result !== null) return undefined;
  if (rt.n < 0) returned();
  return rt.v1;
}

/** The third result. */
export function third(result: Result): Value {
  if (result !== null) return undefined;
  if (rt.n < 0) returned();
  return rt.v2;
}

/** The result number `k`, from 0. */
export function nth(result: Result, k: number): Value {
  if (result !== null) return k === 0 ? result : undefined;
  if (rt.n < 0) returned();
  switch (k) {
    case 0:
      return rt.v0;
    case 1:
      return rt.v1;
    case 2:
      return rt.v2;
    default:
      return k < rt.n ? rt.more[k - 3] : undefined;
  }
}
