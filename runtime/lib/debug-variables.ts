/**
 * Local variables and upvalues for the debug library: those of functions in debug mode (debug-stack.ts), whose variables lie in boxes. Other
 * functions keep theirs in JavaScript variables, which cannot be reached.
 *
 * Governing text: Lua 5.1 manual §5.9, Lua 5.2 manual §6.10.
 */
import { type DebugFrame, debugCodeOf, scriptOf } from "../debug-frame.ts";
import { type DebugLevel, levelAt } from "../debug-levels.ts";
import type { Box } from "../environment.ts";
import { argumentError } from "../error.ts";
import { TAIL } from "../level.ts";
import { rt } from "../machine.ts";
import { none, pair } from "../results.ts";
import { type LuaFunction, LuaThread, LuaUserdata, type Result, type Value } from "../value.ts";
import { checkAny, checkFunction, checkInt, checkInteger } from "./arguments.ts";
import { environmentOfFile } from "./loaded-files.ts";

const TEMPORARY = "(*temporary)";
const VARARG = "(*vararg)";

/** One variable of an active function. */
interface Variable {
  readonly name: string;
  get(): Value;
  set(value: Value): void;
}

function item(values: readonly Value[] | Value[], i: number, name: string): Variable | undefined {
  if (i < 0 || i >= values.length || rt.realm.dialect === "5.0") return undefined; // 5.0 shows no temporaries
  return {
    name,
    get: () => values[i],
    set: (value) => {
      (values as Value[])[i] = value; // the frame's own array
    },
  };
}

function since52(): boolean {
  return rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3";
}

/** 1 if a thread comes first; 5.0 takes none. */
function shiftOf([first]: readonly Value[]): 0 | 1 {
  return first instanceof LuaThread && rt.realm.dialect !== "5.0" ? 1 : 0;
}

/** The arguments after an optional thread. */
export function withoutThread(values: readonly Value[]): {
  readonly thread: LuaThread | undefined;
  readonly rest: readonly Value[];
} {
  const [thread] = values;
  return thread instanceof LuaThread && shiftOf(values) === 1
    ? { thread, rest: values.slice(1) }
    : { thread: undefined, rest: values };
}

function variableOf(frame: DebugFrame, n: number): Variable | undefined {
  const { code, active, locals, pending, values } = frame;
  if (code === undefined) return item(values, n - 1, TEMPORARY);
  if (n < 0) return since52() ? item(values.slice(code.parameters.length), -n - 1, VARARG) : undefined;
  if (n <= 0) return undefined;
  const box = locals[n - 1];
  if (n > active || box === undefined) return item(pending, n - 1 - active, TEMPORARY);
  return {
    name: box.name,
    get: () => box.v,
    set: (value) => {
      box.v = value;
    },
  };
}

/** The frame that `level` means, after an optional thread; undefined for a function without one. */
function frameAt(values: readonly Value[], what: string): { readonly frame: DebugFrame | undefined; readonly rest: Value[] } {
  const [thread] = values;
  const shift = shiftOf(values);
  // 5.2 looks at the number of the variable first.
  if (what === "getlocal" && since52()) checkInteger(values[shift + 1], 2 + shift, what, values.length);
  const level = checkInt(values[shift], 1 + shift, what, values.length);
  // 5.0 and 5.1 take a negative level for a lost tail call.
  const found: DebugLevel | undefined =
    level >= 0 ? levelAt(level, thread instanceof LuaThread ? thread : undefined) : since52() ? undefined : TAIL;
  if (found === undefined) return argumentError(1 + shift, what, "level out of range");
  if (what === "setlocal") checkAny(3 + shift, what, values.length);
  return { frame: found.frame, rest: values.slice(shift + 1) };
}

/** `debug.getlocal ([thread,] f, local)`: name and value. Functions without a frame have no locals; 5.2 names the parameters of a function that does not run. */
export function getlocal(...values: Value[]): Result {
  const shift = shiftOf(values);
  const f = values[shift];
  if (typeof f === "function" && since52()) {
    const wanted = checkInt(values[shift + 1], 2 + shift, "getlocal", values.length);
    return debugCodeOf(f)?.parameters[wanted - 1];
  }
  const { frame, rest } = frameAt(values, "getlocal");
  const n = checkInt(rest[0], 2 + shift, "getlocal", values.length);
  const found = frame === undefined ? undefined : variableOf(frame, n);
  return found === undefined ? undefined : pair(found.name, found.get());
}

