/**
 * The table library: what it does to tables. Getting at their size is `table-size.ts`, sorting `sort.ts`.
 *
 * The `vpop3` dialect takes what any of the versions takes: positions outside the list are no error (5.1), `unpack` looks at the field `n`
 * (5.0, VPOP3.md §8.2).
 *
 * Governing text: Lua 5.0 manual §5.4, Lua 5.1 manual §5.5, Lua 5.2 manual §6.5.
 */
import { assembled } from "../assembled.ts";
import { push } from "../assigning.ts";
import { charge, chargeMemory, tick } from "../budget.ts";
import { calledBack } from "../debug-calls.ts";
import type { Dialect } from "../dialect.ts";
import { argumentError, raise } from "../error.ts";
import { type Frame, rt } from "../machine.ts";
import { typeOf } from "../metatable.ts";
import { numberToString } from "../number.ts";
import { first, none, pair, quantity, suspended, triple } from "../results.ts";
import { LuaTable } from "../table.ts";
import type { LuaFunction, Result, Value } from "../value.ts";
import { checkFunction, checkInt, checkTable, optionalString } from "./arguments.ts";
import { EVERY, type Library, LUA50, LUA51, LUA52, ONLY50, SINCE51, SINCE52, tableOf, UNTIL51, VPOP3 } from "./library.ts";
import { resumable } from "./resumable.ts";
import { sortTable } from "./sort.ts";
import { countedSize, keepSize, lengthOf, sizeOf, storeSize } from "./table-size.ts";

/** Positions are C's ints in all three versions. */
function optionalInt(value: Value, n: number, name: string, fallback: number): number {
  return value === undefined ? fallback : checkInt(value, n, name);
}

/** Moves the items `from`..`to` by `by` places. */
function move(table: LuaTable, from: number, to: number, by: 1 | -1): void {
  if (to < from) return;
  const { arr, room } = table;
  if (from >= (by > 0 ? 1 : 2) && to <= arr.length && typeof room === "number") {
    charge(to - from + 1);
    // The last item may need a new place, which only the table can make.
    if (by > 0) table.setNumber(to + 1, arr[to - 1]);
    if (by > 0) for (let i = to - 1; i >= from; i--) arr[i] = arr[i - 1];
    else for (let i = from; i <= to; i++) arr[i - 2] = arr[i - 1];
    return;
  }
  // There may be no end to them: `__len` can say anything.
  for (let i = by > 0 ? to : from; from <= i && i <= to; i -= by) {
    tick();
    table.setNumber(i + by, table.get(i));
  }
}

function insert50(t?: Value, at?: Value, item?: Value): Result {
  const count = arguments.length;
  const table = checkTable(t, 1, "insert", count);
  const end = countedSize(table) + 1;
  const position = count === 2 ? end : checkInt(at, 2, "insert", count);
  storeSize(table, Math.max(end, position));
  move(table, position, end - 1, 1);
  table.set(position, count === 2 ? at : item);
  return none();
}

/** A list without a metatable, and without a size that is kept. */
function isPlainList(t: Value): t is LuaTable {
  return (
    t instanceof LuaTable && t.meta.table === undefined && t.hash === undefined && t.$n === undefined && !rt.realm.keepsSizes
  );
}

function insert(t?: Value, at?: Value, item?: Value): Result {
  const count = arguments.length;
  if (count === 2 && isPlainList(t)) {
    push(t, at);
    return none();
  }
  const table = checkTable(t, 1, "insert", count);
  const { dialect } = rt.realm;
  const size = sizeOf(table);
  if (count === 2) {
    table.set(size + 1, at);
    if (dialect === "vpop3") keepSize(table, size, size + 1);
    return none();
  }
  if (count !== 3) return raise("wrong number of arguments to 'insert'");
  const position = checkInt(at, 2, "insert", count);
  if (dialect === "5.2" && (position < 1 || position > size + 1)) {
    return argumentError(2, "insert", "position out of bounds");
  }
  move(table, position, size, 1);
  table.set(position, item);
  if (dialect === "vpop3") keepSize(table, size, Math.max(size + 1, position));
  return none();
}

function remove50(t?: Value, at?: Value): Result {
  const table = checkTable(t, 1, "remove", arguments.length);
  const size = countedSize(table);
  const position = optionalInt(at, 2, "remove", size);
  if (size <= 0) return none();
  storeSize(table, size - 1);
  const item = table.get(position);
  move(table, position + 1, size, -1);
  table.set(size, undefined);
  return item;
}

function remove51(t?: Value, at?: Value): Result {
  const table = checkTable(t, 1, "remove", arguments.length);
  const size = sizeOf(table);
  const position = optionalInt(at, 2, "remove", size);
  if (position < 1 || position > size) return none();
  const item = table.get(position);
  move(table, position + 1, size, -1);
  table.set(size, undefined);
  if (rt.realm.dialect === "vpop3") keepSize(table, size, size - 1);
  return item;
}

