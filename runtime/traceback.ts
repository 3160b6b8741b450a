/**
 * Positions and tracebacks in Lua lines, worded as PUC Lua words them.
 *
 * Governing text: Lua 5.1 manual §5.1 (`error`), §5.9 (`debug.traceback`, `debug.getinfo`).
 */
import type { Dialect } from "./dialect.ts";
import { compiledFunction } from "./dump.ts";
import { type Level, TAIL } from "./level.ts";
import { type LoadedScripts, rt, type Thread } from "./machine.ts";
import type { Script, ScriptInfo, ScriptTexts } from "./script-info.ts";
import { Script as RegisteredScript } from "./script-info.ts";
import { libraryPath, StackRecord } from "./stack-record.ts";

/** JavaScript frames looked at first for a position; nearly always the one that is sought is among them. */
const NEAR_DEPTH = 10;
/** JavaScript frames looked at where that was not enough: a library's own frames lie above the one that is sought. */
const POSITION_DEPTH = 100;
/** JavaScript frames looked at for a traceback. */
export const TRACE_DEPTH = 1000;
/** Files, and texts, loaded at run time whose lines are remembered: those that stood on a stack last. */
const MAX_TEMPORARY = 2000;
/** So many more are forgotten at once: each time all those that are known have to be gone through. */
const FORGOTTEN_AT_ONCE = 200;
/** Characters that are kept for them at most. */
const MAX_CHARACTERS = 16_000_000;
/** Levels that a traceback shows at its beginning and its end. */
const FIRST_LEVELS = 12;
const LAST_LEVELS = 10;

/**
 * Makes a script known for positions. `url` is what its JavaScript carries; it stands for the same script for ever. Of `temporary` ones (`load`)
 * only the latest stay known, and those that were seen on a stack since: the functions of others still run, but their errors have no positions.
 */
export function registerScript(url: string, info: ScriptInfo, dialect: Dialect, temporary: boolean, texts?: ScriptTexts): Script {
  const present = rt.scripts.get(url);
  if (present !== undefined) return present;
  const script = new RegisteredScript(info, rt.nextPlace, dialect, texts);
  rt.scripts.set(url, script);
  rt.scriptsByPlace.push(script);
  rt.nextPlace = script.end + 1;
  if (temporary) {
    const alike = info.source.startsWith("@") ? rt.loadedFiles : rt.loadedTexts;
    alike.urls.add(url);
    alike.characters += script.characters;
    if (alike.urls.size > MAX_TEMPORARY + FORGOTTEN_AT_ONCE || alike.characters > MAX_CHARACTERS) forgetOldest(alike);
  }
  return script;
}

function forgetOldest(loaded: LoadedScripts): void {
  const forgotten = new Set<Script>();
  for (const url of loaded.urls) {
    if (loaded.urls.size <= (loaded.characters > MAX_CHARACTERS ? 1 : MAX_TEMPORARY)) break;
    const script = rt.scripts.get(url);
    if (script === undefined) throw new Error("a script that is not known cannot be forgotten");
    loaded.urls.delete(url);
    loaded.characters -= script.characters;
    rt.scripts.delete(url);
    forgotten.add(script);
  }
  const known = rt.scriptsByPlace;
  let count = 0;
  for (const script of known) if (!forgotten.has(script)) known[count++] = script;
  known.length = count;
}

/** The stack at this moment, for an error that will be shown. */
export function recordStack(): StackRecord {
  return new StackRecord(TRACE_DEPTH);
}

/** The stack of a thread that waits for one it has resumed; empty where the JavaScript stack does not hold it, because it waits for the host, too. */
export function recordResuming(thread: Thread): StackRecord {
  return new StackRecord(TRACE_DEPTH, undefined, { thread, resumes: (rt.thread?.nested ?? 0) - thread.nested });
}

/** `file.lua:12: ` if a Lua function runs now, "" if a library function does (`luaG_runerror`). */
export function here(): string {
  return position(innermost(1)[0]);
}

/** `file.lua:12: ` for the function at `level`: 1 the one that called the running library function (`luaL_where`). */
export function where(level: number): string {
  return positionAt(innermost(level + 1), level);
}

/** The same from levels that are at hand. */
export function positionAt(levels: readonly Level[], level: number): string {
  return position(levels[levels[0]?.script === undefined ? level : level - 1]);
}

/** At least the innermost `count` levels of the stack, if there are as many. */
export function innermost(count: number): readonly Level[] {
  const levels = new StackRecord(NEAR_DEPTH).innermost(count);
  return levels.length >= count ? levels : new StackRecord(POSITION_DEPTH + 4 * count).innermost(count);
}

/** Among so many innermost levels a recursion shows what it goes through. */
const RECURSION_LEVELS = 8;

/** How iterators of generic `for`s are called (compiler/emit/loops.ts); these calls nest in C, too. */
const ITERATORS: ReadonlySet<string | undefined> = new Set(["local (for generator)", "for for iterator"]);

/** The message of JavaScript's stack overflow; PUC Lua words it in another way where calls nest in C. */
export function overflowMessage(error: Error): string {
  const levels = new StackRecord(POSITION_DEPTH, error).innermost(RECURSION_LEVELS);
  const inC =
    levels.some(({ script, nested, called }) => script !== undefined && (nested === true || ITERATORS.has(called))) ||
    (levels.length > 0 && !levels.some(({ script }) => script !== undefined));
  return `${position(levels[0])}${inC ? "C " : ""}stack overflow`;
}

