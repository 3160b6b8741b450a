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
  const { frames, places } = stack;
  let failed = failure;
  for (;;) {
    const depth = frames.length - 1;
    const frame = frames[depth];
    if (frame === undefined) {
      if (failed !== undefined) throw failed.error;
      return rt.resumed;
    }
    let step: IteratorResult<number | undefined, Result>;
    stack.running = true;
    try {
      step = failed === undefined ? frame.next() : frame.throw(failed.error);
      stack.running = false;
      if (!step.done) {
        places[depth] = step.value ?? 0;
        if (rt.captured.frames.length > 0) keepFrames(stack);
        rt.n = SUSPENDED;
        return MANY;
      }
      failed = undefined;
      frames.pop();
      places.pop();
      const result = step.value;
      if (result === MANY && rt.n < 0 && settle()) {
        // A tail call of the frame was suspended: what it captured takes the frame's place.
        keepFrames(stack);
        return result;
      }
      rt.resumed = result;
    } catch (error) {
      // The frame that threw is done with; its caller, if any, gets the error.
      stack.running = false;
      frames.length = places.length = Math.min(depth, frames.length);
      failed = { error };
    }
  }
}
