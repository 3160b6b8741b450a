/**
 * The registers of the machine: one object per thread of the process, as a processor has one set. Emitted code and libraries
 * read and write it directly, because that is several times faster than handing it around (DESIGN §3).
 *
 * Invariant: after a call that returned `MANY`, `n` is the number of results (0 or ≥ 2) and `v0`, `v1`, `v2` hold the first
 * three (undefined past `n`), `more` holds all from the fourth on; they must be read before anything else is called. `n < 0` says
 * that the callee was suspended.
 */
import { MANY, type Many, type Result, type Value } from "./value.ts";

const NO_MORE: readonly Value[] = Object.freeze([]);

export class Registers {
  n = 0;
  v0: Value = undefined;
  v1: Value = undefined;
  v2: Value = undefined;
  more: readonly Value[] = NO_MORE;
  /** Fuel left in this slice: see `budget.ts`. */
  fuel = 0x3fffffff;
  /** Live tail-call frames on the JavaScript stack: see `call.ts`. */
  tails = 0;
}

export const rt: Registers = new Registers();

/** Returns no value. */
export function none(): Many {
  rt.n = 0;
  rt.v0 = rt.v1 = rt.v2 = undefined;
  return MANY;
}

/** Returns two values. */
export function pair(a: Value, b: Value): Many {
  rt.n = 2;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = undefined;
  return MANY;
}

/** Returns three values. */
export function triple(a: Value, b: Value, c: Value): Many {
  rt.n = 3;
  rt.v0 = a;
  rt.v1 = b;
  rt.v2 = c;
  return MANY;
}

/** Returns the values of an array, however many they are; the array is kept, so the caller gives it away. */
export function several(values: readonly Value[]): Result {
  const n = values.length;
  if (n === 1) return values[0];
  rt.n = n;
  rt.v0 = values[0];
  rt.v1 = values[1];
  rt.v2 = values[2];
  rt.more = n > 3 ? values.slice(3) : NO_MORE;
  return MANY;
}

/** The first of a call's results, nil if there is none. */
export function first(result: Result): Value {
  return result === MANY ? rt.v0 : (result as Value);
}

/** All of a call's results in a fresh array. */
export function results(result: Result): Value[] {
  if (result !== MANY) return [result as Value];
  switch (rt.n) {
    case 0:
      return [];
    case 2:
      return [rt.v0, rt.v1];
    case 3:
      return [rt.v0, rt.v1, rt.v2];
    default:
      return [rt.v0, rt.v1, rt.v2, ...rt.more];
  }
}