/** The message for a string that is longer than JavaScript can hold: the operator `..` has words of its own for that (`luaV_concat`). */
export function tooLongMessage(error: Error): string {
  const place = position(new StackRecord(POSITION_DEPTH, error).innermost(1)[0]);
  return place === "" ? "not enough memory" : `${place}string length overflow`;
}

function position(level: Level | undefined): string {
  return level?.script !== undefined && level.line > 0 ? `${level.script.shortSource}:${level.line}: ` : "";
}

/** The Lua stack of the running thread, the running library function first; paid for by its depth. */
export function levelsNow(): readonly Level[] {
  const { levels } = recordStack();
  payForLevels(levels.length);
  return levels;
}

/** One of the levels that `levelsNow` gives; the others are not read where it is near. */
export function levelNow(depth: number): Level | undefined {
  const near = new StackRecord(NEAR_DEPTH).innermost(depth + 1);
  // The outermost of them may lack what is farther out.
  if (near.length <= depth + 1) return levelsNow()[depth];
  payForLevels(depth + 1);
  return near[depth];
}

/** Units of fuel for a level that is looked at by the debug library. */
const LEVEL_FUEL = 1000;

function payForLevels(count: number): void {
  rt.fuel = (rt.fuel - LEVEL_FUEL * (count + 1)) | 0; // looked at by the next check
}

/**
 * `debug.traceback`: the stack from `level` on, 0 being the running library function. `above`: levels that would lie above the record's; where a
 * long stack is cut depends on them.
 */
export function traceback(
  message: string | undefined,
  level: number,
  record: { readonly levels: readonly Level[]; readonly main: boolean } = recordStack(),
  above = 0,
): string {
  const since52 = rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3";
  payForLevels(record.levels.length);
  const levels = record.levels.slice(Math.max(0, level));
  if (level < 0) {
    // There are none for 5.2; up to 5.1 they are lost tail calls.
    if (since52) return traceback(message, record.levels.length + 1, record);
    levels.unshift(...new Array<Level>(Math.min(-level, TRACE_DEPTH)).fill(TAIL));
  }
  const lines = levels.map((each) => (since52 ? line52(each) + (each.tailCalled ? `\n\t${TAIL_CALLS}` : "") : line51(each)));
  if (record.main && level <= record.levels.length) lines.push(since52 ? "[C]: in ?" : "[C]: ?");
  const shown = cut(lines, level + above, since52);
  const head = message === undefined ? "" : `${message}\n`;
  return `${head}stack traceback:${shown.map((line) => `\n\t${line}`).join("")}`;
}

/** Leaves out the middle of a long stack, at the levels where `db_errorfb` of 5.1 and `luaL_traceback` of 5.2 do. */
function cut(lines: readonly string[], level: number, since52: boolean): readonly string[] {
  const count = level + lines.length;
  if (count <= FIRST_LEVELS + LAST_LEVELS + 1) return lines;
  const first = (since52 ? FIRST_LEVELS - 1 : FIRST_LEVELS) - level;
  if (first < 0) return lines;
  return [...lines.slice(0, first), "...", ...lines.slice(since52 ? -(LAST_LEVELS + 1) : -LAST_LEVELS)];
}

/** `x.lua:3: in function 'f'` */
function line51(level: Level): string {
  if (level.tail === true) return "(tail call): ?";
  const name = calledName(level);
  const quote = rt.realm.dialect === "5.0" ? "`" : "'";
  if (name !== undefined) return `${place(level)} in function ${quote}${name}'`;
  if (level.function?.main) return `${place(level)} in main chunk`;
  if (level.script === undefined) return `${place(level)} ?`;
  return `${place(level)} in function <${level.script.shortSource}:${level.function?.lineDefined ?? 0}>`;
}

const TAIL_CALLS = "(...tail calls...)";

function line52(level: Level): string {
  if (level.tail === true) return TAIL_CALLS;
  const name = calledName(level);
  if (name !== undefined) return `${place(level)} in function '${name}'`;
  if (level.function?.main) return `${place(level)} in main chunk`;
  if (level.script === undefined) {
    const path = level.library === undefined ? undefined : libraryPath(level.library);
    return path === undefined ? `${place(level)} in ?` : `${place(level)} in function '${path}'`;
  }
  return `${place(level)} in function <${level.script.shortSource}:${level.function?.lineDefined ?? 0}>`;
}

/** `x.lua:3:` or `[C]:` */
function place(level: Level): string {
  if (level.script === undefined) return "[C]:";
  return level.line > 0 ? `${level.script.shortSource}:${level.line}:` : `${level.script.shortSource}:`;
}

/** 5.0 seeks a Lua function that a library function calls among the globals. */
function globalName({ script, function: info }: Level): string | undefined {
  const { globals } = rt.realm;
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    const value = globals.get(key);
    if (typeof value !== "function" || typeof key !== "string") continue;
    const found = compiledFunction(value);
    if (found !== undefined && found.script === script && found.info === info) return key;
  }
  return undefined;
}

/** The name of a function by the way it is called, else by its definition. */
function calledName(level: Level): string | undefined {
  if (level.called !== undefined) return level.called.slice(level.called.indexOf(" ") + 1);
  const { dialect } = rt.realm;
  if (dialect === "5.0" && level.script !== undefined) return globalName(level);
  if (level.exact === true && dialect !== "5.0") return undefined;
  if (level.script === undefined) {
    if (dialect === "5.1" && level.exact !== true) return undefined; // the host calls it
    const path = level.library === undefined ? undefined : libraryPath(level.library);
    if (level.exact === true && path?.includes(".")) return undefined; // 5.0 knows globals only
    return path?.slice(path.lastIndexOf(".") + 1);
  }
  const { name } = level.function ?? {};
  return name?.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf(":")) + 1);
}
