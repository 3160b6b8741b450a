/**
 * The io library over the host's files. Standard files exist where the host grants the process itself (`moonpost run`); a server's script has
 * no default files until it sets them (VPOP3.md §1.2). The methods of files are in `file-methods.ts`.
 *
 * Governing text: Lua 5.0 manual §5.6, Lua 5.1 manual §5.7, Lua 5.2 manual §6.8.
 */
import { cString } from "../c-string.ts";
import type { Dialect } from "../dialect.ts";
import { argumentError, quoted, raise } from "../error.ts";
import { granted, HostFailure, isDenied } from "../host.ts";
import { rt } from "../machine.ts";
import type { LuaTable } from "../table.ts";
import { LuaUserdata, type Result, type Value } from "../value.ts";
import { checkAny, checkString, optionalString } from "./arguments.ts";
import { filesGranted, filesUsable } from "./file-access.ts";
import { FileHandle } from "./file-handle.ts";
import { closeFile, fileMetatable, fileOf, flushFile, lineIterator, makeFile, openFile, writeAll } from "./file-methods.ts";
import { readFormats } from "./file-read.ts";
import { attempted, failed } from "./file-result.ts";
import { EVERY, type Library, STANDARD, tableOf } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { checkSafety } from "./safety.ts";

/** C's EINVAL. */
const INVALID = 22;

/** C's mode: 5.2 checks it all, before that the GNU C library looks at the first letter, and for `+` and `x` in the next six. */
function modeOf(mode: string): string {
  const { dialect } = rt.realm;
  if (dialect === "5.2" && !/^[rwa]\+?b?$/.test(mode)) return argumentError(2, "open", "invalid mode");
  const letter = mode.charAt(0);
  const more = mode.slice(1, 7);
  return letter + (letter !== "r" && more.includes("x") ? "x" : "") + (more.includes("+") ? "+" : "");
}

function open(path?: Value, mode?: Value): Result {
  const name = cString(checkString(path, 1, "open", arguments.length));
  const wanted = modeOf(cString(optionalString(mode, 2, "open", "r")));
  const files = filesUsable("io.open", name);
  return attempted(() => makeFile(files.open(name, wanted), "file"), name);
}

/** A file for `lines`, `input`, `output`; each version words its error in its own way. */
function openNamed(path: string, mode: "r" | "w", what: "lines" | "input" | "output"): LuaUserdata {
  const name = cString(path);
  const files = filesUsable(`io.${what}`, name);
  try {
    return makeFile(files.open(name, mode), "file");
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    switch (rt.realm.dialect) {
      case "5.0":
        return argumentError(1, what, what === "lines" ? error.message : `${name}: ${error.message}`);
      case "5.1":
        return argumentError(1, what, `${name}: ${error.message}`);
      default:
        return raise(`cannot open file '${name}' (${error.message})`);
    }
  }
}

type Default = "input" | "output";

function defaultFile(which: Default): LuaUserdata {
  makeDefaults();
  const state = libraryState();
  const file = which === "input" ? state.defaultInput : state.defaultOutput;
  if (file === undefined)
    return raise(`there is no standard ${which} here: choose a file with ${quoted(`io.${which}(name)`)} first`);
  return file;
}

function openDefault(which: Default): FileHandle {
  const { content } = defaultFile(which);
  if (content instanceof FileHandle && content.open) return content;
  return raise(rt.realm.dialect === "5.0" ? "attempt to use a closed file" : `standard ${which} file is closed`);
}

function setDefault(which: Default, file: LuaUserdata): void {
  makeDefaults();
  const state = libraryState();
  if (which === "input") state.defaultInput = file;
  else state.defaultOutput = file;
}

function chooseDefault(which: Default, file: Value, count: number): Result {
  checkSafety(`io.${which}`);
  if (file === undefined) return defaultFile(which);
  if (typeof file === "string" || typeof file === "number") {
    const name = checkString(file, 1, which, count);
    setDefault(which, openNamed(name, which === "input" ? "r" : "w", which));
  } else {
    fileOf(file, which, count);
    if (file instanceof LuaUserdata) setDefault(which, file);
  }
  return defaultFile(which);
}

