/**
 * The Lua stack at one moment, read from the JavaScript stack: compiled chunks are known by the URL of their script (`rt.scripts`), library
 * functions by their file and name. Frames that are suspended are no longer on the JavaScript stack; their places were noted
 * when they were captured (suspend.ts).
 *
 * Taking a record costs a few microseconds; reading it is only done when somebody asks.
 */
import { type FrameStack, PCALL, rt, SKIPPED, type SuspendedCall, UNKNOWN, XPCALL } from "./machine.ts";
import { type FunctionInfo, OPERATOR_FRAME, OWN_FUNCTIONS, type Script, STARTING, TAIL_CALL } from "./script-info.ts";
import { LuaTable } from "./table.ts";
import { TAILS_PUT_OFF } from "./tail-call.ts";

/** One function on the Lua stack, innermost first. */
export interface Level {
  /** The script and line where a Lua function stands; undefined for a library function. */
  readonly script: Script | undefined;
  readonly line: number;
  readonly function: FunctionInfo | undefined;
  /** The JavaScript name of a library function; `libraryPath` gives its Lua name. */
  readonly library: string | undefined;
  /** How the caller calls it (`global f`), where known. */
  readonly called: string | undefined;
  /** Stands for a function that ended with a tail call: 5.0 and 5.1 show it. */
  readonly tail?: boolean;
  /** Called by a function that ended with this call: 5.2 shows it. */
  readonly tailCalled?: boolean;
  /** `called` is all that is known of its name: the definition does not count. */
  readonly exact?: boolean;
  /** Called by the runtime, as C functions and operators call: a library function or a metamethod stands between it and the caller. */
  readonly nested?: boolean;
}

const SCHEME = "file://";
/** The runtime's folder as stack frames show it, without the scheme: loaders differ in showing that. */
const RUNTIME = withoutScheme(new URL("./", import.meta.url).href);
const LIBRARY_FOLDERS = [`${RUNTIME}lib/`, `${RUNTIME}vpop3/`];
/** Library functions that live in the core. */
const CORE_LIBRARY: ReadonlySet<string> = new Set(["pcall", "xpcall", "next", "ipairsStep", "ipairs50"]);
/** Functions of the runtime below which another thread, or the host, begins: first calls and resumed frames. */
const FIRST_CALL = "threadBase";
const RESUMED: ReadonlySet<string> = new Set(["runFrames", "goOn"]);
/** The functions of the runtime that call a message handler, on top of the error and where the stack of the error was left (protected-call.ts). */
const HANDLER = "callMessageHandler";
const LATE_HANDLER = "handled";
/** The function of the runtime that fails where a value is called (callable.ts). */
const CALL_FAILS = "callFails";
/** The function of the runtime that makes the tail calls that were put off (tail-call.ts). */
const SETTLE = "settle";
/** In debug mode calls are made by this function, and each tail call is put off. */
const DEBUG_CALL = "tracedCall";
/** The functions of the runtime that call metamethods for an operator, and what 5.2 calls those. */
const METAMETHODS: Readonly<Record<string, string>> = {
  add: "__add",
  sub: "__sub",
  mul: "__mul",
  div: "__div",
  mod: "__mod",
  pow: "__pow",
  unm: "__unm",
  concat: "__concat",
  concat2: "__concat",
  len: "__len",
  eq: "__eq",
  lt: "__lt",
  le: "__le",
  index: "__index",
  absent: "__index",
  inherited: "__index",
  setindex: "__newindex",
  setfield: "__newindex",
};
const OWN_NAMES: ReadonlySet<string> = new Set(OWN_FUNCTIONS);
/** The JavaScript name of `coroutine.yield` (lib/coroutine.ts). */
const YIELD = "yieldAll";
/** Frames that are kept of suspended ones. */
const MAX_SUSPENDED = 1000;

/** A stack that was recorded. */
export type Stack = Pick<StackRecord, "levels" | "main">;

export class StackRecord {
  /** V8 formats its `stack` at the first read. */
  readonly #holder: { stack?: readonly NodeJS.CallSite[] | string };
  /** The thread's suspended frames, innermost first. */
  readonly #suspended: readonly SuspendedFrame[];
  /** Functions whose place the frame took that goes on now. */
  readonly #tails: number;
  readonly main: boolean;
  /** Below a message handler lies the stack of the error that it handles. */
  readonly #raised: Stack | undefined;
  #levels: readonly Level[] | undefined = undefined;

