/**
 * `module`: makes a table the global environment of the chunk that calls it, and the result of its `require`.
 *
 * Governing text: Lua 5.1 manual §5.3.
 */
import { call } from "../call.ts";
import { threadGlobals } from "../coroutine.ts";
import { raise } from "../error.ts";
import { type Frame, rt } from "../machine.ts";
import { none, suspended } from "../results.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { checkString } from "./arguments.ts";
import { environmentAt } from "./environments.ts";
import { type Library, SINCE51 } from "./library.ts";
import { loadedModules } from "./package.ts";
import { resumable } from "./resumable.ts";

function module(name?: Value, ...options: Value[]): Result {
  const path = checkString(name, 1, "module", arguments.length);
  const loaded = loadedModules();
  const known = loaded.get(path);
  const table = known instanceof LuaTable ? known : globalTable(path);
  loaded.set(path, table);
  if (table.get("_NAME") === undefined) {
    table.set("_M", table);
    table.set("_NAME", path);
    table.set("_PACKAGE", path.slice(0, path.lastIndexOf(".") + 1));
  }
  const caller = environmentAt(1, "module");
  if (caller === undefined) return raise("'module' not called from a Lua function");
  caller.v = table;
  return options.length === 0 ? none() : resumable(applied(options, table));
}

/** The table at `a.b.c` among the globals; the tables on the way are made where they are missing (`luaL_findtable`). */
function globalTable(path: string): LuaTable {
  let table = threadGlobals();
  for (const name of path.split(".")) {
    const known = table.get(name);
    if (known !== undefined && !(known instanceof LuaTable)) return raise(`name conflict for module '${path}'`);
    const next = known ?? new LuaTable();
    table.set(name, next);
    table = next;
  }
  return table;
}

/** Each option is called with the module's table; since 5.2 only functions are, for `require` hands a loader more than the name. */
function* applied(options: readonly Value[], table: LuaTable): Frame {
  const all = rt.realm.dialect === "5.1";
  for (const option of options) if ((all || typeof option === "function") && suspended(call(option, table))) yield;
  return none();
}

export const MODULE: Library = [["module", SINCE51, module]];
