/**
 * The basic functions that look at one value or table. Errors and protected calls are in `base-errors.ts`, loading code in `load.ts`, environments in
 * `environment.ts`, `collectgarbage` in `garbage.ts`.
 *
 * Governing text: Lua 5.0 manual §5.1, Lua 5.1 manual §5.1, Lua 5.2 manual §6.1.
 */
import { charge } from "../budget.ts";
import { call } from "../call.ts";
import { threadGlobals } from "../coroutine.ts";
import { argumentError, LuaError, quoted, raise } from "../error.ts";
import { isDenied } from "../host.ts";
import { index } from "../indexing.ts";
import { ipairs50, ipairsStep, next, pairsStep } from "../iterate.ts";
import { chargeKey } from "../long-text.ts";
import { type Frame, rt } from "../machine.ts";
import { metatableOf, typeOf } from "../metatable.ts";
import { digitValue, stringToNumber } from "../number.ts";
import { same } from "../operators.ts";
import { first, none, several, suspended, triple } from "../results.ts";
import { LuaTable } from "../table.ts";
import { isTextItself, plainText as textOf } from "../tostring.ts";
import { LuaUserdata, type Result, type Value } from "../value.ts";
import { checkAny, checkInt, checkString, checkTable, typeError } from "./arguments.ts";
import { EVERY, type Library, LUA50, LUA51, LUA52, SINCE51, SINCE52, UNTIL51, VPOP3 } from "./library.ts";
import { resumable } from "./resumable.ts";

/** `type (v)` */
export function type(value?: Value): Result {
  checkAny(1, "type", arguments.length);
  return typeOf(value);
}

function tostring(value?: Value): Result {
  if (typeof value === "number" && rt.realm.typeMetatables.size === 0) return textOf(value);
  checkAny(1, "tostring", arguments.length);
  const handler = metatableOf(value)?.get("__tostring");
  return handler === undefined ? textOf(value) : resumable(textByHandler(handler, value));
}

/** What `__tostring` gives, whatever it is: only `print` wants a string. 5.2 makes one of a number. */
function* textByHandler(handler: Value, value: Value): Frame {
  let result = call(handler, value);
  if (suspended(result)) {
    yield;
    result = rt.resumed;
  }
  const text = first(result);
  const { dialect } = rt.realm;
  return typeof text === "number" && dialect !== "5.0" && dialect !== "5.1" ? textOf(text) : text;
}

const SPACE = /^[ \t\n\v\f\r]*/;

/** `tonumber (e [, base])` */
export function tonumber(value?: Value, base?: Value): Result {
  const { dialect } = rt.realm;
  const old = dialect === "5.0" || dialect === "5.1";
  if (base === undefined || (old && checkInt(base, 2, "tonumber") === 10)) {
    checkAny(1, "tonumber", arguments.length);
    if (typeof value === "number") return value;
    return typeof value === "string" ? stringToNumber(value, dialect) : undefined;
  }
  // 5.2 looks at the text first.
  if (!old) checkString(value, 1, "tonumber", arguments.length);
  const radix = checkInt(base, 2, "tonumber");
  if (typeof value !== "string" && typeof value !== "number") typeError(value, 1, "tonumber", "string", arguments.length);
  if (radix < 2 || radix > 36) argumentError(2, "tonumber", "base out of range");
  return inBase(textOf(value), radix, old);
}

/**
 * The integer that `text` denotes in `base`, nil if it denotes none. 5.0 and 5.1 use C's `strtoul`: it takes `0x` in base 16, stops at a
 * zero byte, has 64 bits and turns a negative number into its complement.
 */
function inBase(text: string, base: number, unsigned: boolean): number | undefined {
  const plain = text.length <= USUAL_DIGITS ? digitsInBase(text, base) : undefined;
  if (plain !== undefined) return plain;
  charge(text.length >> 4);
  const zero = unsigned ? text.indexOf("\0") : -1;
  let digits = (zero < 0 ? text : text.slice(0, zero)).replace(SPACE, "");
  let end = digits.length;
  while (end > 0 && SPACE_CODES.includes(digits.charCodeAt(end - 1))) end--;
  digits = digits.slice(0, end);
  const negative = digits.startsWith("-");
  if (negative || digits.startsWith("+")) digits = digits.slice(1);
  if (unsigned && base === 16 && /^0x[0-9a-f]/i.test(digits)) digits = digits.slice(2);
  const value = digitsInBase(digits, base);
  if (value === undefined) return undefined;
  if (!unsigned) return negative ? -value : value;
  if (value > 2 ** 64) return 2 ** 64;
  const whole = value > Number.MAX_SAFE_INTEGER ? exactlyInBase(digits, base) : BigInt(value);
  if (whole >= 1n << 64n) return 2 ** 64;
  return Number(negative && whole > 0n ? (1n << 64n) - whole : whole);
}

