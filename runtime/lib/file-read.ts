/** The formats of `read`: numbers of bytes, `*n`, `*l`, `*L`, `*a`. Governing text: Lua 5.1 manual §5.7, Lua 5.2 manual §6.8. */
import { argumentError, LuaError, quoted, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { several } from "../registers.ts";
import type { Result, Value } from "../value.ts";
import { toInteger } from "./arguments.ts";
import type { FileHandle } from "./file-handle.ts";
import { failed } from "./file-result.ts";

/** Reads by `formats`, whose first is argument `n` of `name`; nil, message, number where the host fails. */
export function readFormats(file: FileHandle, formats: readonly Value[], n: number, name: string): Result {
  try {
    if (formats.length === 0) return readLine(file);
    const values: Value[] = [];
    for (let i = 0; i < formats.length; i++) {
      const value = readOne(file, formats[i], n + i, name);
      values.push(value);
      if (value === undefined) break;
    }
    return several(values);
  } catch (error) {
    const failure = failed(error);
    return rt.realm.dialect === "5.0" ? undefined : failure; // 5.0 does not tell a failure from the end
  }
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
