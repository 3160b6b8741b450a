/**
 * A realm is what one script instance has of its own: globals, limits, the host it talks to. Library functions are shared by all
 * instances of the process and find theirs through `rt.realm`.
 */
import type { Dialect } from "../compiler/ast.ts";
import type { Budget } from "./budget.ts";
import type { Host } from "./host.ts";
import type { LuaTable } from "./table.ts";
import type { LuaFunction } from "./value.ts";

/** What one call from the host may use. */
export interface Limits {
  /** Units of fuel: about one loop iteration, or 64 bytes of string work, each. */
  readonly fuel: number;
  readonly memoryBytes: number;
  readonly deadlineMs: number;
}

export interface Realm {
  readonly dialect: Dialect;
  readonly host: Host;
  readonly limits: Limits;
  readonly budget: Budget;
  /** The table of globals (`_G`). */
  readonly globals: LuaTable;
  /** The metatable of all strings; undefined in 5.0, which has none. */
  stringMetatable: LuaTable | undefined;
  /** Metatables that `debug.setmetatable` gave to the other types. */
  readonly typeMetatables: Map<"nil" | "boolean" | "number" | "function" | "thread", LuaTable>;
  /** Tables that libraries keep per instance (`package.loaded`, default files …), by a key of their own. */
  readonly registry: Map<string | symbol, unknown>;
  /** Names of the library functions that this instance was given, for tracebacks: the function's path, `string.find`. */
  readonly libraryNames: Map<LuaFunction, string>;
}