function input(file?: Value): Result {
  return chooseDefault("input", file, arguments.length);
}

function output(file?: Value): Result {
  return chooseDefault("output", file, arguments.length);
}

function read(...formats: Value[]): Result {
  checkSafety("io.read");
  return readFormats(openDefault("input"), formats, 1, "read");
}

function write(...values: Value[]): Result {
  checkSafety("io.write");
  return writeAll(defaultFile("output"), openDefault("output"), values, 1);
}

function lines(path?: Value, ...formats: Value[]): Result {
  checkSafety("io.lines");
  // 5.1 mistakes a nil that is passed for a file.
  if (path === undefined && arguments.length > 0 && rt.realm.dialect === "5.1") fileOf(path, "lines", 1);
  if (path === undefined) return lineIterator(fileOf(defaultFile("input"), "lines", 1), formats, false);
  const file = openNamed(checkString(path, 1, "lines", arguments.length), "r", "lines");
  return lineIterator(fileOf(file, "lines", 1), formats, true);
}

function close(file?: Value): Result {
  checkSafety("io.close");
  return closeFile(fileOf(arguments.length === 0 ? defaultFile("output") : file, "close", arguments.length));
}

function flush(): Result {
  checkSafety("io.flush");
  return flushFile(openDefault("output"));
}

function popen(command?: Value, mode?: Value): Result {
  const line = cString(checkString(command, 1, "popen", arguments.length));
  const direction = optionalString(mode, 2, "popen", "r");
  const process = granted(rt.realm.host.process, "io.popen");
  if (direction !== "r" && direction !== "w") return failed(new HostFailure("Invalid argument", INVALID), line);
  return attempted(() => makeFile(process.popen(line, direction), "program"), line);
}

function tmpfile(): Result {
  const files = filesGranted("io.tmpfile", "");
  return attempted(() => makeFile(files.temporary(), "file"));
}

function ioType(value?: Value): Result {
  if (rt.realm.dialect !== "5.0") checkAny(1, "type", arguments.length);
  const file = openFile(value);
  return file === undefined ? undefined : file.open ? "file" : "closed file";
}

const IO: Library = [
  ["close", EVERY, close],
  ["flush", EVERY, flush],
  ["input", EVERY, input],
  ["lines", EVERY, lines],
  ["open", EVERY, open],
  ["output", EVERY, output],
  ["popen", STANDARD, popen],
  ["read", EVERY, read],
  ["tmpfile", EVERY, tmpfile],
  ["type", EVERY, ioType],
  ["write", EVERY, write],
];

const STANDARD_FILES = ["stdin", "stdout", "stderr"] as const;
const MADE = Symbol("standard files");

/** The standard files of the instance by name, made once; none where the host does not grant the process. */
function standardFiles(): ReadonlyMap<string, LuaUserdata> {
  const { registry, host } = rt.realm;
  const known = registry.get(MADE);
  if (known instanceof Map) return known;
  const files = new Map<string, LuaUserdata>();
  const { process } = host;
  if (!isDenied(process)) for (const name of STANDARD_FILES) files.set(name, makeFile(process[name], "standard"));
  registry.set(MADE, files);
  return files;
}

/** The script's standard input; raises an error where the host does not grant the process. */
export function standardInput(): FileHandle {
  const file = openFile(standardFiles().get("stdin"));
  return file ?? raise("there is no standard input here");
}

/** Standard input and output are the first default files. */
function makeDefaults(): void {
  const state = libraryState();
  if (state.defaultsMade) return;
  state.defaultsMade = true;
  state.defaultInput = standardFiles().get("stdin");
  state.defaultOutput = standardFiles().get("stdout");
}

/** The table `io` of a dialect, fresh. */
export function createIoLibrary(dialect: Dialect): LuaTable {
  const table = tableOf(IO, dialect);
  for (const [name, file] of standardFiles()) table.set(name, file);
  if (dialect === "5.2") fileMetatable().set("close", close); // one function in C, so that files are closed without naming them, too
  return table;
}