/** What digits denote that `digitsInBase` has taken; of numbers above 2^53 it rounds at each digit. */
function exactlyInBase(digits: string, base: number): bigint {
  let value = 0n;
  for (let i = 0; i < digits.length; i++) value = value * BigInt(base) + BigInt(digitValue(digits.charCodeAt(i)));
  return value;
}

/** Up to as many digits are no more than 2^53 in any base. */
const USUAL_DIGITS = 10;

/** What the digits denote, if there is one and nothing else. */
function digitsInBase(digits: string, base: number): number | undefined {
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digitValue(digits.charCodeAt(i));
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return digits === "" ? undefined : value;
}

const SPACE_CODES: readonly number[] = [32, 9, 10, 11, 12, 13];

/** Calls the global `tostring` for each value, as PUC Lua does. */
function print(...values: Value[]): Result {
  const globals = threadGlobals();
  const text = globals.get("tostring") ?? index(globals, "tostring");
  let line = "";
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (text !== tostring || !isTextItself(value)) return resumable(printBy(text, values, i, line));
    if (i > 0) line += "\t";
    line += written(textOf(value));
  }
  return put(line);
}

function* printBy(text: Value, values: readonly Value[], from: number, before: string): Frame {
  let line = before;
  for (let i = from; i < values.length; i++) {
    // What comes before is written, whatever `tostring` writes or raises. Logs of servers take lines.
    if (line !== "" && rt.realm.dialect !== "vpop3") {
      putText(line);
      line = "";
    }
    let result = call(text, values[i]);
    if (suspended(result)) {
      yield;
      result = rt.resumed;
    }
    const piece = first(result);
    if (typeof piece !== "string" && typeof piece !== "number") {
      return raise(`${quoted("tostring")} must return a string to ${quoted("print")}`);
    }
    line += (i > 0 ? "\t" : "") + written(textOf(piece));
  }
  return put(line);
}

/** 5.0 and 5.1 write with C's `fputs`, which stops at a zero byte. */
function written(text: string): string {
  const { dialect } = rt.realm;
  const end = dialect === "5.0" || dialect === "5.1" ? text.indexOf("\0") : -1;
  return end < 0 ? text : text.slice(0, end);
}

function put(line: string): Result {
  putText(`${line}\n`);
  const { host, dialect } = rt.realm;
  // As luaconf.h's luai_writeline: what other processes and stderr say comes behind it.
  if (dialect === "5.2" && !isDenied(host.process)) host.process.stdout.flush();
  return none();
}

function putText(text: string): void {
  charge(text.length); // it goes to a file, which must not grow faster than this
  const { host, budget } = rt.realm;
  const may = budget.mayPrint(text.length);
  if (may === "yes") host.print(text);
  else if (may === "cut")
    host.print(`(not printed: what this call prints beyond its limit of ${budget.limits.printBytes} bytes)\n`);
}

function rawget(table?: Value, key?: Value): Result {
  const count = arguments.length;
  const checked = checkTable(table, 1, "rawget", count);
  checkAny(2, "rawget", count);
  chargeKey(key);
  return checked.get(key);
}

function rawset(table?: Value, key?: Value, value?: Value): Result {
  const count = arguments.length;
  const checked = checkTable(table, 1, "rawset", count);
  checkAny(2, "rawset", count);
  checkAny(3, "rawset", count);
  chargeKey(key);
  if (key === undefined) throw new LuaError("table index is nil");
  if (typeof key === "number" && Number.isNaN(key)) throw new LuaError("table index is NaN");
  checked.set(key, value);
  return checked;
}

function rawequal(a?: Value, b?: Value): Result {
  checkAny(1, "rawequal", arguments.length);
  checkAny(2, "rawequal", arguments.length);
  return typeof a === "string" ? same(a, b) : a === b;
}

function rawlen(value?: Value): Result {
  if (value instanceof LuaTable) return value.length();
  return typeof value === "string" ? value.length : argumentError(1, "rawlen", "table or string expected");
}

function getmetatable(value?: Value): Result {
  checkAny(1, "getmetatable", arguments.length);
  const metatable = metatableOf(value);
  return protection(metatable) ?? metatable;
}

