/**
 * Coroutines: create, resume, yield. The library's table of functions lives in lib/coroutine.ts.
 *
 * A coroutine's code runs on the JavaScript stack of whoever resumes it; a yield captures its frames onto `stack` (suspend.ts), the next
 * resume continues them there. When code inside a coroutine waits for the host, the frames of the coroutine go to its stack, and
 * `resume` itself is captured too, so that the whole chain up to the host leaves the JavaScript stack.
 *
 * Governing text: Lua 5.1 manual §2.11, §5.2; Lua 5.2 manual §2.6.
 */
import { LuaError, raise, runError } from "./error.ts";
import { type Frame, FrameStack, LIBRARY, rt, SUSPENDED, type Thread, YIELD } from "./machine.ts";
import { caught, prepended } from "./protected-call.ts";
import { pair, several } from "./registers.ts";
import { type Level, levelsOfSuspended, type StackRecord } from "./stack-record.ts";
import type { LuaTable } from "./table.ts";
import { settle } from "./tail-call.ts";
import { capture, type FrameStep, keepFrames, runFrames, started, threadBase } from "./suspend.ts";
import { here, where } from "./traceback.ts";
import { type LuaFunction, LuaThread, MANY, type Many, type Result, type Value } from "./value.ts";

/** Coroutines that may resume one another in a chain: PUC Lua's bound on nested C calls (LUAI_MAXCCALLS). */
const MAX_NESTED = 195;

const SLEEPS = 0;
const RUNS = 1;
const DEAD = 2;

export class Coroutine extends LuaThread implements Thread {
  /** `SLEEPS`, `RUNS` (it, or a coroutine that it resumed) or `DEAD`. */
  state = SLEEPS;
  readonly main = false;
  readonly stack = new FrameStack();
  /** What the first resume calls. */
  body: LuaFunction | undefined;
  nested = 0;
  /** The stack of the error that it died of, where it was recorded. */
  failure: StackRecord | undefined = undefined;
  handlers = false;
  /** What code that is loaded in it gets as globals; undefined: those of the instance. */
  globals: LuaTable | undefined;

  constructor(body: LuaFunction, globals: LuaTable | undefined) {
    super();
    this.body = body;
    this.globals = globals;
  }

  /** Its stack while it does not run: for tracebacks. */
  get levels(): readonly Level[] {
    return this.failure?.levels ?? levelsOfSuspended(this.stack);
  }

  get status(): LuaThread["status"] {
    if (this.state === RUNS) return rt.thread === this ? "running" : "normal";
    return this.state === SLEEPS ? "suspended" : "dead";
  }
}

/** `coroutine.create`; `globals` are those of its creator (`threadGlobals`). */
export function createCoroutine(body: LuaFunction, globals?: LuaTable): Coroutine {
  return new Coroutine(body, globals);
}

/** The coroutine that runs now, undefined in the main line. */
export function runningCoroutine(): Coroutine | undefined {
  return rt.thread instanceof Coroutine ? rt.thread : undefined;
}

/** `coroutine.resume`: true and the values yielded or returned, or false and the error. */
export function resume(coroutine: Coroutine, values: readonly Value[]): Result {
  const refusal = refusalToResume(coroutine);
  if (refusal !== undefined) return pair(false, refusal);
  let result: Result;
  try {
    result = run(coroutine, values);
  } catch (error) {
    return pair(false, caught(error));
  }
  return resumed(coroutine, result);
}

/** `resume` of a coroutine that `goesOn`; `passed` are the values, with the registers loaded. */
export function resumeOn(coroutine: Coroutine, passed: Result): Result {
  let result: Result;
  try {
    result = goOn(coroutine, passed);
  } catch (error) {
    return pair(false, caught(error));
  }
  return resumed(coroutine, result);
}

function resumed(coroutine: Coroutine, result: Result): Result {
  if (result === MANY && rt.n === SUSPENDED) return capture(started(resumeRest(coroutine)));
  return prepended(true, result);
}

function* resumeRest(coroutine: Coroutine): Frame {
  for (;;) {
    let failure: { error: unknown } | undefined;
    try {
      yield;
    } catch (error) {
      failure = { error };
    }
    let result: Result;
    try {
      result = run(coroutine, undefined, failure);
    } catch (error) {
      return pair(false, caught(error));
    }
    if (result !== MANY || rt.n !== SUSPENDED) return prepended(true, result);
  }
}

