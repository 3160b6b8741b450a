/**
 * Suspension: how a Lua stack leaves the JavaScript stack and comes back.
 *
 * A callee that cannot answer now returns `null` with `rt.n === SUSPENDED`. Each caller on the way out captures itself: it hands a
 * generator, its *frame*, that goes on from the call, and returns suspended too. The frames collect in `rt.captured`, innermost first,
 * up to the base of the thread (a coroutine's resume, or the host's call). `runFrames` is the trampoline that continues
 * them: the innermost frame runs, its result becomes `rt.resumed` for the next one out, and so on. A stack of any depth costs no more
 * per resume than a shallow one, because only the innermost frames are touched.
 *
 * Reasons: "yield" ends at the coroutine's resume; "wait" (a promise) and "again" (the test switch) go up to the host.
 */
import { AGAIN, type Frame, rt, SUSPENDED, SuspendedCall, WAIT } from "./machine.ts";
import { results } from "./results.ts";
import { settle } from "./tail-call.ts";
import type { Many, Result } from "./value.ts";

/**
 * Leaves the stack because a callee was suspended: `if (suspended(r)) return capture(rest(…))`. `frame`, when started or continued,
 * finds the callee's result in `rt.resumed` and yields when a further callee is suspended. An error of the callee arrives as a throw at the
 * yield; a frame that has not started ends with it, so a frame that catches errors is started before (`started`). Without a frame
 * the function returns nothing.
 * `place` (a script's `at` + Lua line) tells tracebacks where the frame stands; what it yields later is the new place.
 */
export function capture(frame: Frame | undefined, place = 0): Many {
  const call = new SuspendedCall(frame, place);
  if (rt.outermost === undefined) rt.captured = call;
  else rt.outermost.outer = call;
  rt.outermost = call;
  rt.n = SUSPENDED;
  return null;
}

/** Runs a frame up to its first yield, where it then waits for the callee's result or error. */
export function started(frame: Frame): Frame {
  frame.next();
  return frame;
}

/** Notes that what is suspended was called by a `for` loop: 5.0 and 5.1 refuse yields across that, as across metamethods. */
export function acrossLoop(): true {
  capture(handedOn());
  return true;
}

// biome-ignore lint/correctness/useYield: a frame that calls nothing more
function* handedOn(): Frame {
  return rt.resumed;
}

/** Units of fuel for a wait: an answer that is there at once costs promises all the same. */
const WAIT_FUEL = 1000;

/**
 * Suspends the Lua stack until the promise settles; the event loop goes on meanwhile. The promise gives a function that makes the helper's
 * results (it runs when Lua goes on): `return wait(p.then(v => () => pair(v, true)))`. A rejection is thrown into Lua; with a
 * `LuaError` scripts can catch it.
 */
export function wait(promise: Promise<() => Result>): Many {
  rt.fuel = (rt.fuel - WAIT_FUEL) | 0; // looked at by the next check
  rt.reason = WAIT;
  rt.pending = promise;
  rt.n = SUSPENDED;
  return null;
}

/**
 * The test switch: takes the place of `suspended` in the door and lets every call that returns suspend once, with its result kept, so
 * that a corpus can be run with every suspension point taken. The host continues at once.
 */
export function suspendedAlways(result: Result): boolean {
  if (result === null && rt.n < 0 && settle()) return true;
  rt.transfer = results(result);
  rt.reason = AGAIN;
  rt.n = SUSPENDED;
  return true;
}
