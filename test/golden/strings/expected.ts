// Compiled by Moonpost 0.1.0 from strings.lua (Lua dialect vpop3).
import { type Environment, type LuaFunction, type Result, type Value, LuaTable, add, append as runtime$append, concat, fields, first as runtime$first, fn as runtime$fn, fnMethod as runtime$fnMethod, freshItems, inPlace, intrinsics, isText, joined, len as runtime$len, mul, pair, patternSite, pay, push as runtime$push, refuel, results, rt, second, several, stringToNumber, textOf as runtime$textOf, third, truthy, typeOf, walkResult } from "moonpost/runtime";

fields("match", "lower", "find", "gmatch", "sub", "byte");
const pattern$1 = patternSite("^([%w%-]+):%s*(.*)$", "match");
const pattern$2 = patternSite("(%a+)", "find");
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function append(t: Value, n: Value, v: Value, what?: string): void {
  if (t !== undefined && t.arr !== undefined && typeof t.room === "number" && t.meta.table === undefined && v !== undefined) {
    const arr = t.arr;
    if (arr.length === n && n > 0) {
      arr.push(v);
      return;
    }
  }
  runtime$append(t, n, v, what);
}
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fn(f, what);
}
function fnMethod(f: Value, o: Value, field: `$${string}`, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fnMethod(f, o, field, what);
}
function len(a: Value, what?: string): Value {
  if (typeof a === "string") return a.length;
  if (a !== undefined && a.arr !== undefined && a.meta.table === undefined) {
    const room = a.room;
    if (typeof room === "number" && (room & 1) === 1) return a.arr.length;
  }
  return runtime$len(a, what);
}
function push(t: Value, v: Value, what?: string): void {
  if (t !== undefined && t.arr !== undefined && t.hash === undefined && t.meta.table === undefined && v !== undefined) {
    const arr = t.arr, room = t.room;
    if (typeof room === "number" && (room & 1) === 1) {
      if (arr.length > 0) arr.push(v);
      else {
        const items = freshItems();
        items.push(v);
        t.arr = items;
      }
      return;
    }
  }
  runtime$push(t, v, what);
}
function textOf(value: string | number): string {
  if (typeof value === "string") return value;
  return (value | 0) === value && value !== 0 ? `${value}` : runtime$textOf(value);
}

