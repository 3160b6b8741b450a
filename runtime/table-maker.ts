/**
 * Kinds of tables that a module has of its own. V8 gives the objects of one constructor the room that its first ones needed; what finds no room
 * lies in an array beside the object, which has to be made and asked, too. So objects that begin with names come from a
 * constructor of their own. They are tables like any other: the prototype is the same.
 *
 * It is a plain function that begins as `LuaTable` does: V8 puts no constructor into its callers that calls another one by `super`.
 */
import { NO_ITEMS, NO_ROOM } from "./array-part.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { PLAIN } from "./meta-record.ts";
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

type Begin = (this: LuaTable, ...values: readonly Value[]) => void;
type TableMaker = new (...values: readonly Value[]) => LuaTable;

const KEPT_MAKERS = 500;
const MAX_KEPT_LENGTH = 2000;
/** By their texts. */
const kept = new BoundedCache<TableMaker>(KEPT_MAKERS, MAX_KEPT_LENGTH);

/**
 * The same for chunks that are loaded while others run: tables that begin alike have one constructor, whatever the chunk. Data often comes as a chunk for
 * each record, and of a place that reads objects of many constructors V8 knows nothing.
 */
export function sharedTableMaker(begin: Begin): TableMaker {
  const text = begin.toString();
  let maker = kept.get(text);
  if (maker === undefined) {
    // The compiler wrote the text. The chunk's own function would keep the chunk's text alive.
    const make = new Function("PLAIN", "NO_ITEMS", "NO_ROOM", `"use strict"; return ${text}`);
    maker = tableMaker<readonly Value[]>(make(PLAIN, NO_ITEMS, NO_ROOM));
    kept.set(text, maker);
  }
  return maker;
}
