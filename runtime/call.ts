/**
 * Calls of values that may not be functions (Lua 5.1 manual §2.5.8, `__call`).
 */
import { fn } from "./callable.ts";
import { calledBack } from "./debug-calls.ts";
import { index, inherited } from "./indexing.ts";
import { rt } from "./machine.ts";
import { nameOf } from "./names.ts";
import { LuaTable } from "./table.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

/** Calls any value, for library code. */
export function call(f: Value, ...values: Value[]): Result {
  return calledBack(fn(f))(...values);
}

/** The function of `o.key(…)`: `f` is what the inline read found. Indexing errors come at once, call errors when it is called. */
export function fnField(f: Value, o: Value, key: string, what?: string): LuaFunction {
  if (typeof f === "function") return f;
  return fn(f ?? index(o, key, what), `field ${key}`);
}

/**
 * The function of `o:name(…)`; `field` is the property of the name (`$name`), `f` what the inline read found.
 */
export function fnMethod(f: Value, o: Value, field: `$${string}`, what?: string): LuaFunction {
  if (typeof f === "function") return f;
  if (typeof o === "string") {
    const found = rt.strings[field];
    if (typeof found === "function") return found;
  }
  return inheritedMethod(f, o, field, what);
}

/** Apart, so that V8 puts the usual case into its callers. */
function inheritedMethod(f: Value, o: Value, field: `$${string}`, what: string | undefined): LuaFunction {
  // Code that runs once leaves all reads to us.
  const found = f ?? (o instanceof LuaTable ? o[field] : undefined) ?? inherited(o?.meta, o, field, what);
  return typeof found === "function" ? found : fn(found, `method ${nameOf(field)}`);
}