  /** The present stack of the running thread, at most `depth` JavaScript frames. An Error that JavaScript threw may be given instead. */
  constructor(depth: number, thrown?: Error) {
    const thread = rt.thread;
    this.main = thread === undefined || thread.main;
    this.#raised = rt.raised;
    const innermost = thread?.innermost;
    const steps = thread?.steps === true;
    this.#suspended = framesOf(steps ? innermost?.outer : innermost, MAX_SUSPENDED);
    this.#tails = steps ? (innermost?.tails ?? 0) : 0;
    if (thrown !== undefined)
      this.#holder = thrown as { stack?: string }; // formatted by us below: V8 does it at the first read
    else {
      const holder: { stack?: readonly NodeJS.CallSite[] } = {};
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = depth;
      Error.captureStackTrace(holder, StackRecord);
      Error.stackTraceLimit = limit;
      this.#holder = holder;
    }
  }

  /** All of them, innermost first. */
  get levels(): readonly Level[] {
    this.#levels ??= this.#read(Number.POSITIVE_INFINITY);
    return this.#levels;
  }

  /** The innermost `count` of them, or fewer if there are no more; cheaper than all. */
  innermost(count: number): readonly Level[] {
    return this.#levels ?? this.#read(count);
  }

  #read(count: number): readonly Level[] {
    const levels = levelsOf(sitesOf(this.#holder), this.#suspended, this.#tails, count, this.#raised);
    // What the host calls goes by the name of its definition; what begins a coroutine has none.
    const first = levels.at(-1);
    if (!this.main && first !== undefined && levels.length <= count) first.exact = true;
    return levels;
  }
}

/** JavaScript frames among which the caller of a function is found. */
const CALLER_DEPTH = 16;

/** How the function that is called just now is called, as somebody may ask later: `metamethod __add`, `global f`. */
export function callNow(): () => string | undefined {
  const holder: { stack?: readonly NodeJS.CallSite[] } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = CALLER_DEPTH;
  Error.captureStackTrace(holder, callNow);
  Error.stackTraceLimit = limit;
  return () => {
    const callee: OpenLevel = { script: undefined, line: -1, function: undefined, library: undefined, called: undefined };
    levelsOf(sitesOf(holder), [], 0, 1, undefined, callee);
    return callee.called;
  };
}

function sitesOf(holder: { stack?: readonly NodeJS.CallSite[] | string }): readonly NodeJS.CallSite[] {
  const prepare = Error.prepareStackTrace;
  Error.prepareStackTrace = (_error, sites): readonly NodeJS.CallSite[] => sites;
  try {
    const { stack } = holder;
    return typeof stack === "string" || stack === undefined ? [] : stack;
  } finally {
    Error.prepareStackTrace = prepare;
  }
}

function levelsOf(
  sites: readonly NodeJS.CallSite[],
  suspended: readonly SuspendedFrame[],
  tails: number,
  count: number,
  raised: Stack | undefined,
  innermost?: OpenLevel,
): OpenLevel[] {
  const reader = new LevelReader();
  const { levels } = reader;
  if (innermost !== undefined) levels.push(innermost);
  for (const site of sites) {
    // One more than asked for: the caller tells how the last one is called.
    if (levels.length > count) return levels;
    const url = site.getScriptNameOrSourceURL() ?? "";
    const script = scriptAtUrl(url);
    const name = site.getFunctionName() ?? "";
    if (name === STARTING) continue;
    if (script !== undefined && OWN_NAMES.has(name)) continue;
    if (script !== undefined && name.startsWith(OPERATOR_FRAME)) {
      reader.helper(name.slice(OPERATOR_FRAME.length));
      continue;
    }
    if (script !== undefined) {
      const called = script.calleeAt(site.getLineNumber() ?? 0, (site.getColumnNumber() ?? 1) - 1);
      reader.script(scriptLevel(script, name, site), called);
      continue;
    }
    const path = withoutScheme(url);
    if (!path.startsWith(RUNTIME)) continue;
    if (name === FIRST_CALL) return levels;
    if (name === LATE_HANDLER && raised !== undefined) return reader.above(raised.levels);
    if (RESUMED.has(name)) return reader.resumed(suspended, tails);
    const core = CORE_LIBRARY.has(name);
    if (core || LIBRARY_FOLDERS.some((folder) => path.startsWith(folder))) reader.library(name, core);
    else reader.helper(name);
  }
  return levels;
}

/** A level that is being read: its caller is still to tell how it is called. */
type OpenLevel = { -readonly [K in keyof Level]: Level[K] };

/** Puts levels together from JavaScript frames, innermost first. */
class LevelReader {
  readonly levels: OpenLevel[] = [];
  /** The last frame was a library's: what follows of it are its own callers inside the library. */
  #libraryOpen = false;
  /** The metamethod that the last of `levels` is, where an operator called it. */
  #event: string | undefined;
  /** The last frame is that of a call in debug mode. */
  #debugCall = false;
  /** The last of `levels` is a message handler that has not met the function that raised the error yet: it goes by the name of what that called. */
  #handler: "by a call" | "otherwise" | undefined;