/** What a function made by `coroutine.wrap` does: the values, or the error thrown on. */
export function resumeWrapped(coroutine: Coroutine, values: readonly Value[]): Result {
  const refusal = refusalToResume(coroutine);
  if (refusal !== undefined) {
    // 5.2 takes a coroutine whose stack is empty for a dead one (auxresume in lcorolib.c).
    const empty = coroutine === rt.thread && values.length === 0 && rt.realm.dialect !== "5.1" && rt.realm.dialect !== "5.0";
    return raise(empty ? "cannot resume dead coroutine" : refusal);
  }
  let result: Result;
  try {
    result = run(coroutine, values);
  } catch (error) {
    throw passedOn(error);
  }
  if (result === MANY && rt.n === SUSPENDED) return capture(started(wrappedRest(coroutine)));
  return result;
}

/** `resumeWrapped` of a coroutine that `goesOn`. */
export function resumeWrappedOn(coroutine: Coroutine, passed: Result): Result {
  let result: Result;
  try {
    result = goOn(coroutine, passed);
  } catch (error) {
    throw passedOn(error);
  }
  if (result === MANY && rt.n === SUSPENDED) return capture(started(wrappedRest(coroutine)));
  return result;
}

function* wrappedRest(coroutine: Coroutine): Frame {
  for (;;) {
    let failure: { error: unknown } | undefined;
    try {
      yield;
    } catch (error) {
      failure = { error };
    }
    let result: Result;
    try {
      result = run(coroutine, undefined, failure);
    } catch (error) {
      // The function that `wrap` made is no longer on the stack: the innermost level is its caller.
      throw passedOn(error, here());
    }
    if (result !== MANY || rt.n !== SUSPENDED) return result;
  }
}

/** An error that leaves a wrapped coroutine: the position of the call is put before a text (auxwrap in lbaselib.c, lcorolib.c). */
function passedOn(error: unknown, position?: string): unknown {
  const value = caught(error);
  if (typeof value !== "string") return new LuaError(value);
  return new LuaError((position ?? where(1)) + value);
}

/** `coroutine.yield`: suspends the running coroutine; `resume` gives `values`. Its own result is what the next resume passes. */
export function yieldValues(values: readonly Value[]): Many {
  checkYield();
  rt.yielded = MANY;
  rt.transfer = values;
  return MANY;
}

/** `yieldValues` of one value, the usual case. */
export function yieldValue(value: Value): Many {
  checkYield();
  rt.yielded = value;
  return MANY;
}

function checkYield(): void {
  const thread = rt.thread;
  if (thread === undefined || thread.main) {
    runError(
      rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? ACROSS_BOUNDARY : "attempt to yield from outside a coroutine",
    );
  }
  rt.reason = YIELD;
  rt.n = SUSPENDED;
}

/** The globals of the running thread: what functions that are loaded now get (`getfenv(0)`). */
export function threadGlobals(): LuaTable {
  return rt.thread instanceof Coroutine ? (rt.thread.globals ?? rt.realm.globals) : rt.realm.mainGlobals;
}

/** `setfenv(0, globals)` */
export function setThreadGlobals(globals: LuaTable): void {
  if (rt.thread instanceof Coroutine) rt.thread.globals = globals;
  else rt.realm.mainGlobals = globals;
}

/** The globals of any thread (`debug.getfenv`). */
export function globalsOf(thread: LuaThread): LuaTable {
  return thread instanceof Coroutine ? (thread.globals ?? rt.realm.globals) : rt.realm.mainGlobals;
}

/** `debug.setfenv(thread, globals)` */
export function setGlobalsOf(thread: LuaThread, globals: LuaTable): void {
  if (thread instanceof Coroutine) thread.globals = globals;
  else rt.realm.mainGlobals = globals;
}

/** Why a coroutine cannot be resumed, in Lua's words. */
function refusalToResume(coroutine: Coroutine): string | undefined {
  if (coroutine.state !== SLEEPS) {
    if (coroutine.state === DEAD || rt.realm.dialect === "5.1") return `cannot resume ${coroutine.status} coroutine`;
    return "cannot resume non-suspended coroutine";
  }
  const nested = rt.thread === undefined ? 1 : rt.thread.nested + 1;
  coroutine.nested = nested;
  return nested > MAX_NESTED ? "C stack overflow" : undefined;
}

