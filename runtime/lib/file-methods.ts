/**
 * Files as Lua values: userdata with a metatable, and their methods.
 *
 * Governing text: Lua 5.0 manual §5.6, Lua 5.1 manual §5.7, Lua 5.2 manual §6.8.
 */
import { cString } from "../c-string.ts";
import { argumentError, raise } from "../error.ts";
import { HostFailure, type HostFile } from "../host.ts";
import { rt } from "../machine.ts";
import { first, none, pair } from "../results.ts";
import { LuaTable } from "../table.ts";
import { address } from "../tostring.ts";
import { type LuaFunction, LuaUserdata, type Result, type Value } from "../value.ts";
import { checkString, optionalInteger, optionalNumber, optionalString, typeError } from "./arguments.ts";
import { FileHandle, type FileKind } from "./file-handle.ts";
import { readFormats } from "./file-read.ts";
import { attempted, failed } from "./file-result.ts";
import { EVERY, fill, type Library, SINCE51 } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { endResult } from "./program-end.ts";

/** A new file value. */
export function makeFile(file: HostFile, kind: FileKind): LuaUserdata {
  const userdata = new LuaUserdata(new FileHandle(file, kind));
  userdata.metatable = fileMetatable();
  return userdata;
}

/** The file in a value, open or not; undefined if it is none. */
export function openFile(value: Value): FileHandle | undefined {
  return value instanceof LuaUserdata && value.content instanceof FileHandle ? value.content : undefined;
}

function noFile(value: Value, n: number, name: string, count: number): never {
  return rt.realm.dialect === "5.0" ? argumentError(n, name, "bad file") : typeError(value, n, name, "FILE*", count);
}

/** The open file that is the first argument. */
export function fileOf(value: Value, name: string, count: number): FileHandle {
  const file = openFile(value);
  if (file === undefined) return noFile(value, 1, name, count);
  return file.open ? file : raise("attempt to use a closed file");
}

/** `true` before 5.2, from then on the file itself, so that calls can be chained. */
function done(file: Value): Result {
  return rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1" ? true : file;
}

/** Writes strings and numbers, the first of which is argument `n`. After a failure the others are only looked at, as in C. */
export function writeAll(userdata: Value, file: FileHandle, values: readonly Value[], n: number): Result {
  let failure: HostFailure | undefined;
  for (let i = 0; i < values.length; i++) {
    const text = checkString(values[i], n + i, "write", n + values.length - 1);
    try {
      if (failure === undefined) file.write(text);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      failure = error;
    }
  }
  return failure === undefined ? done(userdata) : failed(failure);
}

/** True, or nil, message and number (Lua 5.1 manual §5.7). */
export function flushFile(file: FileHandle): Result {
  return attempted(() => {
    file.flush();
    return true;
  });
}

/** As `flushFile`; a standard file is not closed. 5.2 tells how a program ended (Lua 5.2 manual §6.8, `file:close`). */
export function closeFile(file: FileHandle): Result {
  if (file.kind === "standard") return pair(undefined, "cannot close standard file");
  return attempted(() => {
    const end = file.close();
    return end === undefined || rt.realm.dialect !== "5.2" ? true : endResult(end);
  });
}

/** A function that gives what the formats read, line by line without any; at the end of the file it closes it, if told so. */
export function lineIterator(file: FileHandle, formats: readonly Value[], closes: boolean): LuaFunction {
  const plain = formats.length === 0 || rt.realm.dialect === "5.0" || rt.realm.dialect === "5.1";
  return () => {
    if (!file.open) return raise("file is already closed");
    const { failure } = file;
    const result = readFormats(file, plain ? [] : formats, 2, "lines");
    // 5.1 looks for failures when it has read, and does not clear those from before.
    if (failure !== undefined && rt.realm.dialect === "5.1") {
      file.failure = failure;
      return raise(failure.message);
    }
    if (first(result) !== undefined) return result;
    // nil and a message is a failure of the host; nil alone the end.
    const message = result === undefined ? undefined : rt.v1;
    if (typeof message === "string") return raise(message);
    if (closes) file.close();
    return none();
  };
}

