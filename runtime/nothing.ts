/**
 * What emitted code looks for methods in where there is no table: `(o ?? nothing()).$name`. It is a call because V8 leaves out the code
 * of a call that was never made: from there on `o` is known to be no nil, and its shape is checked once for all that is read of it.
 */
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** The same where no way must lead out of a loop: the table itself. */
export const noList = new LuaTable();

/** A table without fields. Nobody writes to it. */
export function nothing(): LuaTable {
  return noList;
}

/** The value as a list: if it is no table, or `not`, an empty one. */
export function asList(value: Value, not?: LuaTable): LuaTable {
  return value instanceof LuaTable && value !== not ? value : noList;
}

/** The value: the lists that a loop keeps are found again after it was computed, as further arguments. */
export const kept: <T>(value: T, ...lists: readonly LuaTable[]) => T = (value) => value;
