/**
 * What the globals of a script instance begin with, for each dialect. A library's table is made when its name is first asked for, so
 * that an instance pays only for what its script uses; the functions in it are shared by all instances.
 *
 * Governing text: Lua 5.0 manual §5, Lua 5.1 manual §5, Lua 5.2 manual §6, VPOP3.md §1.2, §6, §8.2.
 */
import type { Dialect } from "../dialect.ts";
import { Lazy, type Template } from "../globals.ts";
import { rt } from "../machine.ts";
import type { LuaTable } from "../table.ts";
import type { Value } from "../value.ts";
import { HASHES } from "../vpop3/hash-library.ts";
import { MESSAGE } from "../vpop3/message-library.ts";
import { NETWORK } from "../vpop3/network-library.ts";
import { OS_ADDITIONS } from "../vpop3/os-library.ts";
import { SETTINGS } from "../vpop3/settings-library.ts";
import { BASE } from "./base.ts";
import { BASE_ERRORS } from "./base-errors.ts";
import { createBit32Library } from "./bit32.ts";
import { createCoroutineLibrary } from "./coroutine.ts";
import { createDebugLibrary, TRACEBACK } from "./debug.ts";
import { ENVIRONMENTS } from "./environments.ts";
import { GARBAGE } from "./garbage.ts";
import { createIoLibrary } from "./io.ts";
import { dialectBit, EVERY, fill, type Library, note, ONLY50, SINCE51, SINCE52, tableOf, VPOP3 } from "./library.ts";
import { LOAD } from "./load.ts";
import { createMathLibrary, POWER } from "./math.ts";
import { MODULE } from "./module.ts";
import { createOsLibrary } from "./os.ts";
import { createLoaded50, createPackageLibrary, REQUIRE } from "./package.ts";
import { createStringLibrary } from "./string.ts";
import { createTableLibrary, UNPACK } from "./table.ts";

/** A library that is a table: its global name, the dialects that have it, and how its table is made. */
type Package = readonly [name: string, dialects: number, create: (dialect: Dialect) => LuaTable];

const FUNCTIONS: readonly Library[] = [BASE, BASE_ERRORS, ENVIRONMENTS, GARBAGE, LOAD, MODULE, POWER, REQUIRE, TRACEBACK, UNPACK];

const PACKAGES: readonly Package[] = [
  ["bit32", SINCE52, createBit32Library],
  ["coroutine", EVERY, createCoroutineLibrary],
  ["debug", EVERY, createDebugLibrary],
  ["io", EVERY, createIoLibrary],
  ["math", EVERY, createMathLibrary],
  ["os", EVERY, (dialect) => fill(createOsLibrary(dialect), OS_ADDITIONS, dialect)],
  ["package", SINCE51, (dialect) => createPackageLibrary(dialect, packageNames(dialect))],
  ["string", EVERY, createStringLibrary],
  ["table", EVERY, createTableLibrary],
  ["VPOP3", VPOP3, (dialect) => tableOf([...SETTINGS, ...MESSAGE, ...HASHES], dialect)],
  ["VPOP3Net", VPOP3, (dialect) => tableOf(NETWORK, dialect)],
];

/** The globals of `dialect`, for `GlobalTable`; to be made once and shared by all instances of that dialect. */
export function createTemplate(dialect: Dialect): Template {
  const bit = dialectBit(dialect);
  const template = new Map<string, Value | Lazy>();
  template.set("_G", new Lazy(() => rt.realm.globals));
  for (const library of FUNCTIONS) {
    for (const [name, dialects, value] of library) {
      if ((dialects & bit) === 0) continue;
      note(value, bit);
      template.set(name, value);
    }
  }
  for (const [name, dialects, create] of PACKAGES) {
    if ((dialects & bit) !== 0) template.set(name, new Lazy(() => create(dialect)));
  }
  if ((ONLY50 & bit) !== 0) template.set("_LOADED", new Lazy(() => createLoaded50(dialect)));
  return template;
}

/** The names of the packages of `dialect` but `package`: `package.loaded` has each under its name. */
function packageNames(dialect: Dialect): readonly string[] {
  const bit = dialectBit(dialect);
  return PACKAGES.filter(([name, dialects]) => (dialects & bit) !== 0 && name !== "package").map(([name]) => name);
}