// The names of these functions are not those of `io`'s: errors find a library function by its JavaScript name.

function closeMethod(self?: Value): Result {
  // 5.1 looks for a default file then, as io.close, and finds nil.
  const count = rt.realm.dialect === "5.1" ? 1 : arguments.length;
  return closeFile(fileOf(self, "close", count));
}

function flushMethod(self?: Value): Result {
  return flushFile(fileOf(self, "flush", arguments.length));
}

function linesMethod(self?: Value, ...formats: Value[]): Result {
  return lineIterator(fileOf(self, "lines", arguments.length), formats, false);
}

function readMethod(self?: Value, ...formats: Value[]): Result {
  return readFormats(fileOf(self, "read", arguments.length), formats, 2, "read");
}

function writeMethod(self?: Value, ...values: Value[]): Result {
  return writeAll(self, fileOf(self, "write", arguments.length), values, 2);
}

function seekMethod(self?: Value, whence?: Value, offset?: Value): Result {
  const file = fileOf(self, "seek", arguments.length);
  const from = cString(optionalString(whence, 2, "seek", "cur"));
  if (from !== "set" && from !== "cur" && from !== "end") {
    return argumentError(2, "seek", rt.realm.dialect === "5.0" ? "invalid mode" : `invalid option '${from}'`);
  }
  const distance = rt.realm.dialect === "5.2" ? wholeOffset(offset) : optionalInteger(offset, 3, "seek", 0);
  try {
    return file.seek(from, distance);
  } catch (error) {
    return failed(error);
  }
}

/** 5.2 refuses what is no whole number of 64 bits. */
function wholeOffset(offset: Value): number {
  const distance = optionalNumber(offset, 3, "seek", 0);
  const fits = Math.trunc(distance) === distance && distance >= -(2 ** 63) && distance < 2 ** 63;
  return fits ? distance : argumentError(3, "seek", "not an integer in proper range");
}

/** Reads are always buffered. The size is looked at only for errors: the GNU C library uses it only with a buffer of the caller's. */
function setvbufMethod(self?: Value, mode?: Value, size?: Value): Result {
  const file = fileOf(self, "setvbuf", arguments.length);
  const wanted = cString(checkString(mode, 2, "setvbuf", arguments.length));
  if (wanted !== "no" && wanted !== "full" && wanted !== "line") return argumentError(2, "setvbuf", `invalid option '${wanted}'`);
  optionalInteger(size, 3, "setvbuf", 0);
  return attempted(() => {
    file.buffer(wanted);
    return true;
  });
}

function tostringMethod(self?: Value): Result {
  const file = openFile(self);
  if (file === undefined || !(self instanceof LuaUserdata)) return noFile(self, 1, "tostring", arguments.length);
  return file.open ? `file (${address(self)})` : "file (closed)";
}

/** What PUC Lua calls when a file is collected; a script may, too. */
function collect(self?: Value): Result {
  const file = openFile(self);
  if (file === undefined) return noFile(self, 1, "__gc", arguments.length);
  if (file.open && file.kind !== "standard") file.close();
  return none();
}

const METHODS: Library = [
  ["__gc", EVERY, collect],
  ["__tostring", EVERY, tostringMethod],
  ["close", EVERY, closeMethod],
  ["flush", EVERY, flushMethod],
  ["lines", EVERY, linesMethod],
  ["read", EVERY, readMethod],
  ["seek", EVERY, seekMethod],
  ["setvbuf", SINCE51, setvbufMethod],
  ["write", EVERY, writeMethod],
];

/** The metatable of the instance's files. */
export function fileMetatable(): LuaTable {
  const state = libraryState();
  if (state.fileMetatable !== undefined) return state.fileMetatable;
  const metatable = fill(new LuaTable(), METHODS, rt.realm.dialect);
  metatable.set("__index", metatable);
  state.fileMetatable = metatable;
  return metatable;
}
