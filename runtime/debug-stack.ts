/**
 * The Lua stack of code that is compiled in debug mode (compiler/debug-mode.ts): which functions are active, where they stand, and boxes with their
 * local variables; and the hooks of `debug.sethook`. Ordinary code knows nothing of it and pays nothing for it.
 *
 * Every function of a chunk in debug mode is wrapped (`debugClosure`), so that whoever calls it, its frame is on the stack of its thread. Calls
 * to library functions are wrapped where they are made (`traced`).
 *
 * Governing text: Lua 5.1 manual §3.8, §5.9; Lua 5.2 manual §4.9, §6.10.
 */
import { call } from "./call.ts";
import { CODE, DebugCode, DebugFrame, type DebugFunction } from "./debug-frame.ts";
import type { Box } from "./environment.ts";
import { DEFERRED, type Frame, rt, SKIPPED, SUSPENDED, type Thread } from "./machine.ts";
import { first, results, several } from "./registers.ts";
import { callNow } from "./stack-record.ts";
import { capture, started } from "./suspend.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

export type HookEvent = "call" | "tail call" | "return" | "tail return" | "line" | "count";

export interface Hook {
  /** Undefined in a coroutine that has taken over mask and count, but not the function. */
  readonly run: LuaFunction | undefined;
  readonly mask: string;
  readonly count: number;
}

/** The active functions of one thread, outermost first, and its hook. */
export class DebugStack {
  readonly frames: DebugFrame[] = [];
  readonly #mayDie: boolean;
  #fallen: { readonly error: unknown; readonly frames: readonly DebugFrame[] } | undefined = undefined;
  #hook: Hook | undefined = undefined;
  #left = 0;
  #running = false;

  /** `mayDie`: an error may end the thread, which stays. */
  constructor(mayDie: boolean) {
    this.#mayDie = mayDie;
  }

  get hook(): Hook | undefined {
    return this.#hook;
  }
  set hook(hook: Hook | undefined) {
    this.#hook = hook;
    this.#left = hook?.count ?? 0;
  }

  /** The functions that were active when the last error came: the thread may have died of it. */
  get fallen(): readonly DebugFrame[] {
    return this.#fallen?.frames ?? [];
  }

  /** True if such events are to be told. */
  wants(letter: "c" | "r" | "l"): boolean {
    return this.#hook?.run !== undefined && !this.#running && this.#hook.mask.includes(letter);
  }

