/**
 * Coroutines: create, resume, yield. The library's table of functions lives in lib/coroutine.ts.
 *
 * A coroutine's code runs on the JavaScript stack of whoever resumes it; a yield captures its frames (suspend.ts), the next
 * resume continues them there. When code inside a coroutine waits for the host, the frames of the coroutine go to its stack, and
 * `resume` itself is captured too, so that the whole chain up to the host leaves the JavaScript stack.
 *
 * Governing text: Lua 5.1 manual §2.11, §5.2; Lua 5.2 manual §2.6.
 */
import { concatText } from "./concatenation.ts";
import { acrossText, ERROR_FUEL, LuaError, raise, runError, yieldRefused } from "./error.ts";
import { type FrameStep, isBoundary, keepFrames, runFrames, threadBase } from "./frames.ts";
import type { Level } from "./level.ts";
import { type Frame, type FrameStack, rt as registers, SUSPENDED, type SuspendedCall, type Thread, YIELD } from "./machine.ts";
import { caught, succeeded } from "./protected-call.ts";
import { none, pair, several } from "./results.ts";
import type { Stack } from "./stack-record.ts";
import { capture, started } from "./suspend.ts";
import { levelsOfSuspended } from "./suspended-levels.ts";
import type { LuaTable } from "./table.ts";
import { here, recordResuming, where } from "./traceback.ts";
import { type LuaFunction, LuaThread, type Many, type Result, type Value } from "./value.ts";

/** V8 takes a constant of the module for what it is; an import it loads and checks at each use. */
const rt = registers;

/** `next` of all generators: those of each function have a shape of their own, so that V8 would look for the method again and again. */
const { next } = Object.getPrototypeOf(resumeRest.prototype) as Frame;

/** The JavaScript name of what `coroutine.wrap` makes (lib/coroutine.ts). */
const WRAPPED = "wrapped";

/**
 * Nested calls of C in which a coroutine may still be resumed, less what the `lua` program takes: LUAI_MAXCCALLS counts each resume, too. So many may wait for
 * one another in a chain.
 */
const MAX_NESTED = 197;

/** 5.2 counts the resume before it looks at the bound (lua_resume in ldo.c). */
function mostNested(): number {
  const { dialect } = rt.realm;
  return dialect === "5.0" || dialect === "5.1" ? MAX_NESTED + 1 : MAX_NESTED;
}

export class Coroutine extends LuaThread implements Thread {
  readonly main = false;
  readonly yields: LuaFunction | null;
  innermost: SuspendedCall | undefined = undefined;
  steps = false;
  crossed = false;
  /** What the first resume calls. */
  body: LuaFunction | undefined;
  /** True if it has yielded and can be resumed. */
  sleeps = false;
  dead = false;
  nested = 0;
  /** The stack of the error that it died of, where it was recorded. */
  failure: Stack | undefined = undefined;
  handlers = false;
  /** What code that is loaded in it gets as globals; undefined: those of the instance. */
  globals: LuaTable | undefined;

  constructor(body: LuaFunction, globals: LuaTable | undefined, yields: LuaFunction | null) {
    super();
    this.yields = yields;
    this.body = body;
    this.globals = globals;
  }

  /** Its stack while it does not run: for tracebacks. */
  get levels(): readonly Level[] {
    if (this.failure !== undefined) return this.failure.levels;
    const resuming = this.status === "normal" ? recordResuming(this).levels : [];
    return resuming.length > 0 ? resuming : levelsOfSuspended(this);
  }

  /** Lua 5.1 manual §5.2 (`coroutine.status`); `normal`: it waits for one that it has resumed. */
  get status(): LuaThread["status"] {
    if (this.sleeps || this.body !== undefined) return "suspended";
    if (this.dead) return "dead";
    return rt.thread === this ? "running" : "normal";
  }

  /** Nothing hinders the usual resume: it has yielded, and it may be resumed where it is. */
  goesOn(): boolean {
    if (this.sleeps !== true || this.handlers !== false) return false;
    this.nested = rt.thread === undefined ? 1 : rt.thread.nested + 1;
    return rt.cCalls < MAX_NESTED;
  }

  /** `resume` with the first `count` of two values, where it `goesOn`. */
  resumeOn(count: number, a: Value, b: Value): Result {
    let result: Result;
    try {
      result = this.goOn(count === 1 ? a : count === 2 ? pair(a, b) : none());
    } catch (error) {
      return pair(false, caught(error));
    }
    return resumed(this, result);
  }

