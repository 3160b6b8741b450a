/**
 * Loading code at run time: `load`, `loadstring`, `loadfile`, `dofile`. Text only: bytecode is refused. The host compiles, and finds files in the
 * script store.
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §5.1, Lua 5.2 manual §6.1, VPOP3.md §1.4.
 */
import { charge, chargeMemory, tick } from "../budget.ts";
import { cString } from "../c-string.ts";
import { threadGlobals } from "../coroutine.ts";
import { calledBack } from "../debug-calls.ts";
import { type Dump, headerFault, partsOf, undumped } from "../dump.ts";
import { chunkWithEnvironment } from "../environment.ts";
import { LuaError, raise } from "../error.ts";
import { GlobalTable } from "../globals.ts";
import { type CompileOutcome, granted, HostFailure, type HostFile, isDenied } from "../host.ts";
import { type Frame, rt } from "../machine.ts";
import { metatableOf } from "../metatable.ts";
import { numberToString } from "../number.ts";
import { first, none, pair, suspended, triple } from "../results.ts";
import { plainText, tostring } from "../tostring.ts";
import { traceback } from "../traceback.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkFunction, checkString, optionalString } from "./arguments.ts";
import { EVERY, type Library, LUA50, LUA51, ONLY50, SINCE52 } from "./library.ts";
import { noteFile } from "./loaded-files.ts";
import { resumable } from "./resumable.ts";
import { checkSafety } from "./safety.ts";

const BYTECODE_MARK = "\x1b";
const READ_BYTES = 65536;

/** Units of fuel for compiling a chunk besides what the compiler counts: V8 has its part. */
const COMPILE_FUEL = 2000;
/** Units of fuel for a file that is looked for. */
const FIND_FUEL = 100;
/** Levels that the `lua` program and its main chunk take of those that a text has for its syntax, beyond what `luac` takes. */
const LEVELS_OF_LUA = 1;
/** Bytes for a step of the compiler: what it writes is kept in several forms for a while. */
const STEP_BYTES = 2;
/** Units of fuel for finding out whether there is a text to compile. */
const LOOK_FUEL = 10;

/** Steps that are charged at once, a unit each. */
const STEPS_A_CHARGE = 1000;

/** Characters of a chunk in pieces up to which each piece is looked at: see `loadPieces`. */
const LOOKED_AT_OFTEN = 32;

