/**
 * How long the table library takes a list to be. It is the border `#t` since 5.1 (with `__len` in 5.2). In 5.0 it is the numeric field `n`; else what
 * `table.setn` or the last `table.insert` or `table.remove` left; else the number of items up to the first nil.
 *
 * The `vpop3` dialect has the border, but goes by 5.0 where a script does so itself: `getn` looks at `n` and at what `setn` left, and `insert` and
 * `remove` keep the two right as long as they agreed with the border.
 *
 * Governing text: Lua 5.0 manual §5.4, Lua 5.1 manual §5.5, Lua 5.2 manual §6.5.
 */
import { charge } from "../budget.ts";
import { raise } from "../error.ts";
import { rt } from "../machine.ts";
import { stringToNumber } from "../number.ts";
import { len } from "../operators.ts";
import { first } from "../results.ts";
import type { LuaTable } from "../table.ts";
import { toInteger } from "./arguments.ts";
import { libraryState } from "./library-state.ts";

/** The numeric field `n`, if it is one and not negative. */
function statedSize(table: LuaTable): number | undefined {
  const n = table.get("n");
  const given = typeof n === "string" ? stringToNumber(n) : n;
  return typeof given === "number" && Math.trunc(given) >= 0 ? Math.trunc(given) : undefined;
}

/** The size by the rules of 5.0. */
export function countedSize(table: LuaTable): number {
  const given = statedSize(table);
  if (given !== undefined) return given;
  const stored = libraryState().sizes.get(table);
  if (stored !== undefined && stored >= 0) return stored;
  if (rt.realm.dialect === "vpop3") return table.length();
  let size = 0;
  while (table.get(size + 1) !== undefined) size++;
  charge(size);
  return size;
}

/** 5.0 keeps the size: in the field `n`, if it is a number, else beside the table. */
export function storeSize(table: LuaTable, size: number): void {
  if (statedSize(table) !== undefined) table.set("n", size);
  else {
    libraryState().sizes.set(table, size);
    rt.realm.keepsSizes = true;
  }
}

/** Where a list of the `vpop3` dialect has a kept size that agreed with its length `before`, it is `after` now. */
export function keepSize(table: LuaTable, before: number, after: number): void {
  if (table.get("n") === before) table.set("n", after);
  else if (rt.realm.keepsSizes && libraryState().sizes.has(table)) libraryState().sizes.set(table, after);
}

/** The size for `insert`, `remove`, `concat` and `sort`: the border in 5.1, the length with `__len` in 5.2, `vpop3`: see the file's head. */
export function sizeOf(table: LuaTable): number {
  switch (rt.realm.dialect) {
    case "5.1":
      return table.length();
    case "vpop3":
      return (rt.realm.keepsSizes ? libraryState().sizes.get(table) : undefined) ?? lengthOf(table);
    default:
      return lengthOf(table);
  }
}

/** The length, with `__len` (`luaL_len`). */
export function lengthOf(table: LuaTable): number {
  if (table.metatable === undefined) return table.length();
  const length = first(len(table));
  const number = typeof length === "string" ? stringToNumber(length) : length;
  return typeof number === "number" ? toInteger(number) : raise("object length is not a number");
}