/** `debug.setlocal ([thread,] level, local, value)`: the name, nil if there is no such local. */
export function setlocal(...values: Value[]): Result {
  const { frame, rest } = frameAt(values, "setlocal");
  const n = checkInt(rest[0], 2 + shiftOf(values), "setlocal", values.length);
  const found = frame === undefined ? undefined : variableOf(frame, n);
  found?.set(rest[1]);
  return found?.name;
}

/** The name and the box of an upvalue. */
function upvalueOf(f: LuaFunction, n: number): { readonly name: string; readonly box: Box } | undefined {
  const code = debugCodeOf(f);
  if (code === undefined && n === 1 && rt.realm.dialect === "5.2") {
    const environment = environmentOfFile(f);
    return environment && { name: "_ENV", box: environment };
  }
  const box = code?.upvalues[n - 1];
  const name = code === undefined ? undefined : scriptOf(code)?.functionNamed(code.body.name)?.upvalues?.[n - 1];
  return box === undefined || name === undefined ? undefined : { name, box };
}

/** `debug.getupvalue (f, up)`: nothing for functions that were not compiled in debug mode, but for 5.2's `_ENV` of a main function. */
export function getupvalue(f?: Value, n?: Value): Result {
  const wanted = checkInt(n, 2, "getupvalue", arguments.length);
  const found = upvalueOf(checkFunction(f, 1, "getupvalue", arguments.length), wanted);
  return found === undefined ? none() : pair(found.name, found.box.v);
}

/** `debug.setupvalue (f, up, value)`: the name, or nothing as `getupvalue`. */
export function setupvalue(f?: Value, n?: Value, value?: Value): Result {
  checkAny(3, "setupvalue", arguments.length);
  const wanted = checkInt(n, 2, "setupvalue", arguments.length);
  const target = checkFunction(f, 1, "setupvalue", arguments.length);
  const found = upvalueOf(target, wanted);
  if (found === undefined) return none();
  found.box.v = value;
  return found.name;
}

const IDENTITIES = Symbol("upvalue identities");

/** What PUC Lua calls a light userdata: an address, here of a variable. Nothing can be attached to it. */
export class VariableIdentity extends LuaUserdata {}

/** A light userdata that is the same for closures that share the variable. */
export function upvalueid(f?: Value, n?: Value): Result {
  const wanted = checkInt(n, 2, "upvalueid", arguments.length);
  const found = upvalueOf(checkFunction(f, 1, "upvalueid", arguments.length), wanted);
  if (found === undefined) return argumentError(2, "upvalueid", "invalid upvalue index");
  const { registry } = rt.realm;
  const known = registry.get(IDENTITIES);
  const identities: WeakMap<object, LuaUserdata> = known instanceof WeakMap ? known : new WeakMap();
  registry.set(IDENTITIES, identities);
  const identity = identities.get(found.box) ?? new VariableIdentity(undefined);
  identities.set(found.box, identity);
  return identity;
}

/** From its next call on, `f` has another function's variable for its own. */
export function upvaluejoin(f?: Value, n?: Value, g?: Value, m?: Value): Result {
  const count = arguments.length;
  const joined = upvalueAt(f, n, 1, count);
  const other = upvalueAt(g, m, 3, count);
  debugCodeOf(joined.owner)?.join(joined.index - 1, other.box);
  return none();
}

/** The upvalue that two arguments of `upvaluejoin` mean. */
function upvalueAt(
  value: Value,
  n: Value,
  position: number,
  count: number,
): { readonly owner: LuaFunction; readonly index: number; readonly box: Box } {
  const index = checkInt(n, position + 1, "upvaluejoin", count);
  const owner = checkFunction(value, position, "upvaluejoin", count);
  const found = upvalueOf(owner, index);
  if (found === undefined) return argumentError(position + 1, "upvaluejoin", "invalid upvalue index");
  return { owner, index, box: found.box };
}