/** Such a message may be another one when the text goes on. */
const NEAR_THE_END = /near ['`]?<eof>'?$/;

/** A chunk, or why there is none. */
export type Loaded = { readonly main: LuaFunction } | { readonly refusal: string };

interface LoadOptions {
  readonly chunkName: string;
  /** `t` allows text, `b` bytecode (Lua 5.2). */
  readonly mode: string;
  readonly environment: Value;
}

/** Compiles a chunk, text or what `string.dump` gave. */
export function loadText(text: string, { chunkName, mode, environment }: LoadOptions): Loaded {
  charge(LOOK_FUEL + ((text.length + mode.length) >> 6));
  const { dialect } = rt.realm;
  const dump = undumped(text, dialect);
  if (dump !== undefined) return loadDump(dump, mode, environment);
  if (text.startsWith(BYTECODE_MARK)) {
    if (!mode.includes("b")) return { refusal: `attempt to load a binary chunk (mode is '${mode}')` };
    return { refusal: `${shownName(chunkName)}: ${headerFault(text, dialect)}` };
  }
  if (!mode.includes("t")) return { refusal: `attempt to load a text chunk (mode is '${mode}')` };
  const outcome = compiled(text, cString(chunkName), !(environment instanceof GlobalTable));
  if (outcome.kind === "refused") return { refusal: outcome.message };
  // 5.2 has no setfenv; a chunk's environment is an upvalue there, which only the debug library changes.
  const main =
    dialect === "5.2"
      ? outcome.instantiate(environment)
      : chunkWithEnvironment((given) => outcome.instantiate(given), environment);
  if (chunkName.startsWith("@")) noteFile(cString(chunkName), main, environment);
  return { main };
}

/** Has the host compile a text. The compiler's work is charged while it goes on, so that the limits end it as they end anything else. */
function compiled(text: string, chunkName: string, ownEnvironment = false): CompileOutcome {
  const { host, dialect } = rt.realm;
  charge(COMPILE_FUEL);
  let steps = 0;
  let bytes = 0;
  const spend = (more: number, moreBytes = more * STEP_BYTES): void => {
    steps += more;
    bytes += moreBytes;
    if (steps < STEPS_A_CHARGE) return;
    charge(steps);
    chargeMemory(bytes);
    steps = bytes = 0;
  };
  const outerLevels = dialect === "5.1" || dialect === "5.2" ? rt.cCalls + LEVELS_OF_LUA : 0;
  const requireTime = (ms: number): void => rt.realm.budget.requireTime(ms);
  const outcome = host.compile({ text, chunkName, dialect, outerLevels, ownEnvironment, spend, requireTime });
  charge(steps);
  return outcome;
}

/** A function that `string.dump` or `luac` gave: its text is compiled anew. */
function loadDump(dump: Dump, mode: string, environment: Value): Loaded {
  if (!mode.includes("b")) return { refusal: `attempt to load a binary chunk (mode is '${mode}')` };
  const { kind, chunkName, text } = dump;
  const wrong = { refusal: `${shownName(chunkName)}: bad header in precompiled chunk` };
  if (kind === "chunks") {
    const parts = partsOf(dump, rt.realm.dialect);
    return parts === undefined ? wrong : loadInTurn(parts, mode, environment);
  }
  const loaded = loadText(text, { chunkName, mode: "bt", environment });
  if (kind === "chunk" || "refusal" in loaded) return loaded;
  const made = first(loaded.main());
  return typeof made === "function" ? { main: made } : wrong;
}

/** Several chunks as one function, which calls them without arguments. */
function loadInTurn(dumps: readonly Dump[], mode: string, environment: Value): Loaded {
  const mains: LuaFunction[] = [];
  for (const dump of dumps) {
    const loaded = loadDump(dump, mode, environment);
    if ("refusal" in loaded) return loaded;
    mains.push(loaded.main);
  }
  return { main: () => resumable(callInTurn(mains)) };
}

function* callInTurn(mains: readonly LuaFunction[]): Frame {
  for (const main of mains) if (suspended(main())) yield;
  return none();
}

/** How a precompiled chunk is called (`luaU_undump`): by its own text, if that is all there is for a name, as "binary string". */
function shownName(chunkName: string): string {
  if (/^[@=]/.test(chunkName)) return chunkName.slice(1);
  return chunkName.startsWith("\x1b") ? "binary string" : chunkName;
}

function result(loaded: Loaded): Result {
  return "main" in loaded ? loaded.main : pair(undefined, loaded.refusal);
}

/** 5.0 and 5.1: from a string only. */
function loadstring(text?: Value, name?: Value): Result {
  const source = checkString(text, 1, "loadstring", arguments.length);
  const chunkName = optionalString(name, 2, "loadstring", source);
  return result(loadText(source, { chunkName, mode: "bt", environment: threadGlobals() }));
}

/** 5.1: from a function that gives the pieces. */
function load51(reader?: Value, name?: Value): Result {
  const chunkName = optionalString(name, 2, "load", "=(load)");
  const read = checkFunction(reader, 1, "load", arguments.length);
  return resumable(loadPieces(calledBack(read), { chunkName, mode: "bt", environment: threadGlobals() }));
}

/** 5.2 and VPOP3: from either. */
function load(chunk?: Value, name?: Value, mode?: Value, ...environment: Value[]): Result {
  const options = {
    mode: optionalString(mode, 3, "load", "bt"),
    environment: environment.length > 0 ? environment[0] : threadGlobals(),
  };
  if (typeof chunk === "string" || typeof chunk === "number") {
    const text = typeof chunk === "number" ? numberToString(chunk) : chunk;
    return result(loadText(text, { chunkName: optionalString(name, 2, "load", text), ...options }));
  }
  const chunkName = optionalString(name, 2, "load", "=(load)");
  return resumable(loadPieces(calledBack(checkFunction(chunk, 1, "load", arguments.length)), { chunkName, ...options }));
}

/** Why text that goes on behind these pieces cannot be a chunk, whatever follows; undefined while it may be one. */
function refusalOfStart(text: string, { chunkName, mode }: LoadOptions): string | undefined {
  if (text.startsWith(BYTECODE_MARK) || !mode.includes("t")) return undefined;
  const whole = compiled(text, chunkName);
  if (whole.kind !== "refused" || NEAR_THE_END.test(whole.message)) return undefined;
  // The last word may go on.
  const shorter = compiled(text.slice(0, -1), chunkName);
  return shorter.kind === "refused" && shorter.message === whole.message ? whole.message : undefined;
}

function* loadPieces(read: LuaFunction, options: LoadOptions): Frame {
  let text = "";
  // The reader is not called on for a text that is wrong already: looked at with every piece at first, then whenever it has doubled.
  let lookAt = 1;
  let again = rt.realm.dialect === "5.1";
  try {
    for (;;) {
      tick();
      let answer = read();
      if (suspended(answer)) {
        yield;
        answer = rt.resumed;
      }
      const piece = first(answer);
      if (piece === undefined || piece === "") {
        // 5.1 looks for the mark of bytecode first, and asks once more after an end that it met there.
        if (!again || text !== "") break;
        again = false;
        continue;
      }
      if (typeof piece !== "string" && typeof piece !== "number") return raise("reader function must return a string");
      const bytes = typeof piece === "number" ? numberToString(piece) : piece;
      chargeMemory(bytes.length);
      text += bytes;
      if (text.length < lookAt) continue;
      lookAt = text.length < LOOKED_AT_OFTEN ? text.length + 1 : 2 * text.length;
      const refusal = refusalOfStart(text, options);
      if (refusal !== undefined) return pair(undefined, refusal);
    }
  } catch (error) {
    // An error of the reader is a result, as every error of load.
    if (error instanceof LuaError) return pair(undefined, shownByProgram(error));
    throw error;
  }
  return result(loadText(text, options));
}

/** The message of an error in the reader. Where there is no message handler of its own, the program `lua` has one, which adds a traceback (lua.c). */
function shownByProgram({ value, stack }: LuaError): Value {
  const { dialect, host } = rt.realm;
  if (stack?.main !== true || isDenied(host.process)) return value;
  if (typeof value === "string" || typeof value === "number")
    return traceback(plainText(value), 0, stack, dialect === "5.1" ? 2 : 1);
  if (dialect === "5.1" || value === undefined) return value;
  return metatableOf(value)?.$__tostring === undefined ? "(no error message)" : tostring(value);
}

/** The text of a file of the script store, or of standard input if there is no name; or why there is none. */
function readScript(
  path: string | undefined,
): { readonly text: string; readonly chunkName: string } | { readonly refusal: string } {
  const { host } = rt.realm;
  if (path === undefined) {
    const { stdin } = granted(host.process, "loadfile");
    return { text: withoutFirstComment(readAll(stdin)), chunkName: "=stdin" };
  }
  charge(FIND_FUEL);
  const name = cString(path);
  const script = host.scripts.find(name);
  if (script === undefined || "failure" in script) {
    const verb = script?.opened === true || rt.realm.dialect === "5.0" ? "read" : "open";
    return { refusal: `cannot ${verb} ${name}: ${script?.failure.message ?? "No such file or directory"}` };
  }
  return { text: withoutFirstComment(script.text), chunkName: `@${script.name}` };
}

/** True for the name of a file that can be opened. */
export function isThere(name: string): boolean {
  const script = rt.realm.host.scripts.find(name);
  return script !== undefined && (!("failure" in script) || script.opened);
}

function readAll(file: HostFile): string {
  let text = "";
  try {
    for (let piece = file.read(READ_BYTES); piece !== ""; piece = file.read(READ_BYTES)) text += piece;
  } catch (error) {
    if (error instanceof HostFailure) return raise(`cannot read stdin: ${error.message}`);
    throw error;
  }
  return text;
}

const BYTE_ORDER_MARK = "\xef\xbb\xbf";

/** A first line that begins with `#` is for Unix. The line itself stays, so that positions are right; before a precompiled chunk all of it goes. */
function withoutFirstComment(text: string): string {
  const start =
    text.startsWith(BYTE_ORDER_MARK) && rt.realm.dialect !== "5.0" && rt.realm.dialect !== "5.1" ? BYTE_ORDER_MARK.length : 0;
  if (text.charAt(start) !== "#") return start === 0 ? text : text.slice(start);
  const end = text.indexOf("\n", start);
  if (end < 0) return "";
  return text.slice(text.startsWith(BYTECODE_MARK, end + 1) ? end + 1 : end);
}

/** The chunk of a script in the store: what `loadfile`, `dofile` and `require` load. */
export function loadScript(name: string | undefined, mode: string, environment: Value): Loaded {
  const script = readScript(name);
  return "refusal" in script ? script : loadText(script.text, { chunkName: script.chunkName, mode, environment });
}

function loadfile(name?: Value, mode?: Value, ...environment: Value[]): Result {
  const path = optionalString(name, 1, "loadfile", undefined);
  const { dialect } = rt.realm;
  const globals = threadGlobals();
  if (dialect === "5.0" || dialect === "5.1") return result(loadScript(path, "bt", globals));
  return result(loadScript(path, optionalString(mode, 2, "loadfile", "bt"), environment.length > 0 ? environment[0] : globals));
}

function dofile(name?: Value): Result {
  const loaded = loadScript(optionalString(name, 1, "dofile", undefined), "bt", threadGlobals());
  if ("refusal" in loaded) throw new LuaError(loaded.refusal);
  const { dialect } = rt.realm;
  return dialect === "5.0" || dialect === "5.1" ? resumable(ofLibrary(loaded.main)) : loaded.main();
}

/** A call that no `yield` leaves in 5.0 and 5.1. */
function* ofLibrary(main: () => Result): Frame {
  let result = main();
  if (suspended(result)) {
    yield;
    result = rt.resumed;
  }
  return result;
}

export const NO_NATIVE_LIBRARIES = "dynamic libraries not enabled; check your Lua installation";

/** Native libraries cannot be loaded: nil, the reason, where it failed (`package.loadlib`, and 5.0's global `loadlib`). */
export function loadlib(path?: Value, name?: Value): Result {
  const count = arguments.length;
  const file = checkString(path, 1, "loadlib", count);
  checkString(name, 2, "loadlib", count);
  checkSafety("loadlib");
  const { dialect } = rt.realm;
  if ((dialect === "5.1" || dialect === "5.2") && !isThere(file))
    return triple(undefined, `${file}: cannot open shared object file: No such file or directory`, "open");
  return triple(undefined, NO_NATIVE_LIBRARIES, "absent");
}

export const LOAD: Library = [
  ["dofile", EVERY, dofile],
  ["load", LUA51, load51],
  ["load", SINCE52, load],
  ["loadfile", EVERY, loadfile],
  ["loadlib", ONLY50, loadlib],
  ["loadstring", LUA50 | LUA51, loadstring],
  ["loadstring", SINCE52, load],
];