  /** `resumeWrapped` where it `goesOn`. */
  resumeWrappedOn(count: number, a: Value, b: Value): Result {
    let result: Result;
    try {
      result = this.goOn(count === 1 ? a : count === 2 ? pair(a, b) : none());
    } catch (error) {
      throw passedOn(error);
    }
    if (result === null && rt.n === SUSPENDED) return capture(started(wrappedRest(this)));
    return result;
  }

  /**
   * `runCoroutine` for the usual case, where a frame goes on, perhaps returns to outer ones, and yields again; half as dear. Whatever else comes of it,
   * `runCoroutine` does the rest. Tracebacks know this function as the end of the JavaScript stack of a coroutine (stack-record.ts).
   */
  private goOn(passed: Result): Result {
    const { activation, tails, tracing, cCalls } = rt;
    const { thread } = activation;
    activation.thread = this;
    rt.cCalls = cCalls + 1;
    this.sleeps = false;
    this.steps = true;
    let given = passed;
    let call = this.innermost;
    let step: FrameStep | undefined;
    let failure: { readonly error: unknown } | undefined;
    try {
      while (call !== undefined) {
        const { frame }: SuspendedCall = call;
        if (frame === undefined) {
          this.innermost = call = call.outer;
          given = none();
          continue;
        }
        if (call.place >= 0) rt.resumed = given;
        step = next.call(frame, given);
        if (step.done === true) {
          if (step.value === null && rt.n < 0) break;
          this.innermost = call = call.outer;
          given = step.value;
          step = undefined;
          continue;
        }
        const place = step.value;
        if (place === undefined) break;
        if (place > 0) {
          // Something that it called has yielded, or waits.
          if (rt.reason !== YIELD) break;
          keepFrames(this);
          if (yieldedAcross(this)) {
            call.place = place;
            this.steps = false;
            failure = { error: acrossBoundary(this) };
            step = undefined;
            break;
          }
        }
        call.place = place;
        this.steps = false;
        this.sleeps = true;
        activation.thread = thread;
        rt.cCalls = cCalls;
        return place > 0 && rt.yielded === null ? several(rt.transfer) : rt.yielded;
      }
      if (call === undefined) {
        this.steps = false;
        this.dead = true;
        activation.thread = thread;
        rt.cCalls = cCalls;
        return given;
      }
    } catch (error) {
      this.innermost = call?.outer;
      failure = { error };
    }
    this.steps = false;
    rt.resumed = given;
    activation.thread = thread;
    rt.tails = tails;
    rt.tracing = tracing;
    rt.cCalls = cCalls;
    return runCoroutine(this, undefined, failure, step);
  }
}

/** `coroutine.create`; `globals` are those of its creator (`threadGlobals`), `yields` is the library's `coroutine.yield`. */
export function createCoroutine(body: LuaFunction, globals?: LuaTable, yields: LuaFunction | null = null): Coroutine {
  return new Coroutine(body, globals, yields);
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
    result = runCoroutine(coroutine, values);
  } catch (error) {
    return pair(false, caught(error));
  }
  return resumed(coroutine, result);
}

function resumed(coroutine: Coroutine, result: Result): Result {
  if (result === null && rt.n === SUSPENDED) return capture(started(resumeRest(coroutine)));
  return succeeded(result);
}

function* resumeRest(coroutine: Coroutine): Frame {
  try {
    return succeeded(yield* awaited(coroutine));
  } catch (error) {
    return pair(false, caught(error));
  }
}

/** What a coroutine that waits for the host yields or returns in the end. */
function* awaited(coroutine: Coroutine): Frame {
  for (;;) {
    let failure: { error: unknown } | undefined;
    try {
      yield;
    } catch (error) {
      failure = { error };
    }
    const result = runCoroutine(coroutine, undefined, failure);
    if (result !== null || rt.n !== SUSPENDED) return result;
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
    result = runCoroutine(coroutine, values);
  } catch (error) {
    throw passedOn(error);
  }
  if (result === null && rt.n === SUSPENDED) return capture(started(wrappedRest(coroutine)));
  return result;
}

function* wrappedRest(coroutine: Coroutine): Frame {
  try {
    return yield* awaited(coroutine);
  } catch (error) {
    // The function that `wrap` made is no longer on the stack: the innermost level is its caller.
    throw passedOn(error, here());
  }
}

/** An error that leaves a wrapped coroutine: the position of the call is put before a text (auxwrap in lbaselib.c, lcorolib.c). */
function passedOn(error: unknown, position?: string): unknown {
  const value = caught(error);
  const text = concatText(value);
  if (text !== undefined) rt.fuel = (rt.fuel - ERROR_FUEL) | 0;
  return new LuaError(text === undefined ? value : (position ?? where(1)) + text);
}

