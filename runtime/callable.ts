/**
 * The function behind a value that is called, and the wording of errors about a value.
 */
import { cString } from "./c-string.ts";
import { quoted, runError } from "./error.ts";
import { rt } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { standFor } from "./stand-in.ts";
import type { LuaFunction, Value } from "./value.ts";

/** The function to call for `f`: itself, or what does its `__call`; else a function that raises the error when it is called. */
export function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : callable(f, what);
}

/** What to call for a value that is no function, with the value before the arguments: its `__call`; else a function that raises the error. */
export function called(f: Value, what?: string): LuaFunction {
  const handler = metatableOf(f)?.$__call;
  return typeof handler === "function" ? handler : callable(f, what);
}

function callable(f: Value, what: string | undefined): LuaFunction {
  const handler = metatableOf(f)?.$__call;
  if (typeof handler === "function") {
    const object: LuaFunction = function callObject(...values) {
      return handler(f, ...values);
    };
    return rt.realm.debug === undefined ? object : standFor(object, { body: handler });
  }
  // The arguments are evaluated before the call fails, as in PUC Lua.
  return function callFails() {
    runError(`attempt to call ${described(f, what)}`);
  };
}

/** `local 'x' (a nil value)`, or `a nil value` where no name is known. */
export function described(value: Value, what: string | undefined): string {
  const type = `a ${typeOf(value)} value`;
  if (what === undefined || what === "") return type;
  const space = what.indexOf(" ");
  return `${what.slice(0, space)} ${quoted(cString(what.slice(space + 1)))} (${type})`;
}