function remove52(t?: Value, at?: Value): Result {
  const table = checkTable(t, 1, "remove", arguments.length);
  const size = lengthOf(table);
  const position = optionalInt(at, 2, "remove", size);
  if (position !== size && (position < 1 || position > size + 1)) {
    return argumentError(1, "remove", "position out of bounds");
  }
  const item = table.get(position);
  move(table, position + 1, size, -1);
  table.set(Math.max(position, size), undefined);
  return item;
}

function concat50(t?: Value, separator?: Value, from?: Value, to?: Value): Result {
  const gap = optionalString(separator, 2, "concat", "");
  const start = optionalInt(from, 3, "concat", 1);
  const end = optionalInt(to, 4, "concat", 0);
  const table = checkTable(t, 1, "concat", arguments.length);
  return joined(table, gap, start, end === 0 ? countedSize(table) : end, () =>
    argumentError(1, "concat", "table contains non-strings"),
  );
}

function concat(t?: Value, separator?: Value, from?: Value, to?: Value): Result {
  const gap = optionalString(separator, 2, "concat", "");
  const table = checkTable(t, 1, "concat", arguments.length);
  const start = optionalInt(from, 3, "concat", 1);
  const end = to === undefined ? sizeOf(table) : checkInt(to, 4, "concat");
  return joined(table, gap, start, end, (item, i) =>
    raise(`invalid value (${typeOf(item)}) at index ${i} in table for 'concat'`),
  );
}

/** Results from this length on are charged as memory. */
const LONG_TEXT = 256;

function joined(table: LuaTable, gap: string, start: number, end: number, refuse: (item: Value, i: number) => never): string {
  const text = joinedItems(table, gap, start, end, refuse);
  return text.length < LONG_TEXT ? text : assembled(text);
}

/**
 * Only a loop. Where V8 first optimises it in the middle of a long list, it knows nothing of what follows: that would cost each further call the way back
 * out of the optimised code.
 */
function joinedItems(
  table: LuaTable,
  gap: string,
  start: number,
  end: number,
  refuse: (item: Value, i: number) => never,
): string {
  let text = "";
  let memory = 0;
  for (let i = start; i <= end; i++) {
    const item = table.get(i);
    const piece = typeof item === "string" ? item : typeof item === "number" ? numberToString(item) : refuse(item, i);
    text += i < end ? piece + gap : piece;
    charge(1 + ((piece.length + gap.length) >> 6));
    if (text.length - memory > 65536) {
      chargeMemory(text.length - memory);
      memory = text.length;
    }
  }
  return text;
}

/** The largest positive numeric key, 0 if there is none. */
function maxn(t?: Value): Result {
  const table = checkTable(t, 1, "maxn", arguments.length);
  let most = 0;
  for (let key = table.nextKey(undefined); key !== undefined; key = table.nextKey(key)) {
    tick();
    if (typeof key === "number" && key > most) most = key;
  }
  return most;
}

/** How many results a function can have: PUC Lua's C stack in 5.0 and 5.1, its whole stack in 5.2. */
const MOST_RESULTS_51 = 7997;
const MOST_RESULTS_52 = 999_000;

function unpacked(table: LuaTable, start: number, end: number, most: number, tooMany: string): Result {
  if (start > end) return none();
  const n = end - start + 1;
  if (n > most) return raise(tooMany);
  charge(n);
  chargeMemory(8 * n);
  switch (n) {
    case 1:
      return table.get(start);
    case 2:
      return pair(table.get(start), table.get(end));
    case 3:
      return triple(table.get(start), table.get(start + 1), table.get(end));
    default:
      return quantity(table.get(start), table.get(start + 1), table.get(start + 2), itemsOf(table, start + 3, end));
  }
}

/** The values of these keys. */
function itemsOf(table: LuaTable, start: number, end: number): Value[] {
  if (start > 0 && end <= table.arr.length) return table.arr.slice(start - 1, end);
  const values: Value[] = [];
  for (let i = start; i <= end; i++) values.push(table.get(i));
  return values;
}

function unpack50(t?: Value): Result {
  const table = checkTable(t, 1, "unpack", arguments.length);
  return unpacked(table, 1, countedSize(table), MOST_RESULTS_51, "stack overflow (table too big to unpack)");
}

function unpack51(t?: Value, from?: Value, to?: Value): Result {
  const table = checkTable(t, 1, "unpack", arguments.length);
  const start = optionalInt(from, 2, "unpack", 1);
  const end = to === undefined ? table.length() : checkInt(to, 3, "unpack");
  return unpacked(table, start, end, MOST_RESULTS_51, "too many results to unpack");
}

function unpack(t?: Value, from?: Value, to?: Value): Result {
  const table = checkTable(t, 1, "unpack", arguments.length);
  const start = optionalInt(from, 2, "unpack", 1);
  const end = to === undefined ? lengthOf(table) : checkInt(to, 3, "unpack");
  return unpacked(table, start, end, MOST_RESULTS_52, "too many results to unpack");
}

