/**
 * The debug library: positions, names and tracebacks. Local variables and upvalues are in debug-variables.ts, hooks in debug-hooks.ts; what they can
 * reach depends on how a chunk was compiled (compiler/emit/debug-mode.ts).
 *
 * Governing text: Lua 5.0 manual §5.8, Lua 5.1 manual §5.9, Lua 5.2 manual §6.10.
 */
import { charge, tick } from "../budget.ts";
import { cString } from "../c-string.ts";
import { concat } from "../concatenation.ts";
import { Coroutine, globalsOf, runningCoroutine, setGlobalsOf } from "../coroutine.ts";
import { debugCodeOf } from "../debug-frame.ts";
import { type DebugLevel, HOST, isMainThread, levelAt, levelsOfThread } from "../debug-levels.ts";
import type { Dialect } from "../dialect.ts";
import { compiledFunction } from "../dump.ts";
import { environmentOf } from "../environment.ts";
import { argumentError, LuaError, raise } from "../error.ts";
import { TAIL, tailsAreLevels } from "../level.ts";
import { rt } from "../machine.ts";
import { toNumber } from "../metamethods.ts";
import { metatableOf } from "../metatable.ts";
import { numberToString, stringToNumber } from "../number.ts";
import type { SharedType } from "../realm.ts";
import type { FunctionInfo, Script } from "../script-info.ts";
import { LuaTable } from "../table.ts";
import { plainText } from "../tostring.ts";
import { traceback as tracebackText } from "../traceback.ts";
import { type LuaFunction, LuaThread, LuaUserdata, type Result, type Value } from "../value.ts";
import { checkAny, checkInt, checkTable, optionalInteger, optionalString, toInteger, typeError } from "./arguments.ts";
import { mainThread } from "./coroutine.ts";
import { debug } from "./debug-console.ts";
import { gethook, sethook } from "./debug-hooks.ts";
import {
  getlocal,
  getupvalue,
  setlocal,
  setupvalue,
  upvalueid,
  upvaluejoin,
  VariableIdentity,
  withoutThread,
} from "./debug-variables.ts";
import { fileMetatable } from "./file-methods.ts";
import { EVERY, type Library, LUA50, LUA51, SINCE51, SINCE52, STANDARD, tableOf } from "./library.ts";
import { mainOf } from "./loaded-files.ts";
import { loadedModules, preloadedModules } from "./package.ts";

/** What `getinfo` tells of a function, or of one at a level of the stack. */
interface Found {
  readonly script: Script | undefined;
  readonly function: FunctionInfo | undefined;
  readonly value: LuaFunction | undefined;
  readonly line: number;
  /** How it is called: `global f`. */
  readonly called: string | undefined;
  /** Stands for a function that ended with a tail call. */
  readonly tail?: boolean | undefined;
  /** Was called by a tail call. */
  readonly tailCalled?: boolean;
}

function traceback(...values: Value[]): Result {
  if (rt.realm.dialect === "5.0") return traceback50(values);
  const { thread, rest } = withoutThread(values);
  const [message, level] = rest;
  const other = thread instanceof Coroutine && thread !== runningCoroutine();
  const record = { levels: levelsOfThread(thread, true), main: isMainThread(thread) };
  if (rt.realm.dialect === "5.1") return traceback51(rest, other ? 0 : 1, record);
  if (message !== undefined && typeof message !== "string" && typeof message !== "number") return message;
  const text = typeof message === "number" ? numberToString(message) : message && cString(message);
  const from = (other ? optionalInteger(level, 3, "traceback", 0) : optionalInteger(level, 2, "traceback", 1)) | 0;
  return tracebackText(text, from, record);
}

/** 5.1's takes the last argument away if the second is a number, whichever it is; all that are left go before. */
function traceback51(values: readonly Value[], usual: number, record: Parameters<typeof tracebackText>[2]): Result {
  const [message, second] = values;
  const level = toNumber(second);
  const rest = level === undefined ? values : values.slice(0, -1);
  const from = level === undefined ? usual : toInteger(level) | 0;
  if (rest.length === 0) return tracebackText(undefined, from, record);
  if (typeof message !== "string" && typeof message !== "number") return rest.at(-1);
  return plainText(concat([...rest, `\n${tracebackText(undefined, from, record)}`]));
}

