/**
 * Library functions that call back into Lua as generators: where the callback is suspended they yield, and find its result in `rt.resumed`.
 *
 *     let result = f(x);
 *     if (suspended(result)) {
 *       yield;
 *       result = rt.resumed;
 *     }
 */
import { enterC } from "../c-calls.ts";
import { type Frame, LIBRARY, rt } from "../machine.ts";
import { capture } from "../suspend.ts";
import type { Result } from "../value.ts";

/** Runs such a function: its result, or suspended. */
export function resumable(body: Frame): Result {
  const depth = enterC();
  const step = body.next();
  rt.cCalls = depth;
  return step.done ? step.value : capture(body, LIBRARY);
}
