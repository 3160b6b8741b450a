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

/** What a frame gives when it is continued: the place where it stands now, or its result. */
export type FrameStep = IteratorResult<number | undefined, Result>;

/** Calls a thread's first function; tracebacks end at this name (stack-record.ts). */
export function threadBase(body: LuaFunction, values: readonly Value[]): Result {
  return body(...values);
}

/**
 * Continues a thread's suspended frames with `rt.resumed`, or with an error. Gives the result of the outermost frame, or suspended again
 * (the stack holds what is left). An error that no frame catches is thrown; the stack is empty then. `stepped`: what the innermost frame gave
 * when it was continued already.
 */
export function runFrames(stack: FrameStack, failure?: { readonly error: unknown }, stepped?: FrameStep): Result {
  const { frames, places } = stack;
  let failed = failure;
  let given = stepped;
  for (;;) {
    const depth = frames.length - 1;
    const frame = frames[depth];
    if (frame === undefined) {
      if (failed !== undefined) throw failed.error;
      return rt.resumed;
    }
    let step: FrameStep;
    stack.running = true;
    try {
      step = given ?? (failed === undefined ? frame.next() : frame.throw(failed.error));
      given = undefined;
      stack.running = false;
      if (!step.done) {
        places[depth] = step.value ?? places[depth] ?? 0;
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
