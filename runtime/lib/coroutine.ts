/**
 * The coroutine library over `runtime/coroutine.ts`.
 *
 * Governing text: Lua 5.0 manual §5.2, Lua 5.1 manual §5.2, Lua 5.2 manual §6.2.
 */

import { charge } from "../budget.ts";
import {
  Coroutine,
  createCoroutine,
  resume as resumeCoroutine,
  resumeWrapped,
  runningCoroutine,
  threadGlobals,
  yieldValue,
  yieldValues,
} from "../coroutine.ts";
import type { Dialect } from "../dialect.ts";
import { argumentError } from "../error.ts";
import { rt } from "../machine.ts";
import { pair } from "../results.ts";
import type { LuaTable } from "../table.ts";
import { type LuaFunction, LuaThread, type Result, type Value } from "../value.ts";
import { checkFunction } from "./arguments.ts";
import { EVERY, type Library, LUA51, SINCE52, tableOf } from "./library.ts";

/** The main line of execution as a value: 5.2's `coroutine.running` gives it. */
class MainThread extends LuaThread {
  readonly status = "running";
}

const NO_VALUES: readonly Value[] = [];

const MAIN = Symbol("main thread");

function checkBody(f: Value, name: string, count: number): LuaFunction {
  const { dialect } = rt.realm;
  if (dialect === "5.0" || dialect === "5.1") {
    return typeof f === "function" && !rt.libraryFunctions.has(f) ? f : argumentError(1, name, "Lua function expected");
  }
  return checkFunction(f, 1, name, count);
}

/** Fuel for a new coroutine and what becomes of it. */
const COROUTINE_FUEL = 10;

function create(f?: Value): Result {
  charge(COROUTINE_FUEL);
  return createCoroutine(checkBody(f, "create", arguments.length), threadGlobals(), yieldAll);
}

function wrap(f?: Value): Result {
  charge(COROUTINE_FUEL);
  const coroutine = createCoroutine(checkBody(f, "wrap", arguments.length), threadGlobals(), yieldAll);
  return function wrapped(a?: Value, b?: Value, ...others: Value[]) {
    // V8 makes the array of a rest parameter only where it is used.
    const count = arguments.length;
    if (count <= 2 && coroutine.goesOn()) return coroutine.resumeWrappedOn(count, a, b);
    return resumeWrapped(coroutine, count > 2 ? [a, b, ...others] : count === 2 ? [a, b] : count === 1 ? [a] : NO_VALUES);
  };
}

function resume(coroutine?: Value, a?: Value, b?: Value, ...others: Value[]): Result {
  const count = arguments.length - 1;
  if (count <= 2 && coroutine instanceof Coroutine && coroutine.goesOn()) return coroutine.resumeOn(count, a, b);
  if (coroutine instanceof MainThread) return pair(false, "cannot resume non-suspended coroutine");
  return resumeCoroutine(
    checkCoroutine(coroutine, "resume"),
    count > 2 ? [a, b, ...others] : count === 2 ? [a, b] : count === 1 ? [a] : NO_VALUES,
  );
}

function checkCoroutine(value: Value, name: string): Coroutine {
  return value instanceof Coroutine ? value : argumentError(1, name, "coroutine expected");
}

function status(coroutine?: Value): Result {
  if (!(coroutine instanceof Coroutine) && coroutine instanceof MainThread)
    return runningCoroutine() === undefined ? "running" : "normal";
  const found = checkCoroutine(coroutine, "status").status;
  // 5.0 knows no "normal".
  return found === "normal" && rt.realm.dialect === "5.0" ? "suspended" : found;
}

function running51(): Result {
  return runningCoroutine();
}

function running(): Result {
  const coroutine = runningCoroutine();
  return coroutine === undefined ? pair(mainThread(), true) : pair(coroutine, false);
}

/** What stands for the thread that is no coroutine. */
export function mainThread(): LuaThread {
  const { registry } = rt.realm;
  const known = registry.get(MAIN);
  if (known instanceof MainThread) return known;
  const main = new MainThread();
  registry.set(MAIN, main);
  return main;
}

/** `coroutine.yield`; the name is a keyword in strict JavaScript. */
function yieldAll(a?: Value, b?: Value, ...others: Value[]): Result {
  // One value is the usual case; an array for it costs 3 % of a resume and yield.
  const count = arguments.length;
  if (count === 1) return yieldValue(a);
  return yieldValues(count > 2 ? [a, b, ...others] : count === 2 ? [a, b] : NO_VALUES);
}

const COROUTINE: Library = [
  ["create", EVERY, create],
  ["resume", EVERY, resume],
  ["running", LUA51, running51],
  ["running", SINCE52, running],
  ["status", EVERY, status],
  ["wrap", EVERY, wrap],
  ["yield", EVERY, yieldAll],
];

/** The table `coroutine` of a dialect, fresh. */
export function createCoroutineLibrary(dialect: Dialect): LuaTable {
  return tableOf(COROUTINE, dialect);
}