/** 5.0's has no level: all its arguments are text that goes before. If the first is none, it gives back the last. */
function traceback50(values: readonly Value[]): Result {
  const [message] = values;
  if (values.length > 0 && typeof message !== "string" && typeof message !== "number") return values.at(-1);
  const text = values.length === 0 ? undefined : plainText(concat(values));
  return tracebackText(text, 1, { levels: levelsOfThread(undefined, true), main: isMainThread(undefined) });
}

/** The same as a global, by which the command `lua` words the errors that end a program. */
function _TRACEBACK(...values: Value[]): Result {
  return traceback50(values);
}

/** Stands for the function of the host that called the main chunk. */
const hostFunction: LuaFunction = () => undefined;

/** The function at a level of the stack: 0 is the running library function. */
function atLevel(level: number, thread: LuaThread | undefined): Found | undefined {
  // 5.0 and 5.1 take a negative level for a lost tail call.
  const lost = tailsAreLevels() ? TAIL : undefined;
  const found: DebugLevel | undefined = level < 0 ? lost : levelAt(level, thread);
  if (found === undefined) return undefined;
  const { script, function: info, line, called, frame, tail } = found;
  return {
    script,
    function: info,
    value:
      found === HOST
        ? hostFunction
        : (frame?.value ?? (info?.main === true && script !== undefined ? mainOf(script) : undefined)),
    line,
    called,
    tail,
    tailCalled: found.tailCalled === true || (frame !== undefined && frame.tails > 0),
  };
}

/** A function by its value: compiled ones are known by the name of their JavaScript function, where only one script has it. */
function byValue(value: LuaFunction): Found {
  const found = compiledFunction(value);
  return { script: found?.script, function: found?.info, value, line: -1, called: undefined };
}

const OPTIONS_50 = "nSluf";
const OPTIONS_51 = `${OPTIONS_50}L`;
const OPTIONS_52 = `${OPTIONS_51}t`;

/** Units of fuel for a table of facts, besides one for each option. */
const INFO_FUEL = 20;

function getinfo(...values: Value[]): Result {
  const { thread, rest } = withoutThread(values);
  const [subject, what] = rest;
  const shift = thread === undefined ? 0 : 1;
  const { dialect } = rt.realm;
  const allowed = dialect === "5.0" ? OPTIONS_50 : dialect === "5.1" ? OPTIONS_51 : OPTIONS_52;
  const wanted = optionalString(what, 2 + shift, "getinfo", dialect === "5.0" || dialect === "5.1" ? "flnSu" : "flnStu");
  const options = cString(wanted);
  charge(INFO_FUEL + options.length);
  const info = (found: Found, options: string): LuaTable => {
    const known = [...options].filter((option) => allowed.includes(option));
    // Nobody looks at the others where the function is lost.
    if (found.tail !== true && known.length < options.length) return argumentError(2 + shift, "getinfo", "invalid option");
    return infoTable(found, known);
  };
  if (typeof subject === "function") return info(byValue(subject), options);
  if (typeof subject !== "number" && (typeof subject !== "string" || stringToNumber(subject) === undefined)) {
    return argumentError(1 + shift, "getinfo", "function or level expected");
  }
  const level = checkInt(subject, 1, "getinfo");
  const other = thread instanceof Coroutine && thread !== runningCoroutine();
  if (thread !== undefined && !other && thread !== runningCoroutine()) return undefined;
  const found = atLevel(level, other ? thread : undefined);
  if (found === undefined || !options.startsWith(">")) return found && info(found, options);
  // C's `lua_getinfo` takes what lies on top of its stack for the function then: the options.
  if (dialect === "5.0") throw new LuaError("value for `lua_getinfo' is not a function");
  const table = info({ script: undefined, function: undefined, value: undefined, line: -1, called: undefined }, options.slice(1));
  if (options.includes("f")) table.set("func", dialect === "5.1" ? hostFunction : wanted);
  return table;
}

