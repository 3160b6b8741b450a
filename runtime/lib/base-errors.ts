/**
 * `assert` and `error`; `pcall` and `xpcall` are the runtime's own.
 *
 * Governing text: Lua 5.1 manual §5.1, Lua 5.2 manual §6.1.
 */
import { cString } from "../c-string.ts";
import { ERROR_FUEL, LuaError, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { numberToString } from "../number.ts";
import { pcall, xpcall } from "../protected-call.ts";
import { several } from "../results.ts";
import { where } from "../traceback.ts";
import type { Result, Value } from "../value.ts";
import { checkAny, optionalInteger, optionalString } from "./arguments.ts";
import { EVERY, type Library } from "./library.ts";

function assert(value?: Value, message?: Value, ...others: Value[]): Result {
  const count = arguments.length;
  if (value === undefined || value === false) {
    const { dialect } = rt.realm;
    if (dialect === "5.0" || dialect === "5.1") checkAny(1, "assert", count);
    return raise(cString(optionalString(message, 2, "assert", "assertion failed!")));
  }
  if (count === 1 || rt.realm.dialect === "5.0") return value;
  return several(count === 2 ? [value, message] : [value, message, ...others]);
}

function error(value?: Value, level?: Value): never {
  const old = rt.realm.dialect === "5.0";
  if (old) checkAny(1, "error", arguments.length);
  const at = optionalInteger(level, 2, "error", 1) | 0; // C's int
  rt.fuel = (rt.fuel - ERROR_FUEL) | 0;
  const placed = (typeof value === "string" || typeof value === "number") && (at > 0 || (old && at < 0));
  throw new LuaError(placed ? (at > 0 ? where(at) : "") + (typeof value === "number" ? numberToString(value) : value) : value);
}

export const BASE_ERRORS: Library = [
  ["assert", EVERY, assert],
  ["error", EVERY, error],
  ["pcall", EVERY, pcall],
  ["xpcall", EVERY, xpcall],
];
