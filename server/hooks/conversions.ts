/**
 * Between the host's values and a script's, by the shapes of the contract. Reading is as forgiving as VPOP3 is: a number counts as
 * boolean, a number as text and the other way round; what can't be read is "not there", and the caller keeps what it had.
 *
 * All table access is raw: a script's metamethods do not run inside the server. Strings are bytes on both sides.
 *
 * Governing text: VPOP3.md §1.5, §7 rules 2–4, §9 C5, C6, O10.
 */
import { numberToString, stringToNumber, USUAL_LENGTH } from "../../runtime/number.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { LuaFunction, Value } from "../../runtime/value.ts";
import type { Fields, Shape } from "../../runtime/vpop3/contract.ts";
import type { LongLists } from "./long-lists.ts";

/** More items than this in a list of a script are not read. */
const MAX_LIST_ITEMS = 100_000;
/**
 * The most bytes of text in one value of a script. A table may hold a long string any number of times at no cost to the script; the server would
 * write all of it out.
 */
const MAX_TEXT = 1 << 24;

/** The bytes of text that may still be read of a value; below 0 it is not read at all. */
interface Room {
  left: number;
}

/**
 * A host value as the script sees it. `value` has the host's type for `shape` (`HostValue`). `lists`: the tables of long lists that the same script
 * has got before.
 */
export function toLua(shape: Shape, value: unknown, lists?: LongLists): Value {
  if (value === undefined) return undefined;
  switch (shape) {
    case "string":
    case "reply":
    case "number":
    case "boolean":
    case "any":
      return value as Value; // the host's types for these shapes are Lua values already
    case "lines":
      return (value as readonly string[]).join("\r\n");
    case "map":
      return foldedTable(value as ReadonlyMap<string, string>, "string");
  }
  // What `HostValue` says for the shapes that are objects.
  if ("listOf" in shape) {
    const known = shape.listOf === "string" ? lists?.table(value as readonly string[]) : undefined;
    return known ?? LuaTable.list((value as readonly unknown[]).map((item) => toLua(shape.listOf, item)));
  }
  if ("mapOf" in shape) return foldedTable(value as ReadonlyMap<string, unknown>, shape.mapOf);
  return recordTable(shape.record, value as Readonly<Record<string, unknown>>, lists);
}

function recordTable(fields: Fields, record: Readonly<Record<string, unknown>>, lists: LongLists | undefined): LuaTable {
  const table = new LuaTable();
  for (const name of Object.keys(fields)) table.set(name, toLua(fields[name]?.shape ?? "any", record[name], lists));
  return table;
}

/**
 * A table with the names as they are; reading or setting a name that is not there finds one that differs in case only (VPOP3.md §9 C6,
 * O10).
 */
function foldedTable(entries: ReadonlyMap<string, unknown>, shape: Shape): LuaTable {
  const table = new LuaTable();
  if (entries.size === 0) return table;
  const names = new Map<string, string>();
  for (const [name, value] of entries) {
    table.set(name, toLua(shape, value));
    names.set(name.toLowerCase(), name);
  }
  const index: LuaFunction = (_table, key) => {
    const name = typeof key === "string" ? names.get(key.toLowerCase()) : undefined;
    return name === undefined ? undefined : table.get(name);
  };
  const newIndex: LuaFunction = (_table, key, value) => {
    const name = typeof key === "string" ? names.get(key.toLowerCase()) : undefined;
    table.set(name ?? key, value);
    return undefined;
  };
  table.metatable = LuaTable.record({ __index: index, __newindex: newIndex });
  return table;
}

/** A script's value as the host's type for `shape`, undefined if it can't be read as such. */
export function fromLua(shape: Shape, value: Value): unknown {
  const room = { left: MAX_TEXT };
  const read = readValue(shape, value, room);
  return room.left < 0 ? undefined : read;
}