/**
 * Runs a coroutine until it yields or ends: its values. Suspended only if the code waits for the host; then the coroutine goes on by another `run`
 * without values, with `rt.resumed` or the failure. An error of the coroutine is thrown; it is dead then.
 */
function run(
  coroutine: Coroutine,
  values: readonly Value[] | undefined,
  failure?: { readonly error: unknown },
  stepped?: FrameStep,
): Result {
  const { thread, tails, tracing } = rt;
  coroutine.state = RUNS;
  rt.thread = coroutine;
  rt.tails = 0;
  if (coroutine.handlers) rt.tracing = true;
  let result: Result;
  try {
    result = proceed(coroutine, values, failure, stepped);
    while (result === MANY && rt.n === SUSPENDED && rt.reason === YIELD && yieldedAcross(coroutine.stack)) {
      result = runFrames(coroutine.stack, { error: acrossBoundary() });
    }
  } catch (error) {
    coroutine.state = DEAD;
    if (error instanceof LuaError) coroutine.failure = error.stack;
    throw error;
  } finally {
    rt.thread = thread;
    rt.tails = tails;
    rt.tracing = tracing;
  }
  if (result !== MANY || rt.n !== SUSPENDED) {
    coroutine.state = DEAD;
    return result;
  }
  if (rt.reason !== YIELD) return result;
  coroutine.state = SLEEPS;
  return rt.yielded === MANY ? several(rt.transfer) : rt.yielded;
}

/** True if nothing hinders the usual resume, of a coroutine that has yielded. */
export function goesOn(coroutine: Coroutine): boolean {
  const nested = rt.thread === undefined ? 1 : rt.thread.nested + 1;
  coroutine.nested = nested;
  return coroutine.state === SLEEPS && coroutine.body === undefined && !coroutine.handlers && nested <= MAX_NESTED;
}

/**
 * `run` for the usual case, where the innermost frame runs and yields again; half as dear. Whatever else comes of it, `run` does the rest.
 * Tracebacks know this function as the end of the JavaScript stack of a coroutine (stack-record.ts).
 */
function goOn(coroutine: Coroutine, passed: Result): Result {
  const { thread, tails, tracing } = rt;
  const { stack } = coroutine;
  const top = stack.frames.length - 1;
  const frame = stack.frames[top];
  rt.resumed = passed;
  if (frame === undefined) return run(coroutine, undefined);
  coroutine.state = RUNS;
  rt.thread = coroutine;
  rt.tails = 0;
  stack.running = true;
  let step: FrameStep | undefined;
  let failure: { readonly error: unknown } | undefined;
  try {
    step = frame.next();
  } catch (error) {
    stack.frames.length = stack.places.length = top;
    failure = { error };
  }
  stack.running = false;
  rt.thread = thread;
  rt.tails = tails;
  rt.tracing = tracing;
  if (step?.done !== false || step.value === undefined || rt.captured.frames.length > 0 || rt.reason !== YIELD)
    return run(coroutine, undefined, failure, step);
  stack.places[top] = step.value;
  coroutine.state = SLEEPS;
  return rt.yielded === MANY ? several(rt.transfer) : rt.yielded;
}

const ACROSS_BOUNDARY = "attempt to yield across metamethod/C-call boundary";

/**
 * Was there a yield that real Lua refuses, because a library function that called back would be left, or, in 5.0 and 5.1, an operator with a
 * metamethod (their frames have no place)? The yield is then taken back as the error it should have been: nothing has run since. `vpop3` takes it.
 */
function yieldedAcross({ places }: FrameStack): boolean {
  const { dialect } = rt.realm;
  if (dialect === "vpop3") return false;
  return places.includes(LIBRARY) || (dialect !== "5.2" && places.includes(0));
}

function acrossBoundary(): LuaError {
  return new LuaError(rt.realm.dialect === "5.2" ? "attempt to yield across a C-call boundary" : ACROSS_BOUNDARY);
}

function proceed(
  coroutine: Coroutine,
  values: readonly Value[] | undefined,
  failure: { readonly error: unknown } | undefined,
  stepped: FrameStep | undefined,
): Result {
  const body = coroutine.body;
  if (body === undefined || values === undefined) {
    if (values !== undefined) rt.resumed = several(values);
    return runFrames(coroutine.stack, failure, stepped);
  }
  coroutine.body = undefined;
  const result = threadBase(body, values);
  if (result === MANY && rt.n < 0 && settle()) keepFrames(coroutine.stack);
  return result;
}
