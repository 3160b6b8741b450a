/**
 * The registers of the machine: one object per thread of the process, as a processor has one set. Emitted code and libraries
 * read and write it directly, because that is several times faster than handing it around.
 *
 * Invariant: after a call that returned `null`, `n` is the number of results and `v0`, `v1`, `v2` hold the first
 * three (undefined past `n`), `more` holds all from the fourth on; they must be read before anything else is called. `n < 0` says
 * that the callee did not return: `SUSPENDED` or `DEFERRED` (results.ts, suspend.ts). `n` is 1 only where a deferred tail call was run
 * at the caller's site.
 */
import type { Matches } from "./pattern/matches.ts";
import type { Realm } from "./realm.ts";
import type { Script } from "./script-info.ts";
import type { Stack } from "./stack-record.ts";
import type { LuaTable } from "./table.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

export const NO_VALUES: readonly Value[] = Object.freeze([]);

/** Keys of metatables that mean something (Lua 5.2 manual §2.4, §6.1, §6.5). */
const EVENTS: readonly string[] = [
  "__index",
  "__newindex",
  "__call",
  "__add",
  "__sub",
  "__mul",
  "__div",
  "__mod",
  "__pow",
  "__unm",
  "__concat",
  "__len",
  "__eq",
  "__lt",
  "__le",
  "__tostring",
  "__metatable",
  "__mode",
  "__gc",
  "__pairs",
  "__ipairs",
  "__name",
];

/** `rt.n` of a callee that was suspended. */
export const SUSPENDED = -1;
/** `rt.n` of a callee that hands its tail call `rt.deferred(...rt.more)` to the nearest caller. */
export const DEFERRED = -2;

/**
 * A resumable function in mid-flight: see `suspend.ts`. What it yields is the place where it stands. `~place` says that it calls
 * `coroutine.yield` there, with the values in `rt.yielded`; such a frame takes the call's result from `next`, others from `rt.resumed`.
 */
export type Frame = Generator<number | undefined, Result, Result> & { [HANDLER]?: MessageHandler };

/** Where the frame of a suspended `xpcall` keeps its message handler. Collections look again and again through a WeakMap whose values lead to further keys. */
export const HANDLER = Symbol("message handler");

/** Places that are no line of a script: not known; a library function that called back, which coroutines of real Lua cannot yield across; `pcall`, `xpcall`; no function of Lua's. */
export const UNKNOWN = 0;
export const LIBRARY = 1;
export const PCALL = 2;
export const XPCALL = 3;
export const SKIPPED = 4;
const FIRST_PLACE = 5;

/** A suspended function of a thread. */
export class SuspendedCall {
  /** Undefined for a function of which nothing is left to do but to return nothing. */
  readonly frame: Frame | undefined;
  /** Where it stands: a line of a script as a number of the whole process (`Script.at` + line), or what is negative as the frame yielded it. */
  place = UNKNOWN; // a number from the beginning, or V8 would look at each use whether it is one
  /** Functions that ended with the calls that led here. */
  tails = 0;
  /** The one that it returns to. */
  outer: SuspendedCall | undefined = undefined;

  constructor(frame: Frame | undefined, place: number) {
    this.frame = frame;
    this.place = place;
  }
}

/** The suspended functions of a thread. */
export class FrameStack {
  innermost: SuspendedCall | undefined = undefined;
  /** True while the innermost of them runs. */
  steps = false;
  /** True if there may be one among them that coroutines of real Lua cannot yield across. */
  crossed = false;
}

/** Why the code is suspended (`rt.reason`): see `suspend.ts`. Small integers, since each yield writes it. */
export const YIELD = 1;
export const WAIT = 2;
export const AGAIN = 3;

/** A message handler at work: what `xpcall` was given. */
export interface MessageHandler {
  /** The thread whose errors it handles. */
  readonly thread: Thread | undefined;
  /** Calls it where an error is raised; gives the message that takes the error's place. */
  handle(value: Value): Value;
}

/** A line of execution: a coroutine, or a call from the host (`main`). */
export interface Thread extends FrameStack {
  readonly main: boolean;
  /** The function `coroutine.yield`, if what runs in the thread may yield; else null, which is no Lua value. */
  readonly yields: LuaFunction | null;
  /** True once an `xpcall` was suspended in it: errors look for its message handler from then on. */
  handlers: boolean;
  /** How many coroutines are resumed inside one another here; 0 for the main line. */
  readonly nested: number;
}