function infoTable(found: Found, options: readonly string[]): LuaTable {
  const table = new LuaTable();
  const { script, function: info } = found;
  if (options.includes("S")) {
    table.set("source", script?.info.source ?? (found.tail ? "=(tail call)" : "=[C]"));
    table.set("short_src", script?.shortSource ?? (found.tail ? "(tail call)" : "[C]"));
    table.set("linedefined", info?.lineDefined ?? -1);
    if (rt.realm.dialect !== "5.0") table.set("lastlinedefined", info?.lastLineDefined ?? -1);
    table.set("what", found.tail ? "tail" : script === undefined ? "C" : info?.main === true ? "main" : "Lua");
  }
  if (options.includes("l")) table.set("currentline", found.line);
  if (options.includes("u")) {
    table.set("nups", upvaluesOf(info));
    if (options.includes("t") || rt.realm.dialect === "5.2") {
      table.set("nparams", info?.parameters ?? 0);
      table.set("isvararg", info === undefined || info.main || info.vararg === true);
    }
  }
  if (options.includes("n")) {
    const called = found.called ?? globalName(found.value);
    const space = called?.indexOf(" ") ?? -1;
    if (found.tail) table.set("name", "");
    if (called !== undefined && space > 0) table.set("name", called.slice(space + 1));
    const kind = called === undefined || space < 0 ? "" : called.slice(0, space);
    table.set("namewhat", kind === "for" ? "for iterator" : kind);
  }
  if (options.includes("t")) table.set("istailcall", found.tailCalled === true);
  if (options.includes("f") && found.value !== undefined) table.set("func", found.value);
  if (options.includes("L") && script !== undefined) table.set("activelines", activeLines(found, script, info));
  return table;
}

function upvaluesOf(info: FunctionInfo | undefined): number {
  const named = info?.upvalues ?? [];
  const hidden = rt.realm.dialect === "5.2" && info?.environment === true && !named.includes("_ENV");
  return named.length + (hidden ? 1 : 0);
}

/** 5.0 seeks a function without a name among the globals. */
function globalName(value: LuaFunction | undefined): string | undefined {
  if (value === undefined || rt.realm.dialect !== "5.0") return undefined;
  const { globals } = rt.realm;
  for (let key = globals.nextKey(undefined); key !== undefined; key = globals.nextKey(key)) {
    tick();
    if (typeof key === "string" && globals.get(key) === value) return `global ${key}`;
  }
  return undefined;
}

/** The lines of a function that hold code. */
function activeLines({ value }: Found, script: Script, info: FunctionInfo | undefined): LuaTable {
  const table = new LuaTable();
  const known = value === undefined ? undefined : debugCodeOf(value);
  if (known !== undefined) {
    for (const line of known.lines) table.set(line, true);
    return table;
  }
  const { lineTable } = script.info;
  charge(lineTable.length);
  for (let i = 2; i < lineTable.length; i += 3) {
    const line = lineTable[i] ?? 0;
    if (line <= 0) continue;
    if (info === undefined || info.main || (line >= info.lineDefined && line <= info.lastLineDefined)) table.set(line, true);
  }
  return table;
}

function metatableOfAny(value?: Value): Result {
  checkAny(1, "getmetatable", arguments.length);
  return metatableOf(value);
}

/** Sets any value's metatable, `__metatable` or not; of values that are not tables or userdata that of all of their type. */
function setMetatableOfAny(value?: Value, metatable?: Value): Result {
  if (arguments.length < 2 || (metatable !== undefined && !(metatable instanceof LuaTable))) {
    return argumentError(2, "setmetatable", "nil or table expected");
  }
  if (value instanceof LuaTable || value instanceof LuaUserdata) value.metatable = metatable;
  else if (typeof value === "string") rt.realm.stringMetatable = metatable;
  else {
    const type = sharedType(value);
    const { typeMetatables } = rt.realm;
    if (metatable === undefined) typeMetatables.delete(type);
    else typeMetatables.set(type, metatable);
  }
  return rt.realm.dialect === "5.1" ? true : value;
}

