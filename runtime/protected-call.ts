/**
 * `pcall` and `xpcall`: calls that catch Lua errors, and can be suspended inside.
 *
 * What is caught: a `LuaError`, and JavaScript's RangeErrors for stack and string length, which become Lua's "stack overflow",
 * "string length overflow" and "not enough memory". Limits and our own bugs pass through.
 *
 * Governing text: Lua 5.1 manual §5.1; Lua 5.2 manual §6.1.
 */
import { charge, refuel } from "./budget.ts";
import { ERROR_IN_HANDLER, enterC } from "./c-calls.ts";
import { fn } from "./callable.ts";
import { calledBack } from "./debug-calls.ts";
import { argumentError, LuaError } from "./error.ts";
import { type Frame, HANDLER, type MessageHandler, PCALL, rt, XPCALL } from "./machine.ts";
import { first, pair } from "./results.ts";
import { isOverflow, type Stack, StackRecord } from "./stack-record.ts";
import { capture, started } from "./suspend.ts";
import { settle } from "./tail-call.ts";
import { overflowMessage, TRACE_DEPTH, tooLongMessage } from "./traceback.ts";
import type { Result, Value } from "./value.ts";

/** JavaScript frames that tell the position of an overflow. */
const POSITION_FRAMES = 10;

/** Units of fuel for a stack that overflowed: hundreds of thousands of calls that may have been too small to pay. */
const OVERFLOW_FUEL = 2_000_000;

/** Units of fuel for an error that is caught, without what its position costs. */
const CAUGHT_FUEL = 10;

/** The Lua value of a caught error. What Lua must not catch is thrown on. */
export function caught(error: unknown): Value {
  if (error instanceof LuaError) {
    rt.fuel = (rt.fuel - CAUGHT_FUEL) | 0;
    if (rt.fuel < 0) `${refuel}`; // errors pay without a check, and what follows may be straight-line code without one
    return error.value;
  }
  if (error instanceof RangeError) {
    charge(OVERFLOW_FUEL);
    // For a message handler that an overflow is given to PUC Lua keeps some stack, and no second error for who needs more (`luaD_growstack`).
    if (isOverflow(error)) return rt.raised?.overflowed === true ? ERROR_IN_HANDLER : overflowMessage(error);
    if (error.message.startsWith("Invalid string length")) return tooLongMessage(error);
    if (error.message.startsWith("Invalid array length")) return "not enough memory";
  }
  throw error;
}

/** `true` before all results. */
export function succeeded(result: Result): Result {
  if (result !== null) return pair(true, result);
  const { n } = rt;
  if (n === 0) return true;
  if (n >= 3) rt.more = n === 3 ? [rt.v2] : [rt.v2, ...rt.more];
  rt.v2 = rt.v1;
  rt.v1 = rt.v0;
  rt.v0 = true;
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
    if (result === null && rt.n < 0 && settle()) result = capture(started(pcallRest()), PCALL);
    else result = succeeded(result);
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
  return succeeded(rt.resumed);
}

/** `xpcall (f, msgh, arg1, ···)`; 5.0 and 5.1 pass no arguments to f. */
export function xpcall(f: Value, handler: Value, ...values: Value[]): Result {
  if (arguments.length < 2) argumentError(2, "xpcall", "value expected");
  const { tails, tracing, cCalls, handler: outer } = rt;
  const { stackTraceLimit } = Error;
  const inner = new Handler(handler);
  rt.tracing = true;
  rt.handler = inner;
  // A stack that overflows is recorded by JavaScript itself. All of it takes several megabytes.
  Error.stackTraceLimit = rt.realm.sharesHeap ? TRACE_DEPTH : Number.POSITIVE_INFINITY;
  let result: Result;
  try {
    enterC();
    result = rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? fn(f)() : fn(f)(...values);
    if (result === null && rt.n < 0 && settle()) {
      if (rt.thread !== undefined) rt.thread.handlers = true;
      const rest = started(xpcallRest(inner));
      rest[HANDLER] = inner;
      result = capture(rest, XPCALL);
    } else result = succeeded(result);
  } catch (error) {
    rt.tails = tails;
    rt.cCalls = cCalls;
    result = pair(false, inner.message(error));
  } finally {
    rt.tracing = tracing;
    rt.handler = outer;
    Error.stackTraceLimit = stackTraceLimit;
  }
  rt.tails = tails;
  rt.cCalls = cCalls;
  return result;
}

function* xpcallRest(handler: Handler): Frame {
  try {
    yield;
  } catch (error) {
    const { tracing, handler: outer } = rt;
    rt.tracing = true;
    rt.handler = handler;
    try {
      return pair(false, handler.message(error));
    } finally {
      rt.tracing = tracing;
      rt.handler = outer;
    }
  }
  return succeeded(rt.resumed);
}

/**
 * What `xpcall` was given to handle errors. It is called where one is raised, on top of the stack of what failed, with itself in charge of its
 * own errors (`luaG_errormsg`).
 */
class Handler implements MessageHandler {
  readonly thread = rt.thread;
  readonly #function: Value;

  constructor(handler: Value) {
    this.#function = handler;
  }

  handle(value: Value): Value {
    return callMessageHandler(this.#function, value);
  }

  /**
   * The message of an error that was caught. What JavaScript raised, and refused yields, are handled only now, when the stack was left; tracebacks show the one
   * of the error.
   */
  message(failure: unknown): Value {
    const outer = rt.raised;
    let error = failure;
    try {
      for (;;) {
        const value = caught(error);
        if (error instanceof LuaError && error.handled) return value;
        // The handler's stack overflowed, too, or that of a handler around it.
        if (!(error instanceof LuaError) && (error !== failure || value === ERROR_IN_HANDLER)) return ERROR_IN_HANDLER;
        rt.raised = error instanceof LuaError ? error.stack : new StackRecord(0, error as RangeError); // `caught` takes no others
        try {
          return handled(this.#function, value);
        } catch (next) {
          error = next; // each error in the handler takes a level of C: they come to an end
        }
      }
    } finally {
      rt.raised = outer;
    }
  }
}

/** What a function that `lua` calls makes of an error that ends a program; `stack` is where that was raised. */
export function uncaughtMessage(handler: Value, values: readonly Value[], stack: Stack | undefined): Value {
  rt.raised = stack;
  return handled(() => uncaught(handler, values), undefined);
}

/** lua.c's own function, which calls that one; tracebacks know this one by its name. */
function uncaught(handler: Value, values: readonly Value[]): Value {
  return first(calledBack(fn(handler))(...values));
}

/** Calls a message handler where the stack of the error is `rt.raised`; tracebacks know this function by its name. */
function handled(handler: Value, value: Value): Value {
  return callMessageHandler(handler, value);
}

/** Calls a message handler on top of what raised the error; tracebacks know this function by its name. */
function callMessageHandler(handler: Value, value: Value): Value {
  if (typeof handler !== "function") throw new LuaError(ERROR_IN_HANDLER, true);
  const depth = enterC();
  const message = first(calledBack(handler)(value));
  rt.cCalls = depth;
  return message;
}