declare global {
  interface Function {
    readonly $match?: undefined;
    readonly $lower?: undefined;
    readonly $find?: undefined;
    readonly $gmatch?: undefined;
    readonly $sub?: undefined;
    readonly $byte?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $type = env.cell("type");
  const $tonumber = env.cell("tonumber");
  let started = false;

  // 1: -- What is done to strings in place.
  // 2: local function header(line)
  function header(line: string): Result {
    if (--rt.fuel < 0) `${refuel}`;
    // 3: local name, value = line:match("^([%w%-]+):%s*(.*)$")
    const call$1 = rt.strings.$match === intrinsics.match ? pattern$1.captured(line, pattern$1.at(line, 0)) : fnMethod(undefined, line, "$match", "local line")(line, "^([%w%-]+):%s*(.*)$");
    const name = first(call$1);
    const value = second(call$1);
    // 4: if type(name) == "string" and type(value) ~= "nil" then return name:lower(), value end
    if (($type.v === intrinsics.type ? typeof name === "string" : first(fn($type.v, "global type")(name)) === "string") && ($type.v === intrinsics.type ? !(value === undefined) : first(fn($type.v, "global type")(value)) !== "nil")) {
      return pair(first(fnMethod((typeof name === "string" ? rt.strings : name)?.$lower, name, "$lower", "local name")(name)), value);
    }
    // 5: local first, last, word = line:find("(%a+)", 2)
    const call$2 = line.length >= 2 && rt.strings.$find === intrinsics.find ? pattern$2.located(line, pattern$2.at(line, 1)) : fnMethod(undefined, line, "$find", "local line")(line, "(%a+)", 2);
    const first$ = first(call$2);
    const last = second(call$2);
    const word = third(call$2);
    // 6: return word, last or first or line:find(";", 1, true)
    const value$1 = truthy(last) ? last : first$;
    return pair(word, truthy(value$1) ? value$1 : (rt.strings.$find === intrinsics.find ? inPlace.found(inPlace.plain(line, ";", 0)) : first(fnMethod(undefined, line, "$find", "local line")(line, ";", 1, true))));
  }

  // 9: local function words(text)
  function words(text: string): LuaTable {
    let paid$ = 0, ahead$ = 3;
    // 10: local list = {}
    const list = new LuaTable();
    // 11: for word in text:gmatch("%a+") do
    const each$1 = walkResult(fnMethod(undefined, text, "$gmatch", "local text")(text, "%a+"));
    let list$1 = each$1.list, at$2 = 0;
    loop$1: for (;;) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      let key$3: Value, item$4: Value;
      if (at$2 < list$1.arr.length && (item$4 = list$1.arr[at$2]) !== undefined) key$3 = ++at$2;
      else if ((at$2 = each$1.stepFrom(at$2)) >= 0) { key$3 = each$1.key; item$4 = each$1.value; list$1 = each$1.list; } else break;
      do {
        const word = key$3;
        // 12: list[#list + 1] = word
        push(list, word, "local list");
        // 13: list[#list + 1] = "<" .. word .. ">"
        append(list, len(list, "local list"), isText(word) ? joined("<" + textOf(word) + ">") : concat(["<", word, ">"], [undefined, "local word", undefined]), "local list");
        // 14: list[#list + 1] = word:sub(1, 1)
        append(list, len(list, "local list"), typeof word === "string" && word !== "" && rt.strings.$sub === intrinsics.sub ? word.charAt(0) : first(fnMethod(word?.$sub, word, "$sub", "local word")(word, 1, 1)), "local list");
      } while (--paid$ > 0 && at$2 < list$1.arr.length && (item$4 = list$1.arr[at$2]) !== undefined && (key$3 = ++at$2));
    }
    // 16: return list
    return list;
  }

  // 19: local function number(s, i)
  function number(s: Value, i: Value): Result {
    // 20: local a, b, c = s:byte(i, i + 2)
    const flag$1 = typeof s === "string" && typeof i === "number" && (i | 0) === i && i > 0 && i <= s.length - 2 && rt.strings.$byte === intrinsics.byte;
    const call$1 = flag$1 ? undefined : fnMethod((typeof s === "string" ? rt.strings : s)?.$byte, s, "$byte", "local s")(s, i, typeof i === "number" ? i + 2 : add(i, 2, "local i"));
    const a = flag$1 ? (s as string).charCodeAt((i as number) - 1) : first(call$1);
    const b = flag$1 ? (s as string).charCodeAt((i as number)) : second(call$1);
    const c = flag$1 ? (s as string).charCodeAt((i as number) + 1) : third(call$1);
    // 21: local n = tonumber(s)
    const n = typeof s === "string" && $tonumber.v === intrinsics.tonumber ? stringToNumber(s) : first(fn($tonumber.v, "global tonumber")(s));
    // 22: i, s = s:byte(1, 2)
    const flag$2 = typeof s === "string" && s.length >= 2 && rt.strings.$byte === intrinsics.byte;
    const call$2 = flag$2 ? undefined : fnMethod((typeof s === "string" ? rt.strings : s)?.$byte, s, "$byte", "local s")(s, 1, 2);
    const value$1 = flag$2 ? (s as string).charCodeAt(0) : first(call$2);
    const value$2 = flag$2 ? (s as string).charCodeAt(1) : second(call$2);
    s = value$2;
    i = value$1;
    // 23: return a * 65536 + b * 256 + c, n, type(n), i, s
    const value$3 = typeof a === "number" ? a * 65536 : mul(a, 65536, "local a");
    const value$4 = typeof b === "number" ? b * 256 : mul(b, 256, "local b");
    const value$5 = typeof value$3 === "number" && typeof value$4 === "number" ? value$3 + value$4 : add(value$3, value$4);
    return several([typeof value$5 === "number" && typeof c === "number" ? value$5 + c : add(value$5, c, undefined, "local c"), n, $type.v === intrinsics.type ? typeOf(n) : first(fn($type.v, "global type")(n)), i, s]);
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    if (--rt.fuel < 0) `${refuel}`;
    // 26: return {header("Subject: hello")}, words("a b"), number("123", 1)
    return several([LuaTable.list(results(header("Subject: hello"))), words("a b"), ...results(number("123", 1))]);
  });
  return main;
}
