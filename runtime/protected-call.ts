/**
 * `pcall` and `xpcall`: calls that catch Lua errors, and can be suspended inside.
 *
 * What is caught: a `LuaError`, and JavaScript's RangeErrors for stack and string length, which become Lua's "stack overflow",
 * "string length overflow" and "not enough memory". Limits and our own bugs pass through.
 *
 * Governing text: Lua 5.1 manual §5.1; Lua 5.2 manual §6.1.
 */
import { enterC } from "./c-calls.ts";
import { fn } from "./callable.ts";
import { argumentError, LuaError } from "./error.ts";
import { type Frame, rt } from "./machine.ts";
import { first, pair } from "./registers.ts";
import { StackRecord } from "./stack-record.ts";
import { settle } from "./tail-call.ts";
import { capture, started } from "./suspend.ts";
import { overflowMessage, tooLongMessage } from "./traceback.ts";
import type { Result, Value } from "./value.ts";

/** How often 5.2 hands an error in the handler to the handler again. */
const MAX_HANDLED = 10;

/** JavaScript frames that tell the position of an overflow. */
const POSITION_FRAMES = 10;

/** Units of fuel for a stack that overflowed: thousands of calls that may have been too small to pay. */
const OVERFLOW_FUEL = 100_000;

/** The Lua value of a caught error. What Lua must not catch is thrown on. */
export function caught(error: unknown): Value {
  if (error instanceof LuaError) return error.value;
  if (error instanceof RangeError) {
    rt.fuel = (rt.fuel - OVERFLOW_FUEL) | 0; // looked at by the next check
    if (error.message.startsWith("Maximum call stack")) return overflowMessage(error);
    if (error.message.startsWith("Invalid string length")) return tooLongMessage(error);
    if (error.message.startsWith("Invalid array length")) return "not enough memory";
  }
  throw error;
}

/** `value` before all results. */
export function prepended(value: Value, result: Result): Result {
  if (result !== null) return pair(value, result);
  const { n } = rt;
  if (n === 0) return value;
  if (n >= 3) rt.more = n === 3 ? [rt.v2] : [rt.v2, ...rt.more];
  rt.v2 = rt.v1;
  rt.v1 = rt.v0;
  rt.v0 = value;
  rt.n = n + 1;
  return null;
}

/** `pcall (f, arg1, ···)` */
export function pcall(f: Value, a?: Value, b?: Value, c?: Value, ...others: Value[]): Result {
  const count = arguments.length;
  if (count === 0) argumentError(1, "pcall", "value expected");
  const { tails, tracing, cCalls } = rt;
  rt.tracing = false;
  // Nobody will see where a stack overflowed; recording all of it takes a third of a second.
  const { stackTraceLimit } = Error;
  const shortened = tracing && stackTraceLimit > POSITION_FRAMES;
  if (shortened) Error.stackTraceLimit = POSITION_FRAMES;
  let result: Result;
  try {
    enterC();
    switch (count) {
      case 1:
        result = fn(f)();
        break;
      case 2:
        result = fn(f)(a);
        break;
      case 3:
        result = fn(f)(a, b);
        break;
      case 4:
        result = fn(f)(a, b, c);
        break;
      default:
        result = fn(f)(a, b, c, ...others);
    }
    if (result === null && rt.n < 0 && settle()) result = capture(started(pcallRest()));
    else result = prepended(true, result);
  } catch (error) {
    rt.tails = tails;
    rt.tracing = tracing;
    if (shortened) Error.stackTraceLimit = stackTraceLimit;
    rt.cCalls = cCalls;
    return pair(false, caught(error));
  }
  rt.tails = tails;
  rt.tracing = tracing;
  if (shortened) Error.stackTraceLimit = stackTraceLimit;
  rt.cCalls = cCalls;
  return result;
}

function* pcallRest(): Frame {
  try {
    yield;
  } catch (error) {
    return pair(false, caught(error));
  }
  return prepended(true, rt.resumed);
}

/** `xpcall (f, msgh, arg1, ···)`; 5.0 and 5.1 pass no arguments to f. */
export function xpcall(f: Value, handler: Value, ...values: Value[]): Result {
  if (arguments.length < 2) argumentError(2, "xpcall", "value expected");
  const { tails, tracing, cCalls } = rt;
  const { stackTraceLimit } = Error;
  rt.tracing = true;
  // A stack that overflows is recorded by JavaScript itself.
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  let result: Result;
  try {
    enterC();
    result = rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? fn(f)() : fn(f)(...values);
    if (result === null && rt.n < 0 && settle()) {
      if (rt.thread !== undefined) rt.thread.handlers = true;
      result = capture(started(xpcallRest(handler)));
    } else result = prepended(true, result);
  } catch (error) {
    rt.tails = tails;
    rt.tracing = tracing;
    rt.cCalls = cCalls;
    return handled(handler, error);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  rt.tails = tails;
  rt.tracing = tracing;
  rt.cCalls = cCalls;
  return result;
}

function* xpcallRest(handler: Value): Frame {
  try {
    yield;
  } catch (error) {
    return handled(handler, error);
  }
  return prepended(true, rt.resumed);
}

/** The stack of an error that was caught. */
function recorded(error: unknown): StackRecord | undefined {
  if (error instanceof LuaError) return error.stack;
  return error instanceof RangeError ? new StackRecord(0, error) : undefined;
}

/**
 * Calls the message handler. It runs after the stack was left, not on top of it as in PUC Lua; tracebacks it asks for are those of the error
 * (`rt.raised`). An error in the handler: 5.1 gives up, 5.2 calls the handler again with it.
 */
function handled(handler: Value, failure: unknown): Result {
  if (typeof handler !== "function") {
    caught(failure);
    return pair(false, "error in error handling");
  }
  const outer = rt.raised;
  let error = failure;
  const attempts = rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? 1 : MAX_HANDLED;
  try {
    for (let i = 0; i < attempts; i++) {
      const value = caught(error);
      rt.raised = recorded(error);
      try {
        return pair(false, first(handler(value)));
      } catch (inner) {
        error = inner;
      }
    }
    caught(error);
    return pair(false, "error in error handling");
  } finally {
    rt.raised = outer;
  }
}
