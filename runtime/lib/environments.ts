/**
 * `getfenv` and `setfenv`: the environments of functions. A function has one of its own if its chunk names `setfenv`, `getfenv` or `module`, or was
 * loaded with an environment of its own; all others, and library functions, have the globals.
 *
 * A level of the stack other than 0 names a function whose environment compiled code does not tell; it is refused with the way out.
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §2.9, §5.1.
 */
import { environmentOf } from "../environment.ts";
import { argumentError, quoted, raise } from "../error.ts";
import { rt } from "../machine.ts";
import type { Result, Value } from "../value.ts";
import { checkInteger, checkTable } from "./arguments.ts";
import { type Library, UNTIL51 } from "./library.ts";

function refuseLevel(level: Value, name: string): never {
  const wanted = level === undefined ? 1 : checkInteger(level, 1, name);
  if (wanted < 0) return argumentError(1, name, "level must be non-negative");
  return raise(`${quoted(name)} of stack level ${wanted} is not available in compiled code: pass the function itself`);
}

function getfenv(f?: Value): Result {
  if (typeof f === "function") return environmentOf(f)?.v ?? rt.realm.globals;
  return f === 0 ? rt.realm.globals : refuseLevel(f, "getfenv");
}

function setfenv(f?: Value, environment?: Value): Result {
  const table = checkTable(environment, 2, "setfenv", arguments.length);
  if (typeof f !== "function") return refuseLevel(f, "setfenv");
  const box = environmentOf(f);
  if (box === undefined) return raise(`${quoted("setfenv")} cannot change environment of given object`);
  box.v = table;
  return f;
}

export const ENVIRONMENTS: Library = [
  ["getfenv", UNTIL51, getfenv],
  ["setfenv", UNTIL51, setfenv],
];
