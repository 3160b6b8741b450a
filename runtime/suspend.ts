/**
 * Suspension: how a Lua stack leaves the JavaScript stack and comes back.
 *
 * A callee that cannot answer now returns `MANY` with `rt.n === SUSPENDED`. Each caller on the way out captures itself: it hands a
 * generator, its *frame*, that goes on from the call, and returns suspended too. The frames collect in `rt.captured`, innermost first,
 * up to the base of the thread (a coroutine's resume, or the host's call). `runFrames` is the trampoline that continues
 * them: the innermost frame runs, its result becomes `rt.resumed` for the next one out, and so on. A stack of any depth costs no more
 * per resume than a shallow one, because only the innermost frames are touched (DESIGN §3).
 *
 * Reasons: "yield" ends at the coroutine's resume; "wait" (a promise) and "again" (the test switch) go up to the host.
 */
import { type Frame, type FrameStack, rt, SUSPENDED } from "./machine.ts";
import { results, several, settle } from "./registers.ts";
import type { FunctionInfo } from "./script-info.ts";
import { MANY, type Many, type Result } from "./value.ts";

export { suspended } from "./registers.ts";
export type { Frame } from "./machine.ts";

/**
 * Leaves the stack because a callee was suspended: `if (suspended(r)) return capture(rest(…))`. `frame`, when started or continued,
 * finds the callee's result in `rt.resumed` and yields when a further callee is suspended. An error of the callee arrives as a throw at the
 * yield; a frame that has not started ends with it, so a frame that catches errors is started before (`started`).
 * `line` and `where` tell tracebacks where the frame stands; what it yields later is the new line.
 */
export function capture(frame: Frame, line = 0, where?: FunctionInfo): Many {
  const { frames, lines, functions } = rt.captured;
  frames.push(frame);
  lines.push(line);
  functions.push(where);
  rt.n = SUSPENDED;
  return MANY;
}

/** Runs a frame up to its first yield, where it then waits for the callee's result or error. */
export function started(frame: Frame): Frame {
  frame.next();
  return frame;
}

/**
 * Suspends the Lua stack until the promise settles; the event loop goes on meanwhile. The promise gives a function that makes the helper's
 * results (it runs when Lua goes on): `return wait(p.then(v => () => pair(v, true)))`. A rejection is thrown into Lua; with a
 * `LuaError` scripts can catch it.
 */
export function wait(promise: Promise<() => Result>): Many {
  rt.reason = "wait";
  rt.pending = promise;
  rt.n = SUSPENDED;
  return MANY;
}

/** Moves the frames captured since the suspension began onto their thread's stack. */
export function keepFrames(stack: FrameStack): void {
  const { frames, lines, functions } = rt.captured;
  for (let i = frames.length; i > 0; i--) {
    const frame = frames.pop();
    if (frame === undefined) break;
    stack.frames.push(frame);
    stack.lines.push(lines.pop() ?? 0);
    stack.functions.push(functions.pop());
  }
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
  const { frames, lines, functions } = stack;
  let failure = failed;
  for (;;) {
    const depth = frames.length - 1;
    const frame = frames[depth];
    if (frame === undefined) return rt.resumed;
    let running = true;
    try {
      const step = failure === undefined ? frame.next() : frame.throw(failure.error);
      failure = undefined;
      running = false;
      if (!step.done) {
        lines[depth] = step.value ?? 0;
        keepFrames(stack);
        rt.n = SUSPENDED;
        return MANY;
      }
      frames.pop();
      lines.pop();
      functions.pop();
      const result = step.value;
      if (result === MANY && rt.n < 0 && settle()) {
        // A tail call of the frame was suspended: what it captured takes the frame's place.
        keepFrames(stack);
        return result;
      }
      rt.resumed = result;
    } finally {
      if (running) {
        frames.pop();
        lines.pop();
        functions.pop();
      }
    }
  }
}

/**
 * The test switch: takes the place of `suspended` in the door and lets every call that returns suspend once, with its result kept, so
 * that a corpus can be run with every suspension point taken (DESIGN, Appendix). The host continues at once.
 */
export function suspendedAlways(result: Result): boolean {
  if (result === MANY && rt.n < 0 && settle()) return true;
  rt.transfer = results(result);
  rt.reason = "again";
  rt.n = SUSPENDED;
  return true;
}

/** What a frame that was suspended by the test switch takes as its call's result. */
export function keptResult(): Result {
  return several(rt.transfer);
}
