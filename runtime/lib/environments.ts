/**
 * `getfenv` and `setfenv`: the environments of functions. A function has one of its own if its chunk names `setfenv`, `getfenv` or `module`, or was
 * loaded with an environment of its own; all others, and library functions, have the globals. Level 0 is the thread: what is loaded in it from
 * then on gets the table, as do coroutines that it makes.
 *
 * A level of the stack leads to the function's code, and so to the environment it was last called with: of two running closures of the same code the
 * inner one's.
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §2.9, §5.1.
 */
import { charge } from "../budget.ts";
import { setThreadGlobals, threadGlobals } from "../coroutine.ts";
import { debugCodeOf } from "../debug-frame.ts";
import { levelAt } from "../debug-levels.ts";
import { compiledFunction } from "../dump.ts";
import { type Box, environmentOf, ownerOf, runningEnvironments } from "../environment.ts";
import { argumentError, quoted, raise } from "../error.ts";
import { rt } from "../machine.ts";
import { none } from "../results.ts";
import { substitutedBy } from "../stand-in.ts";
import { LuaTable } from "../table.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkInt, checkTable } from "./arguments.ts";
import { type Library, UNTIL51 } from "./library.ts";

/** The environment of the function at a level of the stack, undefined for one that has the globals for ever. */
export function environmentAt(level: Value, name: string, count = 0): Box | undefined {
  const wanted = level === undefined && name === "getfenv" ? 1 : checkInt(level, 1, name, count);
  if (wanted < 0) return argumentError(1, name, "level must be non-negative");
  const found = levelAt(wanted);
  if (found === undefined) return argumentError(1, name, "invalid level");
  const { script, tail, frame } = found;
  if (tail === true) return raise(`no function environment for tail call at level ${wanted}`);
  if (frame !== undefined) return environmentOfRunning(frame.value);
  if (script === undefined) return undefined;
  const code = Object.entries(script.info.functions).find(([, info]) => info === found.function);
  return code === undefined ? undefined : runningEnvironments(script.at)[`$${code[0]}`];
}

/**
 * A loaded chunk runs with the environment of what was made for it: its own is for the next call. In 5.2 the first upvalue counts as the environment,
 * whatever it is.
 */
function environmentOfRunning(f: LuaFunction): Box | undefined {
  if (rt.realm.dialect === "5.2") return debugCodeOf(f)?.upvalues[0];
  const made = substitutedBy(f)?.body;
  return (made === undefined ? undefined : environmentOf(made)) ?? environmentOf(f);
}

/** 5.0 lets an environment protect itself: what its field `__fenv` holds stands for it. */
function environmentProtection(environment: Value): Value {
  return rt.realm.dialect === "5.0" && environment instanceof LuaTable ? environment.get("__fenv") : undefined;
}

function getfenv(f?: Value): Result {
  const box = typeof f === "function" ? environmentOf(f) : environmentAt(f, "getfenv");
  // Library functions have none of their own.
  const compiled = typeof f === "function" ? compiledFunction(f) !== undefined : box !== undefined;
  const environment = box?.v ?? (compiled ? rt.realm.globals : threadGlobals());
  return environmentProtection(environment) ?? environment;
}

/** Units of fuel for finding a function's environment and giving it another one. */
const ENVIRONMENT_FUEL = 20;

function setfenv(f?: Value, environment?: Value): Result {
  charge(ENVIRONMENT_FUEL);
  const table = checkTable(environment, 2, "setfenv", arguments.length);
  const old = rt.realm.dialect === "5.0";
  const box = f === 0 ? undefined : typeof f === "function" ? environmentOf(f) : environmentAt(f, "setfenv", arguments.length);
  const present = f === 0 ? threadGlobals() : (box?.v ?? rt.realm.globals);
  if (environmentProtection(present) !== undefined) return raise(`${quoted("setfenv")} cannot change a protected environment`);
  if (f === 0) {
    setThreadGlobals(table);
    return none();
  }
  if (box === undefined) return raise(`${quoted("setfenv")} cannot change environment of given ${old ? "function" : "object"}`);
  box.v = table;
  if (old) return none();
  return typeof f === "function" ? f : ownerOf(box);
}

export const ENVIRONMENTS: Library = [
  ["getfenv", UNTIL51, getfenv],
  ["setfenv", UNTIL51, setfenv],
];
