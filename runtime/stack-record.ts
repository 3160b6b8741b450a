/**
 * The Lua stack at one moment, read from the JavaScript stack: compiled chunks are known by the URL of their script (`rt.scripts`), library
 * functions by their file and name. Frames that are suspended are no longer on the JavaScript stack; their places were noted
 * when they were captured (suspend.ts).
 *
 * Taking a record costs a few microseconds; reading it is only done when somebody asks.
 */
import { type FrameStack, rt } from "./machine.ts";
import type { FunctionInfo, Script } from "./script-info.ts";
import { LuaTable } from "./table.ts";

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
  /** Stands for a function that ended with a tail call: 5.0 and 5.1 show it (debug-levels.ts). */
  readonly tail?: boolean;
  /** `called` is all that is known of its name: the definition does not count. */
  readonly exact?: boolean;
}

const SCHEME = "file://";
/** The runtime's folder as stack frames show it, without the scheme: loaders differ in showing that. */
const RUNTIME = withoutScheme(new URL("./", import.meta.url).href);
const LIBRARY_FOLDERS = [`${RUNTIME}lib/`, `${RUNTIME}vpop3/`];
/** Library functions that live in the core. */
const CORE_LIBRARY: ReadonlySet<string> = new Set(["pcall", "xpcall", "next", "ipairsStep", "ipairs50"]);
/** Functions of the runtime below which another thread, or the host, begins: first calls and resumed frames. */
const FIRST_CALL = "threadBase";
const RESUMED = "runFrames";
/** The function of the runtime that calls a message handler (protected-call.ts). */
const HANDLER = "handled";
/** The JavaScript name of `coroutine.yield` (lib/coroutine.ts). */
const YIELD = "yieldAll";
/** The place of a suspended frame that is no Lua function's. */
export const SKIPPED = -1;
/** Frames that are kept of suspended ones. */
const MAX_SUSPENDED = 1000;

export class StackRecord {
  /** V8 formats its `stack` at the first read. */
  readonly #holder: { stack?: readonly NodeJS.CallSite[] | string };
  /** Places of the thread's suspended frames, innermost first. */
  readonly #suspended: readonly number[];
  readonly main: boolean;
  /** Below a message handler lies the stack of the error that it handles. */
  readonly #raised: StackRecord | undefined;
  #levels: readonly Level[] | undefined = undefined;

  /** The present stack of the running thread, at most `depth` JavaScript frames. An Error that JavaScript threw may be given instead. */
  constructor(depth: number, thrown?: Error) {
    const thread = rt.thread;
    this.main = thread === undefined || thread.main;
    this.#raised = rt.raised;
    const stack = thread?.stack;
    if (stack === undefined) this.#suspended = [];
    else {
      const end = stack.places.length - (stack.running ? 1 : 0);
      this.#suspended = stack.places.slice(Math.max(0, end - MAX_SUSPENDED), end).reverse();
    }
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
    this.#levels ??= levelsOf(sitesOf(this.#holder), this.#suspended, Number.POSITIVE_INFINITY, this.#raised);
    return this.#levels;
  }

  /** The innermost `count` of them, or fewer if there are no more; cheaper than all. */
  innermost(count: number): readonly Level[] {
    return this.#levels ?? levelsOf(sitesOf(this.#holder), this.#suspended, count, this.#raised);
  }
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
  suspended: readonly number[],
  count: number,
  raised: StackRecord | undefined,
): Level[] {
  const levels: { -readonly [K in keyof Level]: Level[K] }[] = [];
  let libraryOpen = false;
  for (const site of sites) {
    // One more than asked for: the caller tells how the last one is called.
    if (levels.length > count) return levels;
    const url = site.getScriptNameOrSourceURL() ?? "";
    const script = scriptAtUrl(url);
    const path = script === undefined ? withoutScheme(url) : url;
    if (script === undefined && !path.startsWith(RUNTIME)) continue;
    const name = site.getFunctionName() ?? "";
    if (script !== undefined) {
      const callee = levels.at(-1);
      const level = scriptLevel(script, name, site);
      if (callee !== undefined) callee.called = script.calleeAt(site.getLineNumber() ?? 0, (site.getColumnNumber() ?? 1) - 1);
      levels.push(level);
      libraryOpen = false;
      continue;
    }
    if (name === FIRST_CALL) return levels;
    if (name === HANDLER && raised !== undefined) return [...levels, ...raised.levels];
    if (name === RESUMED) {
      for (const place of suspended) if (place !== SKIPPED) levels.push(suspendedLevel(place));
      return levels;
    }
    const core = CORE_LIBRARY.has(name);
    if (!core && !LIBRARY_FOLDERS.some((folder) => path.startsWith(folder))) continue;
    // A library function's helpers lie above it: of a run of library frames the outermost counts. pcall and its like end a run.
    const level = { script: undefined, line: -1, function: undefined, library: name, called: undefined };
    const callee = levels.at(-1);
    if (callee?.script !== undefined) callee.exact = true; // library functions call nothing by a name
    if (libraryOpen && !core) levels[levels.length - 1] = level;
    else levels.push(level);
    libraryOpen = !core;
  }
  return levels;
}

function scriptAtUrl(url: string): Script | undefined {
  // What is seen is remembered longest.
  if (rt.loadedTexts.delete(url)) rt.loadedTexts.add(url);
  else if (rt.loadedFiles.delete(url)) rt.loadedFiles.add(url);
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
  if (stack.places.length === 0) return [];
  const yielding: Level = { script: undefined, line: -1, function: undefined, library: YIELD, called: undefined };
  const places = stack.places.filter((place) => place !== SKIPPED);
  return [yielding, ...places.toReversed().map(suspendedLevel)];
}

function suspendedLevel(place: number): Level {
  const script = scriptAt(place);
  if (script === undefined) return { script: undefined, line: -1, function: undefined, library: undefined, called: undefined };
  const line = place - script.at;
  return { script, line, function: script.functionAround(line), library: undefined, called: undefined };
}

function scriptAt(place: number): Script | undefined {
  if (place === 0) return undefined;
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

/** The Lua name of a library function (`string.find`), by the name of its JavaScript function. Looks through the libraries. */
export function libraryPath(name: string): string {
  const { globals } = rt.realm;
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    const value = globals.get(key);
    if (typeof value === "function" && value.name === name && typeof key === "string") return key;
  }
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    const value = globals.get(key);
    if (!(value instanceof LuaTable) || value === globals || typeof key !== "string") continue;
    for (let field = value.nextKey(undefined); field !== undefined; field = value.nextKey(field)) {
      const member = value.get(field);
      if (typeof member === "function" && member.name === name && typeof field === "string") return `${key}.${field}`;
    }
  }
  return name;
}
