/**
 * The trampoline: continues the suspended frames of a thread (suspend.ts tells how they come about).
 */
import { type FrameStack, LIBRARY, rt, SKIPPED, SUSPENDED, type SuspendedCall, UNKNOWN, YIELD } from "./machine.ts";
import { settle } from "./tail-call.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

/** Puts the frames captured since the suspension began onto their thread's stack. */
export function keepFrames(stack: FrameStack): void {
  const { captured, outermost } = rt;
  if (captured === undefined || outermost === undefined) return;
  rt.captured = rt.outermost = undefined;
  for (let call: SuspendedCall | undefined = captured; call !== undefined; call = call.outer)
    if (call.place < SKIPPED && isBoundary(call.place)) stack.crossed = true;
  outermost.outer = stack.innermost;
  stack.innermost = captured;
}

/**
 * True if a suspended call that stands there is one of a library function that called back, or, in 5.0 and 5.1, of `pcall` or an operator with a
 * metamethod (those have no place): coroutines of real Lua cannot yield across it. `vpop3` can.
 */
export function isBoundary(place: number): boolean {
  const { dialect } = rt.realm;
  if (dialect === "5.2") return place === LIBRARY;
  return dialect !== "vpop3" && place >= UNKNOWN && place < SKIPPED;
}

/** What a frame gives when it is continued: the place where it stands now, or its result. */
export type FrameStep = IteratorResult<number | undefined, Result>;

/** A frame was suspended and gave `place`. */
function suspendedAt(call: SuspendedCall, place: number | undefined): void {
  if (place === undefined) return;
  call.place = place;
  if (place > 0) return;
  rt.reason = YIELD;
  // The registers are needed to tell of the suspension.
  if (rt.yielded === null) rt.transfer = [rt.v0, rt.v1, rt.v2, ...rt.more].slice(0, rt.n);
}

/**
 * Calls a thread's first function, and makes the tail calls that this has put off: tracebacks end at this name (stack-record.ts). With no result and
 * `rt.n < 0` it is suspended.
 */
export function threadBase(body: LuaFunction, values: readonly Value[]): Result {
  const result = calledWith(body, values);
  if (result === null && rt.n < 0) settle();
  return result;
}

function calledWith(body: LuaFunction, values: readonly Value[]): Result {
  // V8 calls with a list three times as slowly as with values.
  switch (values.length) {
    case 0:
      return body();
    case 1:
      return body(values[0]);
    case 2:
      return body(values[0], values[1]);
    default:
      return body(...values);
  }
}

/**
 * Continues a thread's suspended frames with `rt.resumed`, or with an error. Gives the result of the outermost frame, or suspended again
 * (the stack holds what is left). An error that no frame catches is thrown; the stack is empty then. `stepped`: what the innermost frame gave
 * when it was continued already.
 */
export function runFrames(stack: FrameStack, failure?: { readonly error: unknown }, stepped?: FrameStep): Result {
  let failed = failure;
  let given = stepped;
  for (;;) {
    const call = stack.innermost;
    if (call === undefined) {
      if (failed !== undefined) throw failed.error;
      return rt.resumed;
    }
    const { frame } = call;
    if (frame === undefined) {
      stack.innermost = call.outer;
      if (failed === undefined) {
        rt.n = 0;
        rt.resumed = null;
      }
      continue;
    }
    let step: FrameStep;
    stack.steps = true;
    try {
      step = given ?? (failed === undefined ? frame.next(rt.resumed) : frame.throw(failed.error));
      given = undefined;
      stack.steps = false;
      if (!step.done) {
        suspendedAt(call, step.value);
        keepFrames(stack);
        rt.n = SUSPENDED;
        return null;
      }
      failed = undefined;
      stack.innermost = call.outer;
      const result = step.value;
      if (result === null && rt.n < 0 && settle()) {
        // A tail call of the frame was suspended: what it captured takes the frame's place.
        keepFrames(stack);
        return result;
      }
      rt.resumed = result;
    } catch (error) {
      // The frame that threw is done with; its caller, if any, gets the error.
      stack.steps = false;
      stack.innermost = call.outer;
      failed = { error };
    }
  }
}
