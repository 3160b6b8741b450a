/**
 * What code for debuggers runs on (compiler/emit/stepping.ts): there a function that may suspend is a generator from its start, which is its frame when it
 * leaves the stack.
 */
import { type Frame, rt } from "./machine.ts";
import { suspended } from "./results.ts";
import { standFor } from "./stand-in.ts";
import { LuaTable } from "./table.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

type Steps = (...values: Value[]) => Frame;

/** The Lua function of a generator function; `starter` makes it. */
export function stepped(steps: Steps, starter: (steps: Steps) => LuaFunction): LuaFunction {
  // Only its name and its text are looked at.
  return standFor(starter(steps), { body: steps as unknown as LuaFunction });
}

/** A table with these fields: no function of the script, which a debugger would step into. */
export function tableOf(names: readonly string[], values: readonly Value[]): LuaTable {
  const table = new LuaTable();
  for (const [i, name] of names.entries()) table.set(name, values[i]);
  return table;
}

/** The result of a call in such a generator, once it is there. `place`: where the generator waits, as for `capture`. */
export function* answered(result: Result, place: number): Generator<number, Result, Result> {
  if (result !== null || !suspended(result)) return result;
  yield place;
  return rt.resumed;
}
