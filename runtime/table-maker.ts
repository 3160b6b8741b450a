/**
 * Kinds of tables that a module has of its own. V8 gives the objects of one constructor the room that its first ones needed; what finds no room
 * lies in an array beside the object, which has to be made and asked, too. So objects that begin with names come from a
 * constructor of their own. They are tables like any other: the prototype is the same.
 *
 * It is a plain function that begins as `LuaTable` does: V8 puts no constructor into its callers that calls another one by `super`.
 */
import { LuaTable } from "./table.ts";
import type { Value } from "./value.ts";

/** The constructor of such tables. `begin` writes `meta`, `arr`, `hash` and `room` of a table without items, then the names. */
export function tableMaker<Values extends readonly Value[]>(
  begin: (this: LuaTable, ...values: Values) => void,
): new (
  ...values: Values
) => LuaTable {
  begin.prototype = LuaTable.prototype;
  // TypeScript knows no functions that are constructors but classes, whose prototype cannot be chosen.
  return begin as unknown as new (
    ...values: Values
  ) => LuaTable;
}
