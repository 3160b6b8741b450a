/**
 * The Lua stack at one moment, read from the JavaScript stack: compiled chunks are known by the URL of their script (`rt.scripts`), library
 * functions by their file and name. Frames that are suspended are no longer on the JavaScript stack; their places were noted
 * when they were captured (suspend.ts).
 *
 * Taking a record costs a few microseconds; reading it is only done when somebody asks.
 */
import type { Level, OpenLevel } from "./level.ts";
import { LevelReader } from "./level-reader.ts";
import { rt, type Thread } from "./machine.ts";
import { OPERATOR_FRAME, OWN_FRAME, OWN_FUNCTIONS, type Script, STARTING } from "./script-info.ts";
import { framesOf, type SuspendedFrame } from "./suspended-levels.ts";
import { LuaTable } from "./table.ts";

const SCHEME = "file://";
/** The runtime's folder as stack frames show it, without the scheme: loaders differ in showing that. */
const RUNTIME = withoutScheme(new URL("./", import.meta.url).href);
const LIBRARY_FOLDERS = [`${RUNTIME}lib/`, `${RUNTIME}vpop3/`];
/** Library functions that live in the core. */
const CORE_LIBRARY: ReadonlySet<string> = new Set(["pcall", "xpcall", "next", "ipairsStep", "ipairs50", "uncaught"]);
/** Functions of the runtime below which another thread, or the host, begins: first calls and resumed frames. */
const FIRST_CALL = "threadBase";
const RESUMED: ReadonlySet<string> = new Set(["runFrames", "goOn"]);
/** What calls it where the stack of the error was left. */
const LATE_HANDLER = "handled";
const OWN_NAMES: ReadonlySet<string> = new Set(OWN_FUNCTIONS);

/** The one of them that calls a metamethod. */
const INDEXED_BY: (typeof OWN_FUNCTIONS)[number] = "indexedBy";
/** Frames that are kept of suspended ones. */
const MAX_SUSPENDED = 1000;

/** A stack that was recorded. */
export type Stack = Pick<StackRecord, "levels" | "main"> & Partial<Pick<StackRecord, "overflowed">>;

/** True for what JavaScript throws when the stack is full. */
export function isOverflow(error: Error): boolean {
  return error instanceof RangeError && error.message.startsWith("Maximum call stack");
}

/** A thread that waits for one it has resumed: so many resumes lie between it and the running one. */
export interface ResumingThread {
  readonly thread: Thread;
  readonly resumes: number;
}

export class StackRecord {
  /** V8 formats its `stack` at the first read. */
  readonly #holder: { stack?: readonly NodeJS.CallSite[] | string };
  /** The thread's suspended frames, innermost first. */
  readonly #suspended: readonly SuspendedFrame[];
  /** Functions whose place the frame took that goes on now. */
  readonly #tails: number;
  readonly main: boolean;
  /** True for the stack of an error that JavaScript threw because it was full. */
  readonly overflowed: boolean;
  /** Below a message handler lies the stack of the error that it handles. */
  readonly #raised: Stack | undefined;
  #levels: readonly Level[] | undefined = undefined;

  /** How many resumes the stack lies below. */
  readonly #resumes: number;

  /**
   * The present stack of the running thread, or of one that has resumed it, at most `depth` JavaScript frames. An Error that JavaScript threw may be given
   * instead.
   */
  constructor(depth: number, thrown?: Error, resuming?: ResumingThread) {
    const thread = resuming?.thread ?? rt.thread;
    this.main = thread === undefined || thread.main;
    this.overflowed = thrown !== undefined && isOverflow(thrown);
    this.#resumes = resuming?.resumes ?? 0;
    this.#raised = resuming === undefined ? rt.raised : undefined;
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
    const sites = sitesBelow(sitesOf(this.#holder), this.#resumes);
    const levels = levelsOf(sites, this.#suspended, this.#tails, count, this.#raised);
    // What the host calls goes by the name of its definition; what begins a coroutine has none.
    const first = levels.at(-1);
    if (!this.main && first !== undefined && levels.length <= count) first.exact = true;
    return levels;
  }
}

/** JavaScript frames among which the caller of a function is found. */
const CALLER_DEPTH = 16;

/** How the function that is called just now is called: `metamethod __add`, `global f`. */
export function callNow(): string | undefined {
  const holder: { stack?: readonly NodeJS.CallSite[] } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = CALLER_DEPTH;
  Error.captureStackTrace(holder, callNow);
  Error.stackTraceLimit = limit;
  const callee: OpenLevel = { script: undefined, line: -1, function: undefined, library: undefined, called: undefined };
  levelsOf(sitesOf(holder), [], 0, 1, undefined, callee);
  return callee.called;
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

/** What lies below so many resumes: each ends at the library function that was asked for it. */
function sitesBelow(sites: readonly NodeJS.CallSite[], resumes: number): readonly NodeJS.CallSite[] {
  let left = resumes;
  let resuming = false;
  for (let i = 0; i < sites.length; i++) {
    if (left === 0 && !resuming) return sites.slice(i);
    const site = sites[i];
    const path = withoutScheme(site?.getScriptNameOrSourceURL() ?? "");
    const name = site?.getFunctionName() ?? "";
    if (!path.startsWith(RUNTIME)) continue;
    if (!resuming && (name === FIRST_CALL || RESUMED.has(name))) {
      left--;
      resuming = true;
    } else if (resuming && LIBRARY_FOLDERS.some((folder) => path.startsWith(folder))) {
      resuming = false;
      i--;
    }
  }
  return [];
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
    if (script !== undefined && name.startsWith(OPERATOR_FRAME)) {
      reader.helper(name.slice(OPERATOR_FRAME.length));
      continue;
    }
    if (script !== undefined && name === INDEXED_BY) {
      reader.helper(name);
      continue;
    }
    if (script !== undefined && (OWN_NAMES.has(name) || name.startsWith(OWN_FRAME))) continue;
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
    if (CORE_LIBRARY.has(name)) reader.coreLibrary(name);
    else if (LIBRARY_FOLDERS.some((folder) => path.startsWith(folder)))
      reader.library(name, site.isToplevel() && rt.libraryNames.has(name)); // some methods have such names, too
    else reader.helper(name);
  }
  return levels;
}

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