/** `__metatable`. Only the globals, and tables with computed names, keep it elsewhere than in a property. */
function protection(metatable: LuaTable | undefined): Value {
  return metatable?.meta.clear ? metatable.$__metatable : metatable?.get("__metatable");
}

/** `setmetatable (table, metatable)`: raises an error where the old metatable has `__metatable` (Lua 5.1 manual §5.1). */
export function setmetatable(table?: Value, metatable?: Value): Result {
  if (table instanceof LuaTable && metatable instanceof LuaTable && table.meta.table === undefined) {
    // The usual case: a new object gets its class.
    table.metatable = metatable;
    return table;
  }
  const count = arguments.length;
  const checked = checkTable(table, 1, "setmetatable", count);
  if (count < 2 || (metatable !== undefined && !(metatable instanceof LuaTable))) {
    return argumentError(2, "setmetatable", "nil or table expected");
  }
  if (protection(checked.metatable) !== undefined) return raise("cannot change a protected metatable");
  checked.metatable = metatable;
  return checked;
}

function pairs(table?: Value): Result {
  return triple(next, checkTable(table, 1, "pairs", arguments.length), undefined);
}

function pairs51(table?: Value): Result {
  return triple(pairsStep, checkTable(table, 1, "pairs", arguments.length), undefined);
}

function ipairs(table?: Value): Result {
  return triple(ipairsStep, checkTable(table, 1, "ipairs", arguments.length), 0);
}

/** 5.2: the metamethod `__pairs` gives the three values. */
function pairs52(table?: Value): Result {
  const handler = metatableOf(table)?.get("__pairs");
  if (handler !== undefined) return resumable(threeOf(handler, table));
  return triple(next, checkTable(table, 1, "pairs", arguments.length), undefined);
}

function ipairs52(table?: Value): Result {
  const handler = metatableOf(table)?.get("__ipairs");
  if (handler !== undefined) return resumable(threeOf(handler, table));
  return triple(ipairsStep, checkTable(table, 1, "ipairs", arguments.length), 0);
}

function* threeOf(handler: Value, table: Value): Frame {
  let result = call(handler, table);
  if (suspended(result)) {
    yield;
    result = rt.resumed;
  }
  const one = first(result);
  return result === one ? triple(one, undefined, undefined) : triple(rt.v0, rt.v1, rt.v2);
}

/** `select (n, ...)`; since 5.1, a negative `n` counts from the end. */
export function select(n?: Value, ...values: Value[]): Result {
  if (typeof n === "string" && n.startsWith("#")) return values.length; // nobody looks at what follows
  const from = checkInt(n, 1, "select", arguments.length);
  const at = from < 0 ? values.length + from : from - 1;
  if (at < 0) return argumentError(1, "select", "index out of range");
  return several(at >= values.length ? [] : values.slice(at));
}

/** An undocumented function of 5.0 and 5.1: an empty userdata, with a metatable of its own (true) or another proxy's. */
function newproxy(model?: Value): Result {
  const proxy = new LuaUserdata(undefined);
  if (model === undefined || model === false) return proxy;
  if (model === true) proxy.metatable = new LuaTable();
  else if (model instanceof LuaUserdata && model.content === undefined && model.metatable !== undefined) {
    proxy.metatable = model.metatable;
  } else return argumentError(1, "newproxy", "boolean or proxy expected");
  rt.realm.finalizers?.add(proxy);
  return proxy;
}

export const BASE: Library = [
  ["_VERSION", LUA50, "Lua 5.0.3"],
  ["_VERSION", LUA51, "Lua 5.1"],
  ["_VERSION", LUA52 | VPOP3, "Lua 5.2"],
  ["getmetatable", EVERY, getmetatable],
  ["ipairs", LUA50, ipairs50],
  ["ipairs", LUA51, ipairs],
  ["ipairs", SINCE52, ipairs52],
  ["newproxy", UNTIL51, newproxy],
  ["next", EVERY, next],
  ["pairs", LUA50, pairs],
  ["pairs", LUA51, pairs51],
  ["pairs", SINCE52, pairs52],
  ["print", EVERY, print],
  ["rawequal", EVERY, rawequal],
  ["rawget", EVERY, rawget],
  ["rawlen", SINCE52, rawlen],
  ["rawset", EVERY, rawset],
  ["select", SINCE51, select],
  ["setmetatable", EVERY, setmetatable],
  ["tonumber", EVERY, tonumber],
  ["tostring", EVERY, tostring],
  ["type", EVERY, type],
];