  /** A frame of a compiled function that stands where `called` is called. */
  script(level: Level, called: string | undefined): void {
    const callee = this.levels.at(-1);
    const tail = called?.startsWith(TAIL_CALL) === true;
    if (callee !== undefined && this.#event !== undefined) {
      // 5.2 names a metamethod by its event, 5.0 and 5.1 do not.
      close(callee, tailsAreLevels() ? undefined : `metamethod ${this.#event}`, true);
    } else if (callee !== undefined && this.#handler !== undefined) {
      // Nothing was called yet that could have taken the function's place.
      const name = tail ? called?.slice(TAIL_CALL.length) : called;
      close(callee, this.#handler === "by a call" ? name : undefined, true);
    } else if (callee !== undefined && tail && (callee.script !== undefined || callee.tail === true)) {
      // The function has ended with this call. Library functions return to it, as in PUC Lua.
      this.loseCallers(1);
      return;
    } else if (callee !== undefined) close(callee, (tail ? called?.slice(TAIL_CALL.length) : called) || undefined, false);
    this.#event = this.#handler = undefined;
    this.#libraryOpen = false;
    this.levels.push({ ...level });
  }

  /** A frame of a library function. Its helpers lie above it: of a run of library frames the outermost counts; `pcall` and its like end a run. */
  library(name: string, core: boolean): void {
    const level = { script: undefined, line: -1, function: undefined, library: name, called: undefined };
    const inner = this.levels.at(-1);
    if (this.#libraryOpen && !core) this.levels[this.levels.length - 1] = level;
    else {
      if (inner !== undefined) close(inner, undefined, true);
      this.levels.push(level);
    }
    this.#event = this.#handler = undefined;
    this.#libraryOpen = !core;
  }

  /** A frame of the runtime that is no function of Lua's. */
  helper(name: string): void {
    // `addR` is `add` where metamethods may suspend (operators-suspending.ts).
    this.#event = METAMETHODS[name] ?? METAMETHODS[name.replace(/R$/, "")] ?? this.#event;
    if (name === HANDLER) {
      this.#handler = "otherwise";
      this.#event = undefined;
      this.#libraryOpen = false;
    } else if (name === CALL_FAILS && this.#handler !== undefined) this.#handler = "by a call";
    if (name === SETTLE) this.loseCallers(this.#debugCall ? 1 : TAILS_PUT_OFF);
    this.#debugCall = name === DEBUG_CALL;
  }

  /** The innermost function took the place of `count` ones that ended with calls. */
  loseCallers(count: number): void {
    const callee = this.levels.at(-1);
    if (callee !== undefined) this.levels.push(...tailsOf(callee, count));
  }

  /** A message handler stands on the levels of the error. */
  above(error: readonly Level[]): OpenLevel[] {
    const handler = this.levels.at(-1);
    if (handler !== undefined) close(handler, undefined, true);
    return [...this.levels, ...error];
  }

  /** Below what was resumed, which took the place of some functions, lie the frames that still wait. */
  resumed(frames: readonly SuspendedFrame[], tails: number): OpenLevel[] {
    if (tails > 0) this.loseCallers(tails);
    return [...this.levels, ...suspendedLevels(this.levels.at(-1), frames)];
  }
}

/** Notes what is known of the way a function is called; what was noted first counts. */
function close(level: OpenLevel, called: string | undefined, nested: boolean): void {
  if (level.exact === true) return;
  level.exact = true;
  level.called = called;
  level.nested = nested;
}

/** 5.0 and 5.1 have a level for each tail call; 5.2 only notes at a function that there were some. */
export function tailsAreLevels(): boolean {
  return rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1";
}

/** A function that ended by calling the one above. */
export const TAIL: Level = {
  script: undefined,
  line: -1,
  function: undefined,
  library: undefined,
  called: undefined,
  tail: true,
  exact: true,
};

function scriptAtUrl(url: string): Script | undefined {
  // What is seen is remembered longest.
  if (rt.loadedTexts.urls.delete(url)) rt.loadedTexts.urls.add(url);
  else if (rt.loadedFiles.urls.delete(url)) rt.loadedFiles.urls.add(url);
  return rt.scripts.get(url);
}

function withoutScheme(url: string): string {
  return url.startsWith(SCHEME) ? url.slice(SCHEME.length) : url;
}

function scriptLevel(script: Script, name: string, site: NodeJS.CallSite): Level {
  const around = script.functionNamed(name);
  let line = script.lineAt(site.getLineNumber() ?? 0, (site.getColumnNumber() ?? 1) - 1);
  // Before its first statement (where the stack overflows) a function stands at its definition.
  if (around !== undefined && !around.main && (line < around.lineDefined || line > around.lastLineDefined))
    line = around.lineDefined;
  return { script, line, function: around ?? script.functionAround(line), library: undefined, called: undefined };
}

/** The levels of a thread that yielded: the library's `yield`, then its suspended frames. */
export function levelsOfSuspended(stack: FrameStack): readonly Level[] {
  if (stack.innermost === undefined) return [];
  const yielding: OpenLevel = { script: undefined, line: -1, function: undefined, library: YIELD, called: undefined };
  const levels = [yielding, ...suspendedLevels(yielding, framesOf(stack.innermost, Number.POSITIVE_INFINITY))];
  // Nobody called the first one by a name.
  const body = levels.pop();
  return body === undefined ? [] : [...levels, { ...body, exact: true }];
}

/** A suspended call as it was when the record was taken. */
interface SuspendedFrame {
  readonly place: number;
  readonly tails: number;
}

/** Suspended calls, from the innermost one on. */
function framesOf(innermost: SuspendedCall | undefined, most: number): SuspendedFrame[] {
  const frames: SuspendedFrame[] = [];
  for (let call = innermost; call !== undefined && frames.length < most; call = call.outer)
    frames.push({ place: call.place < 0 ? ~call.place : call.place, tails: call.tails });
  return frames;
}

/** The frames below `inner`: each tells how the one above is called. */
function suspendedLevels(inner: OpenLevel | undefined, frames: readonly SuspendedFrame[]): OpenLevel[] {
  const levels: OpenLevel[] = [];
  let callee = inner;
  for (const { place: number, tails } of frames) {
    // Metamethods are called without a level between.
    if (number === SKIPPED || number === UNKNOWN) continue;
    const script = scriptAt(number);
    const place = script?.placeAt(number);
    // What a library function called has no name.
    if (callee !== undefined) close(callee, shownCallee(place?.called), script === undefined);
    const line = script === undefined ? -1 : (place?.line ?? number - script.at);
    const around = script?.functionNamed(place?.inside ?? "") ?? script?.functionAround(line);
    callee = { script, line, function: around, library: SUSPENDED_LIBRARY[number], called: undefined };
    levels.push(callee);
    if (tails > 0) levels.push(...tailsOf(callee, tails));
  }
  return levels;
}

/** Notes that a function took the place of `count` ones that ended with calls; gives their levels, where those have some. */
function tailsOf(callee: OpenLevel, count: number): OpenLevel[] {
  close(callee, undefined, false);
  if (tailsAreLevels()) return Array.from({ length: count }, () => ({ ...TAIL }));
  callee.tailCalled = true;
  return [];
}

/** 5.0 and 5.1 do not name metamethods. */
function shownCallee(called = ""): string | undefined {
  if (!called.startsWith(OPERATOR)) return called || undefined;
  const event = METAMETHODS[called.slice(OPERATOR.length)];
  return event === undefined || tailsAreLevels() ? undefined : `metamethod ${event}`;
}

const OPERATOR = "operator ";

const SUSPENDED_LIBRARY: Readonly<Record<number, string>> = { [PCALL]: "pcall", [XPCALL]: "xpcall" };

/** The script with this place; if it was forgotten, the one before it. */
export function scriptAt(place: number): Script | undefined {
  if (place <= SKIPPED) return undefined;
  const scripts = rt.scriptsByPlace;
  let low = 0;
  let high = scripts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((scripts[middle]?.at ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return scripts[low - 1];
}

/**
 * The Lua name of a library function (`string.find`), by the name of its JavaScript function; undefined for one that is in no library, such as a method of
 * files. Looks through the libraries.
 */
export function libraryPath(name: string): string | undefined {
  const { globals } = rt.realm;
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    rt.fuel = (rt.fuel - 1) | 0; // looked at by the next check: nothing may be thrown here
    const value = globals.get(key);
    if (typeof value === "function" && value.name === name && typeof key === "string") return key;
  }
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    const value = globals.get(key);
    if (!(value instanceof LuaTable) || value === globals || typeof key !== "string") continue;
    for (let field = value.nextKey(undefined); field !== undefined; field = value.nextKey(field)) {
      rt.fuel = (rt.fuel - 1) | 0;
      const member = value.get(field);
      if (typeof member === "function" && member.name === name && typeof field === "string") return `${key}.${field}`;
    }
  }
  return undefined;
}
