/**
 * Long lists of texts that a script gets again and again while they grow: the recipients of a message, at each RCPT. A new table each time
 * would make a message of many recipients take quadratic time. So the table of last time is brought up to date, unless the script has made it
 * something else than a list.
 *
 * What a script does to the table is undone: its length at once, its items too, but of very long lists only `LOOKED_AT` items are looked at in
 * each call, all of them in turn. A script that keeps the table of a long list sees it grow.
 */
import { LuaTable } from "../../runtime/table.ts";
import { updateList } from "../../runtime/update-list.ts";

/** Shorter lists are made anew: that costs less than to compare them. */
const SHORT = 64;
const LOOKED_AT = 1024;

interface Given {
  readonly table: LuaTable;
  /** The next item to be looked at. */
  next: number;
}

export class LongLists {
  readonly #given = new WeakMap<readonly string[], Given>();

  /** The list as a table; undefined if it is short. It is known by its identity. */
  table(list: readonly string[]): LuaTable | undefined {
    if (list.length < SHORT) return undefined;
    const before = this.#given.get(list);
    if (before !== undefined && updateList(before.table, list, before.next, LOOKED_AT)) {
      before.next = before.next + LOOKED_AT < list.length ? before.next + LOOKED_AT : 0;
      return before.table;
    }
    const table = LuaTable.list([...list]);
    this.#given.set(list, { table, next: 0 });
    return table;
  }
}