export class Registers {
  n = 0;
  v0: Value = undefined;
  v1: Value = undefined;
  v2: Value = undefined;
  /** The results after the third. They are copied where they are wanted: the next ones may take the array. */
  more: Value[] = [];
  /** Fuel left in this slice: see `budget.ts`. */
  fuel = 0x3fffffff;
  /** Bytes that may be allocated until memory is measured again: see `budget.ts`. */
  memory = 0x3fffffff;
  /** Live tail-call frames on the JavaScript stack: see `call.ts`. */
  tails = 0;
  /** Calls between Lua and C that are nested now: see `c-calls.ts`. */
  cCalls = 0;
  /** The function of a deferred tail call; its arguments are `more`. */
  deferred: LuaFunction | undefined = undefined;
  /** What a resumed frame takes as the result of the call it was suspended in (registers loaded if it is `null`). */
  resumed: Result = undefined;
  /** The innermost and the outermost of the calls captured since the suspension began. */
  captured: SuspendedCall | undefined = undefined;
  outermost: SuspendedCall | undefined = undefined;
  /** Why the code was suspended last: `YIELD`, `WAIT` or `AGAIN`. */
  reason = 0;
  /** The single value on its way out of a yield; `null`: the values are in `transfer`. */
  yielded: Result = undefined;
  /** Values on their way out of a yield, or kept over a suspension of the test switch. */
  transfer: readonly Value[] = NO_VALUES;
  /** What a waiting helper waits for; it gives the helper's Result (or throws) when it is called. */
  pending: Promise<() => Result> | undefined = undefined;
  /**
   * The call from the host that runs now, with its running thread. That changes at each resume, so it lies in an object as young as coroutines are: V8
   * takes note of each write of a young object to an old one.
   */
  activation: { thread: Thread | undefined } = { thread: undefined };
  /** True while an error would be shown with a traceback, or given to a message handler, where it is raised: see `error.ts`. */
  tracing = false;
  /** The message handler of the innermost `xpcall` on the JavaScript stack. Counts while `tracing`, and in its own thread. */
  handler: MessageHandler | undefined = undefined;
  /** The table whose fields `next` gave last, its fields, and which of them it was. */
  walked: object | undefined = undefined;
  walkedFields: readonly `$${string}`[] = [];
  walkedAt = 0;
  /** A byte that was read so that V8 copies a text (assembled.ts). */
  readByte = 0;
  /** What the last call of `gmatch` gave: its matches, and the function that steps through them. Empty once a loop has taken them. */
  matches: Matches | undefined = undefined;
  matchesStep: LuaFunction | undefined = undefined;
  /** The stack of an error that JavaScript raised, while its message handler runs (`xpcall`): what tracebacks show then. */
  raised: Stack | undefined = undefined;
  /** The script instance that runs now. Library functions are only called while there is one. */
  realm: Realm = undefined as unknown as Realm; // no instance runs yet; entering one sets it
  /** Where emitted code finds the methods of strings in that instance: `Realm.stringMethods`. */
  strings: LuaTable = undefined as unknown as LuaTable; // likewise
  /** What is known of each loaded chunk, by the URL its JavaScript carries: for positions and tracebacks. */
  readonly scripts = new Map<string, Script>();
  /** The same scripts in order of their `at`, and the first free place. */
  readonly scriptsByPlace: Script[] = [];
  nextPlace = FIRST_PLACE;
  /**
   * URLs of the scripts that were loaded at run time and may be forgotten, files and texts, so that a file outlives any number of texts. Those that were
   * seen on a stack last stand at the end.
   */
  readonly loadedFiles: LoadedScripts = { urls: new Set(), characters: 0 };
  readonly loadedTexts: LoadedScripts = { urls: new Set(), characters: 0 };
  /** The functions of 5.0's and 5.1's libraries, which cannot be the body of a coroutine. */
  readonly libraryFunctions = new WeakSet<LuaFunction>();
  /** The JavaScript names of library functions: by these the stack shows where one of them calls another. */
  readonly libraryNames = new Set<string>();
  /** Names whose table keys are properties, with the property: see `names.ts`. The events of metatables are among them from the start. */
  readonly names = new Map<string, `$${string}`>(EVENTS.map((name) => [name, `$${name}`]));
  /** The same the other way round. */
  readonly namesByField = new Map<`$${string}`, string>(EVENTS.map((name) => [`$${name}`, name]));

  /** The running coroutine; undefined in the main thread. */
  get thread(): Thread | undefined {
    return this.activation.thread;
  }
}

export interface LoadedScripts {
  readonly urls: Set<string>;
  /** What is kept for them (`Script.characters`). */
  characters: number;
}

export const rt: Registers = new Registers();
