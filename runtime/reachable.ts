/** What can be reached from a table. What closures and coroutines hold cannot be seen; what weak tables hold does not count. */
import { LuaTable, WeakTable } from "./table.ts";
import { LuaUserdata, type Value } from "./value.ts";

/** Sizes of objects in PUC Lua 5.1 on a 64-bit machine. */
const TABLE_BYTES = 64;
const ENTRY_BYTES = 40;
const STRING_BYTES = 25;
const FUNCTION_BYTES = 40;
const USERDATA_BYTES = 40;
/** Strings from here on are counted once, however often they occur; shorter ones with each entry. */
const LONG_STRING = 64;

export interface Reachable {
  readonly values: ReadonlySet<Value>;
  /** About how many bytes they take, in PUC Lua's sizes. */
  readonly bytes: number;
}

/** All that a table leads to, itself included. */
export function reachableFrom(root: LuaTable): Reachable {
  const seen = new Set<Value>([root]);
  const waiting: LuaTable[] = [root];
  let bytes = 0;
  const visit = (value: Value): void => {
    if (typeof value === "string") {
      if (value.length >= LONG_STRING) {
        if (seen.has(value)) return;
        seen.add(value);
      }
      bytes += STRING_BYTES + value.length;
      return;
    }
    if ((typeof value !== "object" && typeof value !== "function") || seen.has(value)) return;
    seen.add(value);
    if (value instanceof LuaTable) waiting.push(value);
    else if (value instanceof LuaUserdata) {
      bytes += USERDATA_BYTES;
      visit(value.metatable);
      visit(value.attached);
    } else bytes += FUNCTION_BYTES;
  };
  for (let table = waiting.pop(); table !== undefined; table = waiting.pop()) {
    bytes += TABLE_BYTES;
    visit(table.metatable);
    if (table instanceof WeakTable) continue;
    for (let key = table.nextKey(undefined); key !== undefined && key !== false; key = table.nextKey(key)) {
      bytes += ENTRY_BYTES;
      visit(key);
      visit(table.get(key));
    }
  }
  return { values: seen, bytes };
}