  /** Calls the hook. */
  tell(event: HookEvent, line?: number): void {
    const hook = this.#hook;
    if (hook?.run === undefined || this.#running) return;
    const depth = this.frames.length;
    this.#running = true;
    try {
      first(call(hook.run, event, line));
    } finally {
      this.#running = false;
      this.frames.length = Math.min(depth, this.frames.length);
    }
  }

  /** The innermost function comes to a line, by a jump back or not, and runs so many instructions there. */
  reach(frame: DebugFrame, line: number, jumped: boolean, instructions: number): void {
    frame.line = line;
    const hook = this.#hook;
    if (hook !== undefined && hook.count > 0 && !this.#running) {
      this.#left -= instructions;
      while (this.#left <= 0 && this.#hook === hook) {
        this.#left += hook.count;
        this.tell("count");
      }
    }
    const fresh = jumped || frame.seen !== line;
    frame.seen = line;
    if (fresh && this.wants("l")) this.tell("line", line);
  }

  /** The function has ended, with these results. */
  leave(frame: DebugFrame, result: Result): Result {
    if (this.frames.at(-1) !== frame) return result; // a tail call took its place
    if (!this.wants("r")) {
      this.frames.pop();
      return result;
    }
    const values = result === null ? results(result) : undefined;
    this.tell("return");
    const { dialect } = rt.realm;
    if (dialect === "5.0" || dialect === "5.1") {
      while (frame.tails > 0) {
        frame.tails--;
        if (frame.tails === 0) frame.called = frame.origin;
        this.tell("tail return");
      }
    }
    this.frames.pop();
    return values === undefined ? result : several(values);
  }

  /** The function has ended with an error. */
  drop(frame: DebugFrame, error: unknown): void {
    if (this.#mayDie && this.#fallen?.error !== error) this.#fallen = { error, frames: [...this.frames] };
    const depth = this.frames.lastIndexOf(frame);
    if (depth >= 0) this.frames.length = depth;
  }
}

/** What one script instance keeps for debugging. */
export class DebugState {
  /** What the next function in debug mode that is called gets to know of its call. */
  value: LuaFunction | undefined = undefined;
  called: string | undefined = undefined;
  replaces: DebugFrame | undefined = undefined;
  readonly #stacks = new WeakMap<Thread, DebugStack>();
  #main: DebugStack | undefined = undefined;

  /** The stack of a thread; a new coroutine takes over the hook of the main line, but since 5.1 not the function. */
  stackOf(thread: Thread | undefined): DebugStack {
    if (thread === undefined || thread.main) {
      this.#main ??= new DebugStack(false);
      return this.#main;
    }
    let stack = this.#stacks.get(thread);
    if (stack === undefined) {
      stack = new DebugStack(true);
      const hook = this.#main?.hook;
      stack.hook = hook === undefined || rt.realm.dialect === "5.0" ? hook : { ...hook, run: undefined };
      this.#stacks.set(thread, stack);
    }
    return stack;
  }
}

const STATE = Symbol("debug state");

/** The state of the running instance; undefined where nothing of it is in debug mode. */
export function debugState(): DebugState | undefined {
  const state = rt.realm.registry.get(STATE);
  return state instanceof DebugState ? state : undefined;
}

function startedState(): DebugState {
  const known = debugState();
  if (known !== undefined) return known;
  const state = new DebugState();
  rt.realm.registry.set(STATE, state);
  return state;
}

/** True while a function in debug mode is active in the running thread: what is loaded now is compiled in debug mode too. */
export function inDebugMode(): boolean {
  if (rt.thread === undefined) return false; // nothing runs
  const state = debugState();
  return state !== undefined && state.stackOf(rt.thread).frames.length > 0;
}

function* restOf(stack: DebugStack, frame: DebugFrame): Frame {
  try {
    yield SKIPPED;
  } catch (error) {
    stack.drop(frame, error);
    throw error;
  }
  return stack.leave(frame, rt.resumed);
}

/** Runs the function with the frame on the stack. */
function run(stack: DebugStack, frame: DebugFrame, f: LuaFunction, values: readonly Value[]): Result {
  let result: Result;
  try {
    result = f(...values);
  } catch (error) {
    stack.drop(frame, error);
    throw error;
  }
  return ended(stack, frame, result);
}

function ended(stack: DebugStack, frame: DebugFrame, result: Result): Result {
  if (result === null && rt.n === SUSPENDED) return capture(started(restOf(stack, frame)), SKIPPED);
  // A tail call takes the frame's place when it is made.
  if (result === null && rt.n === DEFERRED) return result;
  return stack.leave(frame, result);
}

/** A closure of a chunk in debug mode: the function that puts a frame on the stack and runs what `make` made of its upvalues. */
export function debugClosure(
  make: (...upvalues: readonly Box[]) => LuaFunction,
  at: number,
  parameters: readonly string[],
  upvalues: readonly Box[],
  lines: readonly number[],
): LuaFunction {
  const code = new DebugCode(make, at, parameters, upvalues, lines);
  const value: LuaFunction & DebugFunction = (...values: Value[]) => {
    const state = startedState();
    const stack = state.stackOf(rt.thread);
    // What no traced call led to was called by the runtime, or by code that is not in debug mode.
    const called = state.value === undefined && state.called === undefined ? callNow() : state.called;
    const frame = new DebugFrame(state.value ?? value, code, called, values);
    frame.replaces = state.replaces;
    state.value = state.called = state.replaces = undefined;
    stack.frames.push(frame);
    return run(stack, frame, code.body, values);
  };
  value[CODE] = code;
  rt.standIns.set(value, () => code.body);
  return value;
}

/** At the entry of a function, when its parameters are there. */
export function entered(active: number): void {
  const stack = startedState().stackOf(rt.thread);
  const frame = stack.frames.at(-1);
  if (frame === undefined) return;
  frame.active = active;
  if (frame.line < 0) frame.line = frame.code?.lines[0] ?? -1;
  const caller = frame.replaces;
  // 5.2 knows no name of what took the place of its caller.
  if (caller !== undefined && since52()) frame.called = undefined;
  tellCall(stack, frame);
  if (caller === undefined) return;
  stack.frames.splice(stack.frames.lastIndexOf(caller), 1);
  frame.tails = caller.tails + 1;
  frame.origin = caller.tails > 0 ? caller.origin : caller.called;
  frame.called = frame.replaces = undefined;
}

function tellCall(stack: DebugStack, frame: DebugFrame): void {
  if (stack.wants("c")) stack.tell(since52() && frame.replaces !== undefined ? "tail call" : "call");
}

function since52(): boolean {
  return rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3";
}

/** The running function comes to a statement, with so many local variables in scope. */
export function step(line: number, active: number, instructions: number): void {
  const stack = startedState().stackOf(rt.thread);
  const frame = stack.frames.at(-1);
  if (frame === undefined) return;
  frame.active = active;
  frame.pending.length = 0;
  // What is out of scope keeps nothing alive.
  if (frame.boxes.length > active) frame.boxes.length = frame.names.length = active;
  stack.reach(frame, line, false, instructions);
}

/** The running function jumps back to a line. */
export function back(line: number): void {
  const stack = startedState().stackOf(rt.thread);
  const frame = stack.frames.at(-1);
  if (frame !== undefined) stack.reach(frame, line, true, 0);
}

/** The running function has a new local variable; hidden ones have no box. */
export function declared(slot: number, name: string, box?: Box): void {
  const frame = startedState().stackOf(rt.thread).frames.at(-1);
  if (frame === undefined) return;
  frame.names[slot] = name;
  frame.boxes[slot] = box;
}

/** An operand waits while the right side of its operator is evaluated: its number there. */
export function held(value: Value): number {
  const pending = startedState().stackOf(rt.thread).frames.at(-1)?.pending ?? [];
  return pending.push(value) - 1;
}

/** The operand again, as it is by now. */
export function released(n: number): Value {
  const pending = startedState().stackOf(rt.thread).frames.at(-1)?.pending ?? [];
  const value = pending[n];
  pending.length = Math.min(pending.length, n);
  return value;
}

/** True for what does not take the place of a caller that ends by calling it: library functions, and values that cannot be called. */
export function debugDirect(f: LuaFunction): boolean {
  return !rt.standIns.has(f);
}

/** Library functions that call their first argument: it gets a frame as well. */
const PROTECTED: ReadonlySet<string> = new Set(["pcall", "xpcall"]);

/** What calls of values that are no functions call (callable.ts). */
const STAND_FOR_VALUES: ReadonlySet<string> = new Set(["callObject", "callFails"]);

/** A function as it is called at a line. `tail`: the caller has ended with this call. */
export function traced(f: LuaFunction, called: string | undefined, line: number, tail = false): LuaFunction {
  return function tracedCall(...values) {
    const state = startedState();
    const stack = state.stackOf(rt.thread);
    const caller = stack.frames.at(-1);
    if (caller !== undefined) stack.reach(caller, line, false, 1);
    if (rt.standIns.has(f)) {
      state.value = f;
      state.called = called;
      state.replaces = tail ? caller : undefined;
      return f(...values);
    }
    if (STAND_FOR_VALUES.has(f.name)) {
      state.called = called;
      return f(...values);
    }
    const result = library(stack, f, called, values);
    // A library function does not take the place of its caller.
    return tail && caller !== undefined ? ended(stack, caller, result) : result;
  };
}

/** A function that the runtime calls: where functions in debug mode are active, a library function gets a frame. */
export function calledBack(f: LuaFunction): LuaFunction {
  const stack = debugState()?.stackOf(rt.thread);
  if (stack === undefined || stack.frames.length === 0 || rt.standIns.has(f)) return f;
  return (...values) => library(stack, f, undefined, values);
}

/** What `pcall` and `xpcall` keep on their stack while they call a function. */
function keptByProtected(name: string, values: readonly Value[]): readonly Value[] {
  if (name === "xpcall") return values.slice(1, 2);
  return since52() ? [undefined] : [];
}

function library(stack: DebugStack, f: LuaFunction, called: string | undefined, values: Value[]): Result {
  const kept = PROTECTED.has(f.name) ? keptByProtected(f.name, values) : values;
  const frame = new DebugFrame(f, undefined, called, kept);
  stack.frames.push(frame);
  tellCall(stack, frame);
  const [inner, ...others] = values;
  if (!PROTECTED.has(f.name) || typeof inner !== "function" || rt.standIns.has(inner)) return run(stack, frame, f, values);
  return run(stack, frame, f, [(...given) => library(stack, inner, undefined, given), ...others]);
}
