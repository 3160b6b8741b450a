/** The formats of `read`: numbers of bytes, `*n`, `*l`, `*L`, `*a`. Governing text: Lua 5.1 manual §5.7, Lua 5.2 manual §6.8. */
import { argumentError, LuaError, quoted, raise } from "../error.ts";
import { HostFailure } from "../host.ts";
import { rt } from "../machine.ts";
import { several } from "../results.ts";
import type { Result, Value } from "../value.ts";
import { toInteger } from "./arguments.ts";
import type { FileHandle } from "./file-handle.ts";
import { failed } from "./file-result.ts";

/** C's EBADF, which a file gives that was opened for writing only. */
const NOT_FOR_READING = 9;
/** The format of a `read` without any. */
const LINE = "*l";

/**
 * Reads by `formats`, whose first is argument `n` of `name`; nil, message, number where the host fails. A failure is the end of what there is, and told
 * when the formats are done, as C's `ferror` does.
 */
export function readFormats(file: FileHandle, formats: readonly Value[], n: number, name: string): Result {
  const values: Value[] = [];
  let failure: HostFailure | undefined;
  file.failure = undefined;
  for (let i = 0; i < Math.max(formats.length, 1); i++) {
    const format = formats.length === 0 ? LINE : formats[i];
    try {
      values.push(readOne(file, format, n + i, name));
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      values.push(beginsWith(format, "*a") ? "" : undefined);
      // C's scanf does not note that a file is not for reading at all.
      if (error.errno !== NOT_FOR_READING || !beginsWith(format, "*n")) failure = error;
    }
    if (values[i] === undefined) break;
  }
  return failure === undefined ? several(values) : told(failure);
}

/** 5.0 does not tell a failure from the end. */
function told(failure: HostFailure): Result {
  return rt.realm.dialect === "5.0" ? undefined : failed(failure);
}

function beginsWith(format: Value, letters: string): boolean {
  return typeof format === "string" && format.startsWith(letters);
}

function readOne(file: FileHandle, format: Value, n: number, name: string): Value {
  if (typeof format === "number") return readCount(file, toInteger(format));
  if (typeof format !== "string" || !format.startsWith("*")) return argumentError(n, name, "invalid option");
  const { dialect } = rt.realm;
  switch (format.charAt(1)) {
    case "n":
      return file.readNumber();
    case "l":
      return readLine(file);
    case "a":
      return file.readBytes(Number.POSITIVE_INFINITY);
    case "L":
      if (dialect === "5.2" || dialect === "vpop3") return file.readLine(true, dialect === "5.2");
      break;
    case "w":
      if (dialect === "5.0") return raise(`obsolete option ${quoted("*w")} to ${quoted("read")}`);
  }
  return argumentError(n, name, "invalid format");
}

function readLine(file: FileHandle): Value {
  const { dialect } = rt.realm;
  return file.readLine(false, dialect !== "vpop3");
}

/** 0 asks whether there is more; a negative count is, in C, a huge one. 5.2 asks for memory for all of it. */
function readCount(file: FileHandle, count: number): Value {
  if (count < 0 && rt.realm.dialect === "5.2") throw new LuaError("memory allocation error: block too big");
  if (count === 0) return file.atEnd() ? undefined : "";
  const bytes = file.readBytes(count < 0 ? Number.POSITIVE_INFINITY : count);
  return bytes === "" ? undefined : bytes;
}
