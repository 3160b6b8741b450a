/**
 * What the libraries keep for each script instance: the series of random numbers, the default files, the key of the safety mode.
 * Library functions are shared by all instances and find theirs here.
 */
import { rt } from "../machine.ts";
import type { LuaTable } from "../table.ts";
import { LuaUserdata } from "../value.ts";
import { LocalTimes } from "./calendar.ts";
import { Collector } from "./collector.ts";
import { Random } from "./random.ts";

export class LibraryState {
  readonly random: Random = new Random();
  /** `io.input()` and `io.output()`; undefined where there is no standard file (VPOP3.md §1.2). */
  defaultInput: LuaUserdata | undefined = undefined;
  defaultOutput: LuaUserdata | undefined = undefined;
  defaultsMade = false;
  /** The metatable of file handles. */
  fileMetatable: LuaTable | undefined = undefined;
  /** `package.loaded`, and the table of packages that `require` searches with. */
  packageLoaded: LuaTable | undefined = undefined;
  packagePreload: LuaTable | undefined = undefined;
  packageTable: LuaTable | undefined = undefined;
  /** In `package.loaded` of 5.1 while a module is being loaded. Scripts can change userdata (`debug.setfenv`), so no two instances have the same. */
  readonly loadingMark: LuaUserdata = new LuaUserdata(undefined);
  /** Sizes of lists that `table.setn` and, in 5.0, `table.insert` and `table.remove` keep. */
  readonly sizes: WeakMap<LuaTable, number> = new WeakMap();
  /** What `os.time` remembers. */
  readonly localTimes: LocalTimes = new LocalTimes();
  /** What `os.setlocale` named categories of the locale. */
  readonly localeNames: Map<string, string> = new Map();
  /** What `collectgarbage` was told, and what it tells. */
  readonly collector: Collector = new Collector();
  /** The key that `os.setsafety` was given; undefined: safety mode is off (VPOP3.md §6.3). */
  safetyKey: string | undefined = undefined;
}

const KEY = Symbol("library state");

/** The state of the instance that runs. */
export function libraryState(): LibraryState {
  const { registry } = rt.realm;
  const state = registry.get(KEY);
  if (state instanceof LibraryState) return state;
  const fresh = new LibraryState();
  registry.set(KEY, fresh);
  return fresh;
}
