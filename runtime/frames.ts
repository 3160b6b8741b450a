/**
 * The trampoline: continues the suspended frames of a thread (suspend.ts tells how they come about).
 */
import { type FrameStack, rt, SUSPENDED } from "./machine.ts";
import { settle } from "./tail-call.ts";
import { type LuaFunction, MANY, type Result, type Value } from "./value.ts";

/** Moves the frames captured since the suspension began onto their thread's stack. */
export function keepFrames(stack: FrameStack): void {
  const { frames, places } = rt.captured;
  for (let i = frames.length; i > 0; i--) {
    const frame = frames.pop();
    if (frame === undefined) break;
    stack.frames.push(frame);
    stack.places.push(places.pop() ?? 0);
  }
}

/** Calls a thread's first function; tracebacks end at this name (stack-record.ts). */
export function threadBase(body: LuaFunction, values: readonly Value[]): Result {
  return body(...values);
}

/**
 * Continues a thread's suspended frames with `rt.resumed`, or with an error. Gives the result of the outermost frame, or suspended again
 * (the stack holds what is left). An error that no frame catches is thrown; the stack is empty then.
 */
export function runFrames(stack: FrameStack, failure?: { readonly error: unknown }): Result {
  let failed = failure;
  for (;;) {
    try {
      return failed === undefined ? proceed(stack) : proceed(stack, failed);
    } catch (error) {
      // The frame that threw is gone from the stack; its caller, if any, gets the error.
      if (stack.frames.length === 0) throw error;
      failed = { error };
    }
  }
}

function proceed(stack: FrameStack, failed?: { readonly error: unknown }): Result {
  const { frames, places } = stack;
  let failure = failed;
  for (;;) {
    const depth = frames.length - 1;
    const frame = frames[depth];
    if (frame === undefined) {
      if (failure !== undefined) throw failure.error;
      return rt.resumed;
    }
    let step: IteratorResult<number | undefined, Result>;
    stack.running = true;
    try {
      step = failure === undefined ? frame.next() : frame.throw(failure.error);
    } catch (error) {
      stack.running = false;
      frames.length = places.length = depth;
      throw error;
    }
    stack.running = false;
    failure = undefined;
    if (!step.done) {
      places[depth] = step.value ?? 0;
      keepFrames(stack);
      rt.n = SUSPENDED;
      return MANY;
    }
    frames.length = places.length = depth;
    const result = step.value;
    if (result === MANY && rt.n < 0 && settle()) {
      // A tail call of the frame was suspended: what it captured takes the frame's place.
      keepFrames(stack);
      return result;
    }
    rt.resumed = result;
  }
}
