/** Brings a table that was given to a script as a list up to date. */
import { PLAIN } from "./meta-record.ts";
import type { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/**
 * Makes `table`, once made by `LuaTable.list`, the list of `items` (none nil) again. Of the items that it has already, those from `from` on,
 * `count` of them, are compared; where one differs, all are. False, and nothing is changed, if the script has made the table something else:
 * given it keys, nils or a metatable.
 */
export function updateList(table: LuaTable, items: readonly Value[], from: number, count: number): boolean {
  const { arr } = table;
  if (table.hash !== undefined || table.meta !== PLAIN || typeof table.room !== "number" || arr.length === 0) return false;
  if (table.fields().length > 0) return false;
  while (arr.length > items.length) arr.pop();
  if (!agree(arr, items, from, Math.min(from + count, arr.length))) arr.length = 0;
  for (let i = arr.length; i < items.length; i++) arr.push(items[i]);
  table.room = items.length * 2; // as `LuaTable.list` has it
  return true;
}

function agree(arr: readonly Value[], items: readonly Value[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (arr[i] !== items[i]) return false;
  return true;
}
