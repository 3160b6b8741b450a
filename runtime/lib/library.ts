/**
 * A library as data: each function with the dialects that have it. Tables are made fresh for each script instance (their function
 * objects are shared), so that one session's change to a library is not seen by another.
 *
 * Governing text: Lua 5.0 manual §5, Lua 5.1 manual §5, Lua 5.2 manual §6, VPOP3.md §1.2 and §8.2.
 */
import type { Dialect } from "../dialect.ts";
import { rt } from "../machine.ts";
import { register } from "../names.ts";
import { LuaTable } from "../table.ts";
import type { Value } from "../value.ts";

/** Sets of dialects, as bits: `LUA50 | VPOP3`. */
export const LUA50 = 1;
export const LUA51 = 2;
export const LUA52 = 4;
export const VPOP3 = 8;
/** What only the command line's `--lua` dialects have. */
export const STANDARD: number = LUA50 | LUA51 | LUA52;
export const EVERY: number = STANDARD | VPOP3;
export const SINCE51: number = LUA51 | LUA52 | VPOP3;
export const SINCE52: number = LUA52 | VPOP3;
/** In 5.0 and 5.1, and kept by VPOP3 for old scripts (VPOP3.md §8.2). */
export const UNTIL51: number = LUA50 | LUA51 | VPOP3;
export const ONLY50: number = LUA50 | VPOP3;

/** A field of a library: its name, the dialects that have it, its value. Where a name occurs twice, the sets are disjoint. */
export type Entry = readonly [name: string, dialects: number, value: Value];

export type Library = readonly Entry[];

/** The set of one dialect. */
export function dialectBit(dialect: Dialect): number {
  switch (dialect) {
    case "5.0":
      return LUA50;
    case "5.1":
      return LUA51;
    case "5.2":
      return LUA52;
    case "vpop3":
      return VPOP3;
  }
}

/** A fresh table of the fields that `dialect` has. */
export function tableOf(library: Library, dialect: Dialect): LuaTable {
  return fill(new LuaTable(), library, dialect);
}

/**
 * True if the field may be defined as a new property: V8 keeps an object fast whose properties are defined, while one that gets a dozen by
 * keyed stores becomes a dictionary, whose fields no inline cache finds.
 */
function isFresh(table: LuaTable, name: string): boolean {
  return Object.getPrototypeOf(table) === LuaTable.prototype && table.hash === undefined && !Object.hasOwn(table, register(name));
}

/** Makes a library function known as one: to tracebacks, and in 5.0 and 5.1 to `coroutine.create`, which takes none. */
export function note(value: Value, dialects: number): void {
  if (typeof value !== "function") return;
  if (value.name !== "") rt.libraryNames.add(value.name);
  if ((dialects & (LUA50 | LUA51)) !== 0) rt.libraryFunctions.add(value);
}

/** Puts the fields that `dialect` has into `table`, and gives it back. */
export function fill(table: LuaTable, library: Library, dialect: Dialect): LuaTable {
  const bit = dialectBit(dialect);
  for (const [name, dialects, value] of library) {
    if ((dialects & bit) === 0) continue;
    note(value, bit);
    if (isFresh(table, name))
      Object.defineProperty(table, register(name), { value, writable: true, enumerable: true, configurable: true });
    else table.setField(name, value);
  }
  return table;
}