function sharedType(value: Exclude<Value, string | LuaTable | LuaUserdata>): SharedType {
  switch (typeof value) {
    case "undefined":
      return "nil";
    case "boolean":
      return "boolean";
    case "number":
      return "number";
    case "function":
      return "function";
    default:
      return "thread";
  }
}

const REGISTRY = Symbol("registry table");

/** What PUC Lua's libraries keep there, as far as it exists here. */
function getregistry(): Result {
  const { registry, dialect, globals } = rt.realm;
  const known = registry.get(REGISTRY);
  if (known instanceof LuaTable) return known;
  const table = LuaTable.record({ _LOADED: loadedModules(), "FILE*": fileMetatable() });
  if (dialect !== "5.1") table.set("_PRELOAD", preloadedModules());
  if (dialect === "5.2") {
    table.set(1, mainThread());
    table.set(2, globals);
  }
  registry.set(REGISTRY, table);
  return table;
}

const ENVIRONMENTS = Symbol("environments");

/** Environments of library functions: they have no effect, but can be read back, as those of userdata. */
function idleEnvironments(): WeakMap<LuaFunction, LuaTable> {
  const { registry } = rt.realm;
  const known = registry.get(ENVIRONMENTS);
  const map = known instanceof WeakMap ? known : new WeakMap();
  registry.set(ENVIRONMENTS, map);
  return map;
}

/** The environment of a function, a thread or a userdata. */
function environmentOfAny(value?: Value): Result {
  checkAny(1, "getfenv", arguments.length);
  if (typeof value === "function") return environmentOf(value)?.v ?? idleEnvironments().get(value) ?? rt.realm.globals;
  if (value instanceof LuaThread) return globalsOf(value);
  return value instanceof LuaUserdata ? (value.attached ?? rt.realm.globals) : undefined;
}

function setEnvironmentOfAny(value?: Value, environment?: Value): Result {
  const table = checkTable(environment, 2, "setfenv", arguments.length);
  const box = typeof value === "function" ? environmentOf(value) : undefined;
  if (box !== undefined) box.v = table;
  else if (value instanceof LuaThread) setGlobalsOf(value, table);
  else if (value instanceof LuaUserdata) value.attached = table;
  else if (typeof value === "function" && compiledFunction(value) === undefined) idleEnvironments().set(value, table);
  else return raise("'setfenv' cannot change environment of given object");
  return value;
}

function getuservalue(value?: Value): Result {
  return value instanceof LuaUserdata ? value.attached : undefined;
}

function setuservalue(value?: Value, content?: Value): Result {
  if (!(value instanceof LuaUserdata)) return typeError(value, 1, "setuservalue", "userdata", arguments.length);
  if (value instanceof VariableIdentity) {
    return argumentError(1, "setuservalue", "full userdata expected, got light userdata");
  }
  value.attached = content === undefined ? undefined : checkTable(content, 2, "setuservalue", arguments.length);
  return value;
}

const DEBUG: Library = [
  ["debug", STANDARD, debug],
  ["getfenv", LUA51, environmentOfAny],
  ["gethook", EVERY, gethook],
  ["getinfo", EVERY, getinfo],
  ["getlocal", EVERY, getlocal],
  ["getmetatable", SINCE51, metatableOfAny],
  ["getregistry", SINCE51, getregistry],
  ["getupvalue", EVERY, getupvalue],
  ["getuservalue", SINCE52, getuservalue],
  ["setfenv", LUA51, setEnvironmentOfAny],
  ["sethook", EVERY, sethook],
  ["setlocal", EVERY, setlocal],
  ["setmetatable", SINCE51, setMetatableOfAny],
  ["setupvalue", EVERY, setupvalue],
  ["setuservalue", SINCE52, setuservalue],
  ["traceback", EVERY, traceback],
  ["upvalueid", SINCE52, upvalueid],
  ["upvaluejoin", SINCE52, upvaluejoin],
];

/** What the debug library puts among the globals. */
export const TRACEBACK: Library = [["_TRACEBACK", LUA50, _TRACEBACK]];

/** The table `debug` of a dialect, fresh. */
export function createDebugLibrary(dialect: Dialect): LuaTable {
  return tableOf(DEBUG, dialect);
}