/** `coroutine.yield`: suspends the running coroutine; `resume` gives `values`. Its own result is what the next resume passes. */
export function yieldValues(values: readonly Value[]): Many {
  checkYield();
  rt.yielded = null;
  rt.transfer = values;
  return null;
}

/** `yieldValues` of one value, the usual case. */
export function yieldValue(value: Value): Many {
  checkYield();
  rt.yielded = value;
  return null;
}

function checkYield(): void {
  const thread = rt.thread;
  if (thread === undefined || thread.main) {
    const { dialect } = rt.realm;
    runError(dialect === "5.0" || dialect === "5.1" ? acrossText(dialect) : "attempt to yield from outside a coroutine");
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

/** Units of fuel for a look at the stack of a coroutine that is not suspended: it may be a thousand frames deep. */
const REFUSAL_FUEL = 1000;

/** Why a coroutine cannot be resumed, in Lua's words. */
function refusalToResume(coroutine: Coroutine): string | undefined {
  if (!coroutine.sleeps && coroutine.body === undefined) {
    if (coroutine.dead || rt.realm.dialect === "5.1") return `cannot resume ${coroutine.status} coroutine`;
    rt.fuel = (rt.fuel - REFUSAL_FUEL) | 0; // looked at by the next check
    // 5.2 takes a coroutine whose stack is empty for a dead one (auxresume in lcorolib.c): `wrap`'s function hands on all that it got.
    const empty = rt.realm.dialect !== "5.0" && coroutine.status === "normal" && coroutine.levels[0]?.library === WRAPPED;
    return empty ? "cannot resume dead coroutine" : "cannot resume non-suspended coroutine";
  }
  coroutine.nested = rt.thread === undefined ? 1 : rt.thread.nested + 1;
  return rt.cCalls >= mostNested() ? "C stack overflow" : undefined;
}

/**
 * Runs a coroutine until it yields or ends: its values. Suspended only if the code waits for the host; then the coroutine goes on by another `runCoroutine`
 * without values, with `rt.resumed` or the failure. An error of the coroutine is thrown; it is dead then.
 */
function runCoroutine(
  coroutine: Coroutine,
  values: readonly Value[] | undefined,
  failure?: { readonly error: unknown },
  stepped?: FrameStep,
): Result {
  const { activation, tails, tracing, cCalls } = rt;
  const { thread } = activation;
  coroutine.sleeps = false;
  activation.thread = coroutine;
  rt.tails = 0;
  rt.cCalls = cCalls + 1;
  if (coroutine.handlers) rt.tracing = true;
  let result: Result;
  try {
    result = proceed(coroutine, values, failure, stepped);
    while (result === null && rt.n === SUSPENDED && rt.reason === YIELD && yieldedAcross(coroutine)) {
      if (coroutine.handlers) rt.tracing = true;
      result = runFrames(coroutine, { error: acrossBoundary(coroutine) });
    }
  } catch (error) {
    coroutine.dead = true;
    if (error instanceof LuaError) coroutine.failure = error.stack;
    throw error;
  } finally {
    activation.thread = thread;
    rt.tails = tails;
    rt.tracing = tracing;
    rt.cCalls = cCalls;
  }
  if (result !== null || rt.n !== SUSPENDED) {
    coroutine.dead = true;
    return result;
  }
  if (rt.reason !== YIELD) return result;
  coroutine.sleeps = true;
  return rt.yielded === null ? several(rt.transfer) : rt.yielded;
}

/**
 * Was there a yield that real Lua refuses, because a library function that called back would be left, or, in 5.0 and 5.1, an operator with a
 * metamethod (their frames have no place)? The yield is then taken back as the error it should have been: nothing has run since. `vpop3` takes it.
 */
function yieldedAcross(stack: FrameStack): boolean {
  let call = stack.crossed ? stack.innermost : undefined;
  while (call !== undefined && !isBoundary(call.place)) call = call.outer;
  return call !== undefined;
}

function acrossBoundary(coroutine: Coroutine): LuaError {
  return yieldRefused(rt.tracing ? { levels: levelsOfSuspended(coroutine), main: false } : undefined);
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
    return runFrames(coroutine, failure, stepped);
  }
  coroutine.body = undefined;
  const result = threadBase(body, values);
  if (result === null && rt.n < 0) keepFrames(coroutine);
  return result;
}
