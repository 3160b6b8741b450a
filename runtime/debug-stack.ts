/**
 * The Lua stack of code that is compiled in debug mode: which functions are active, where they stand, and boxes with their local variables; and the hooks
 * of `debug.sethook`. Ordinary code knows nothing of it and pays nothing for it. What emitted code calls is in debug-calls.ts.
 *
 * Governing text: Lua 5.1 manual §3.8, §5.9; Lua 5.2 manual §4.9, §6.10.
 */
import type { DebugFrame } from "./debug-frame.ts";
import { rt, type Thread } from "./machine.ts";
import { first, results, several } from "./results.ts";
import type { LuaFunction, Result } from "./value.ts";

export type HookEvent = "call" | "tail call" | "return" | "tail return" | "line" | "count";

/** Whom a hook calls. */
export interface HookTarget {
  /** Undefined in a coroutine that has taken over mask and count, but not the function. */
  run: LuaFunction | undefined;
}

export interface Hook {
  /** In 5.0 the same for all threads. */
  readonly target: HookTarget;
  readonly mask: string;
  readonly count: number;
}

/** What a function in debug mode that is called gets to know of its call. */
class NextCall {
  /** Undefined where the runtime or ordinary code calls it. */
  value: LuaFunction | undefined = undefined;
  called: string | undefined = undefined;
  replaces: DebugFrame | undefined = undefined;

  /** `value`: as Lua sees the function. `replaces`: the caller, if it has ended with this call. */
  set(value: LuaFunction, called: string | undefined, replaces: DebugFrame | undefined): void {
    this.value = value;
    this.called = called;
    this.replaces = replaces;
  }

  clear(): void {
    this.value = this.called = this.replaces = undefined;
  }
}

/** The active functions of one thread, outermost first, and its hook. */
export class DebugStack {
  readonly frames: DebugFrame[] = [];
  readonly #mayDie: boolean;
  #fallen: { readonly error: unknown; readonly frames: readonly DebugFrame[] } | undefined = undefined;
  #hook: Hook | undefined = undefined;
  #left = 0;
  #running = false;
  /** In 5.0 the first instruction after `sethook` tells no line: it only notes where the functions stand. */
  #begins = false;
  /** The call that the innermost function is about to make. */
  readonly next = new NextCall();

  /** `mayDie`: an error may end the thread, which stays. */
  constructor(mayDie: boolean) {
    this.#mayDie = mayDie;
  }

  /** What hears of calls, lines and counts in this thread. Setting it begins its count anew. */
  get hook(): Hook | undefined {
    return this.#hook;
  }
  set hook(hook: Hook | undefined) {
    this.#hook = hook;
    this.#left = hook?.count ?? 0;
    this.#begins = rt.realm.dialect === "5.0" && !this.#running;
  }

  /** The functions that were active when the last error came: the thread may have died of it. */
  get fallen(): readonly DebugFrame[] {
    return this.#fallen?.frames ?? [];
  }

  /** True if such events are to be told. */
  wants(letter: "c" | "r" | "l"): boolean {
    return this.#hook?.target.run !== undefined && !this.#running && this.#hook.mask.includes(letter);
  }

  /** Calls the hook. */
  tell(event: HookEvent, line?: number): void {
    const run = this.#hook?.target.run;
    if (run === undefined || this.#running) return;
    const depth = this.frames.length;
    this.#running = true;
    try {
      first(run(event, line));
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
    if (!this.wants("l")) return;
    if (this.#begins) this.#begins = false;
    else if (fresh) this.tell("line", line);
  }

  /** The function has ended, with these results. */
  leave(frame: DebugFrame, result: Result): Result {
    if (this.frames[this.frames.length - 1] !== frame) return result; // a tail call took its place
    if (frame.code !== undefined) this.#begins = false;
    if (!this.wants("r")) {
      this.frames.pop();
      return result;
    }
    const values = result === null ? results(result) : undefined;
    frame.ended = true;
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

/** What one script instance keeps for debugging (`Realm.debug`). */
export class DebugState {
  readonly #stacks = new WeakMap<Thread, DebugStack>();
  readonly #main = new DebugStack(false);
  /** What the hooks of all threads call in 5.0. */
  readonly commonTarget: HookTarget = { run: undefined };
  /** The thread that was asked for last, and its stack. */
  #thread: Thread | undefined = undefined;
  #stack: DebugStack = this.#main;

  /** The stack of the running thread. */
  get running(): DebugStack {
    const { thread } = rt;
    if (thread !== this.#thread) {
      this.#stack = this.stackOf(thread);
      this.#thread = thread;
    }
    return this.#stack;
  }

  /** The stack of a thread; since 5.1 a new coroutine takes over the hook of the main line, but not the function. */
  stackOf(thread: Thread | undefined): DebugStack {
    if (thread === undefined || thread.main) return this.#main;
    let stack = this.#stacks.get(thread);
    if (stack === undefined) {
      stack = new DebugStack(true);
      const { hook } = this.#main;
      if (hook !== undefined && rt.realm.dialect !== "5.0") stack.hook = { ...hook, target: { run: undefined } };
      this.#stacks.set(thread, stack);
    }
    return stack;
  }
}

/** True while a function in debug mode is active in the running thread: what is loaded now is compiled in debug mode too. */
export function inDebugMode(): boolean {
  if (rt.thread === undefined) return false; // nothing runs
  const state = rt.realm.debug;
  return state !== undefined && state.running.frames.length > 0;
}