/** VPOP3.md §8.2: a list with holes is as long as its field `n` says. */
function unpackByN(t?: Value, from?: Value, to?: Value): Result {
  const table = checkTable(t, 1, "unpack", arguments.length);
  const start = optionalInt(from, 2, "unpack", 1);
  const end = to === undefined ? countedSize(table) : checkInt(to, 3, "unpack");
  return unpacked(table, start, end, MOST_RESULTS_52, "too many results to unpack");
}

/** Longer lists are rarely handed over as arguments, and may be too long. */
const MOST_IN_PLACE = 250;

/**
 * The items that `f(t)` gives, if `f` is the library's `unpack` and `t` a short list without a metatable; else undefined. It is the list's own array, to
 * be copied at once. Takes the fuel and the memory of the call.
 */
export function unpackedItems(f: Value, t: Value): readonly Value[] | undefined {
  const isLibrary = f === unpack51 || f === unpackByN || f === unpack || f === unpack50;
  if (!isLibrary || !isPlainList(t)) return undefined;
  const items = t.arr;
  if (items.length > MOST_IN_PLACE || items.length !== t.length()) return undefined;
  charge(items.length);
  chargeMemory(8 * items.length);
  return items;
}

function pack(...values: Value[]): Result {
  const n = values.length;
  chargeMemory(8 * n);
  const table = LuaTable.list(values); // takes the array over, and drops nils at its end
  table.set("n", n);
  return table;
}

function getn50(t?: Value): Result {
  return countedSize(checkTable(t, 1, "getn", arguments.length));
}

function getn(t?: Value): Result {
  return checkTable(t, 1, "getn", arguments.length).length();
}

function setn50(t?: Value, size?: Value): Result {
  const count = arguments.length;
  storeSize(checkTable(t, 1, "setn", count), checkInt(size, 2, "setn", count));
  return none();
}

function setn51(t?: Value): Result {
  checkTable(t, 1, "setn", arguments.length);
  return raise("'setn' is obsolete");
}

function foreach(t?: Value, f?: Value): Result {
  const count = arguments.length;
  const table = checkTable(t, 1, "foreach", count);
  return resumable(visited(table, (key) => table.nextKey(key), calledBack(checkFunction(f, 2, "foreach", count))));
}

/** Calls a function with each entry, until it gives a value; `next`: the key after another, as `nextKey` of tables. */
function* visited(table: LuaTable, next: (key: Value) => Value, visit: LuaFunction): Frame {
  for (let key = next(undefined); key !== undefined; key = next(key)) {
    tick();
    let result = visit(key, table.get(key));
    if (suspended(result)) {
      yield;
      result = rt.resumed;
    }
    const answer = first(result);
    if (answer !== undefined) return answer;
  }
  return none();
}

function foreachi(t?: Value, f?: Value): Result {
  const count = arguments.length;
  const table = checkTable(t, 1, "foreachi", count);
  const size = rt.realm.dialect === "5.1" ? table.length() : countedSize(table);
  let i = 0;
  const next = (): Value => (i < size ? ++i : undefined);
  return resumable(visited(table, next, calledBack(checkFunction(f, 2, "foreachi", count))));
}

function sort(t?: Value, order?: Value): Result {
  const table = checkTable(t, 1, "sort", arguments.length);
  const { dialect } = rt.realm;
  const size = dialect === "5.0" ? countedSize(table) : sizeOf(table);
  const less = order === undefined ? undefined : checkFunction(order, 2, "sort");
  return sortTable(table, size, less, dialect === "5.2" || dialect === "vpop3" ? 1 : 0);
}

const TABLE: Library = [
  ["concat", LUA50, concat50],
  ["concat", SINCE51, concat],
  ["foreach", UNTIL51, foreach],
  ["foreachi", UNTIL51, foreachi],
  ["getn", ONLY50, getn50],
  ["getn", LUA51, getn],
  ["insert", LUA50, insert50],
  ["insert", SINCE51, insert],
  ["maxn", SINCE51, maxn],
  ["pack", SINCE52, pack],
  ["remove", LUA50, remove50],
  ["remove", LUA51 | VPOP3, remove51],
  ["remove", LUA52, remove52],
  ["setn", ONLY50, setn50],
  ["setn", LUA51, setn51],
  ["sort", EVERY, sort],
  ["unpack", SINCE52, unpack],
];

/** The global `unpack` of each dialect; Debian's and most builds of 5.2 have it, too. */
export const UNPACK: Library = [
  ["unpack", LUA50, unpack50],
  ["unpack", LUA51, unpack51],
  ["unpack", LUA52, unpack],
  ["unpack", VPOP3, unpackByN],
];

/** The table `table` of a dialect, fresh. */
export function createTableLibrary(dialect: Dialect): LuaTable {
  return tableOf(TABLE, dialect);
}