/** Why `fromLua` gave nothing, for the log. */
export function misfit(shape: Shape, value: Value): string {
  const room = { left: MAX_TEXT };
  readValue(shape, value, room);
  if (room.left < 0) return `more than ${MAX_TEXT} bytes of text`;
  return `expected ${shapeName(shape)}, found a ${luaTypeOf(value)} value`;
}

function readValue(shape: Shape, value: Value, room: Room): unknown {
  if (value === undefined) return undefined;
  switch (shape) {
    case "any":
      return value;
    case "string":
    case "reply":
      return textOf(value, room);
    case "number":
      return numberOf(value);
    case "boolean":
      return truthOf(value);
    case "lines":
      return linesOf(value, room);
    case "map":
      return value instanceof LuaTable ? mapOf("string", value, room) : undefined;
  }
  if (!(value instanceof LuaTable)) return undefined;
  if ("listOf" in shape) return listOf(shape.listOf, value, room);
  if ("mapOf" in shape) return mapOf(shape.mapOf, value, room);
  return recordOf(shape.record, value, room);
}

/** What `fromLua` expected, in words. */
function shapeName(shape: Shape): string {
  if (typeof shape === "object") return "a table";
  switch (shape) {
    case "number":
    case "boolean":
      return `a ${shape}`;
    case "lines":
      return "a string or a table of strings";
    case "map":
      return "a table";
    case "any":
      return "a value";
    default:
      return "a string";
  }
}

/** The type's name as Lua says it. */
export function luaTypeOf(value: Value): string {
  if (value instanceof LuaTable) return "table";
  return value === undefined ? "nil" : typeof value === "object" ? "userdata" : typeof value;
}

function textOf(value: Value, room: Room): string | undefined {
  const text = typeof value === "string" ? value : typeof value === "number" ? numberToString(value) : undefined;
  if (text !== undefined) room.left -= text.length;
  return room.left < 0 ? undefined : text;
}

function numberOf(value: Value): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.length <= USUAL_LENGTH ? stringToNumber(value, "vpop3") : undefined;
}

/** VPOP3.md §1.5 and §7 rule 3: 0 is false, although Lua takes it for true. */
function truthOf(value: Value): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (typeof value === "string") return value !== "" && value !== "0" && !/^false$/i.test(value);
  return undefined;
}

function linesOf(value: Value, room: Room): readonly string[] | undefined {
  const text = textOf(value, room);
  const lines = text !== undefined ? [text] : value instanceof LuaTable ? listOf("string", value, room) : undefined;
  return lines && splitLines((lines as readonly string[]).join("\r\n"));
}

/** A line that begins with white space continues the one before it (RFC 5322 §2.2.3). */
function splitLines(text: string): string[] {
  return text.split(/(?:\r\n|\r(?!\n)|\n)(?![ \t])/).filter((line) => line.trim() !== "");
}

function listOf(shape: Shape, table: LuaTable, room: Room): unknown[] {
  const items: unknown[] = [];
  const n = Math.min(table.length(), MAX_LIST_ITEMS);
  for (let i = 1; i <= n && room.left >= 0; i++) {
    const item = readValue(shape, table.get(i), room);
    if (item !== undefined) items.push(item);
  }
  return items;
}

function mapOf(shape: Shape, table: LuaTable, room: Room): Map<string, unknown> {
  const entries = new Map<string, unknown>();
  for (let key = table.nextKey(undefined); key !== undefined && entries.size < MAX_LIST_ITEMS; key = table.nextKey(key)) {
    if (room.left < 0) break;
    const name = textOf(key, room);
    const value = table.get(key);
    const item = shape === "string" && value === true ? "" : readValue(shape, value, room);
    if (name !== undefined && item !== undefined) entries.set(name, item);
  }
  return entries;
}

function recordOf(fields: Fields, table: LuaTable, room: Room): Record<string, unknown> {
  const record: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) {
    const value = readValue(fields[name]?.shape ?? "any", table.get(name), room);
    if (value !== undefined) record[name] = value;
  }
  return record;
}
