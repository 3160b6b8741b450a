// Compiled by Moonpost 0.1.0 from typing.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type Value, LuaTable, NO_ITEMS, NO_ROOM, PLAIN, add, at, capture, defer, eq, fields, first as runtime$first, fn as runtime$fn, fnField as runtime$fnField, freshItems, index as runtime$index, intrinsics, lt, none, nothing, pay, refuel, results, rt, setindex as runtime$setindex, several, suspended as runtime$suspended, tableMaker, truthy, unm, untail } from "moonpost/runtime";

fields("sleep", "n", "len");
const n$table = tableMaker(function (this: LuaTable, n: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$n = n;
});
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fn(f, what);
}
function fnField(f: Value, o: Value, key: string, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fnField(f, o, key, what);
}
function index(o: Value, k: Value, what?: string): Value {
  if (typeof k === "number" && o !== undefined && o.arr !== undefined) {
    const hash = o.hash;
    if (hash === undefined) {
      if (o.meta.ends) return k >= 1 && k <= o.arr.length ? o.arr[k - 1] : undefined;
    } else if (k === 0 && hash.zero.length > 0) return hash.zero[0];
  }
  return runtime$index(o, k, what);
}
function setindex(o: Value, k: Value, v: Value, what?: string): void {
  if (typeof k === "number" && o !== undefined && o.arr !== undefined && o.meta.open) {
    const arr = o.arr, room = o.room;
    if (v === undefined) {
      if (k === arr.length && typeof room === "number" && (room & 1) === 1 && k <= room >> 1 && k > 0) {
        arr.pop();
        return;
      }
    } else if (k === arr.length + 1 && k > 1 && typeof room === "number") {
      arr.push(v);
      return;
    } else if (k === 0 && o.hash !== undefined && o.hash.zero.length > 0) {
      o.hash.zero[0] = v;
      return;
    } else if (k === 1 && arr.length === 0 && o.hash === undefined && o.meta.table === undefined && typeof room === "number") {
      const items = freshItems();
      items.push(v);
      o.arr = items;
      return;
    }
  }
  runtime$setindex(o, k, v, what);
}
function suspended(result: Result): boolean {
  return result === null && rt.n < 0 && runtime$suspended(result);
}

declare global {
  interface Function {
    readonly $sleep?: undefined;
    readonly $n?: undefined;
    readonly $len?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $tonumber = env.cell("tonumber");
  const $os = env.cell("os");
  const $print = env.cell("print");
  const $pcall = env.cell("pcall");
  const $string = env.cell("string");
  let quiet!: boolean;
  let limit: Value;
  let started = false;

  // 5: local function note(text)
  function note(text: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    // 6: local shown = not quiet and text ~= ""
    const shown = ((!quiet) && (text !== "")) as boolean;
    // 7: os.sleep(1)
    const call$1 = fnField(($os.v ?? nothing()).$sleep, $os.v, "sleep", "global os")(1);
    if (call$1 === null && suspended(call$1)) return capture(note$resumed(1, text, shown), at + 7);
    // 8: if shown then print(text) end
    if (shown) {
      first(fn($print.v, "global print")(text));
    }
    // 9: return shown
    return shown;
  }
  function* note$resumed(entry$: number, text: Value, shown: boolean): Frame {
    let call$1!: Result;
    entry$ = 0; call$1 = rt.resumed;
    if (shown) {
      first(fn($print.v, "global print")(text));
    }
    return shown;
  }

  // 12: local function pick(a)
  function pick(a: boolean): LuaTable {
    // 13: if a then
    if (a) {
      // 14: return {}
      return new LuaTable();
    } else {
      // 16: return { n = 1 }
      return new n$table(1);
    }
  }

  // 20: -- a vararg function that does not use its extra arguments
  // 21: local function one(first, ...)
  function one(first$: string): string {
    // 22: return first
    return first$;
  }

  // 25: local function many(first, ...)
  function many(first$: number, ...varargs$: Value[]): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    // 26: return ...
    return several(varargs$);
  }

  function function_31(): Value {
    return unm(undefined);
  }

  function function_32(): Value {
    const table$1 = new LuaTable();
    return unm(table$1);
  }

  // 38: local function stopped(size)
  function stopped(size: number): Result {
    if (--rt.fuel < 0) `${refuel}`;
    // 39: if true then return note("early") end
    if (true as boolean) {
      return ++rt.tails < 200 ? untail(note("early")) : defer(note, "early");
    }
    // 40: if size > limit then return note("large") end
    if (typeof limit === "number" ? size > limit : lt(limit, size)) {
      return ++rt.tails < 200 ? untail(note("large")) : defer(note, "large");
    }
    // 41: local n = string.len(size)
    const n = first(fnField(($string.v ?? nothing()).$len, $string.v, "len", "global string")(size));
    // 42: return n + 1
    return typeof n === "number" ? n + 1 : add(n, 1, "local n");
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    // 1: -- What only TypeScript minds: types that it narrows further than the compiler, or not as far.
    // 2: local quiet = false
    quiet = false as boolean;
    // 3: local limit = tonumber(...) or 10
    const value$1 = first(fn($tonumber.v, "global tonumber")(...varargs$));
    limit = truthy(value$1) ? value$1 : 10;
    // 29: note(one("a", "b", "c"))
    const call$1 = note((one as (...values: Value[]) => string)("a", "b", "c"));
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1, varargs$, undefined!, undefined!), at + 29);
    // 30: note(("x").rep("x", 3))
    let call$2 = fn(index("x", "rep", "constant x"), "field rep")("x", 3);
    if (call$2 === null) { if (suspended(call$2)) return capture(main$resumed(2, varargs$, undefined!, undefined!), at + 30); call$2 = rt.v0; }
    const call$3 = note(call$2);
    if (call$3 === null && suspended(call$3)) return capture(main$resumed(3, varargs$, undefined!, undefined!), at + 46);
    // 31: print(pcall(function() return -nil end))
    const fn$1 = fn($print.v, "global print");
    const call$4 = fn($pcall.v, "global pcall")(function_31);
    if (call$4 === null && suspended(call$4)) return capture(main$resumed(4, varargs$, fn$1, undefined!), at + 31);
    first(call$4 === null ? fn$1(...results(call$4)) : fn$1(call$4));
    // 32: print(pcall(function() return -{} end))
    const fn$2 = fn($print.v, "global print");
    const call$5 = fn($pcall.v, "global pcall")(function_32);
    if (call$5 === null && suspended(call$5)) return capture(main$resumed(5, varargs$, fn$2, undefined!), at + 32);
    first(call$5 === null ? fn$2(...results(call$5)) : fn$2(call$5));
    // 34: local t = pick(limit > 5)
    const t = pick(typeof limit === "number" ? limit > 5 : lt(5, limit));
    // 35: t[t] = t
    setindex(t, t, t, "local t");
    // 36: print(t[t] == t, t == "text", many(1, 2) == "text", limit == t)
    const fn$3 = fn($print.v, "global print");
    const value$2 = index(t, t, "local t");
    const flag$1 = (value$2 as Value) === t || (typeof value$2 === "object" && (value$2 as NonNullable<Value>).meta?.compares !== false && eq(value$2, t));
    const flag$2 = (t as Value) === "text";
    first(fn$3(flag$1, flag$2, first(many(1, 2)) === "text", (limit as Value) === t || (typeof limit === "object" && (limit as NonNullable<Value>).meta?.compares !== false && eq(limit, t))));
    // 44: print(stopped(1))
    const fn$4 = fn($print.v, "global print");
    const call$6 = stopped(1);
    if (call$6 === null && suspended(call$6)) return capture(main$resumed(6, varargs$, fn$4, t), at + 44);
    first(call$6 === null ? fn$4(...results(call$6)) : fn$4(call$6));
    return none();
  });
  function* main$resumed(entry$: number, varargs$: Value[], fn$1: LuaFunction, t: LuaTable): Frame {
    let value$1!: Value, call$1!: Result, call$2!: Result, flag$1!: boolean, flag$2!: boolean;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = fn(index("x", "rep", "constant x"), "field rep")("x", 3);
      if (call$1 === null && suspended(call$1)) { yield at + 30; call$1 = rt.resumed; }
    }
    if (entry$ === 3) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = note(value$1);
      if (call$2 === null && suspended(call$2)) { yield at + 46; call$2 = rt.resumed; }
    }
    if (entry$ === 4) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_31);
      if (call$1 === null && suspended(call$1)) { yield at + 31; call$1 = rt.resumed; }
    }
    if (entry$ === 5) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_32);
      if (call$1 === null && suspended(call$1)) { yield at + 32; call$1 = rt.resumed; }
    }
    if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
    else {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      t = pick(typeof limit === "number" ? limit > 5 : lt(5, limit));
      setindex(t, t, t, "local t");
      fn$1 = fn($print.v, "global print");
      value$1 = index(t, t, "local t");
      flag$1 = (value$1 as Value) === t || (typeof value$1 === "object" && (value$1 as NonNullable<Value>).meta?.compares !== false && eq(value$1, t));
      flag$2 = (t as Value) === "text";
      first(fn$1(flag$1, flag$2, first(many(1, 2)) === "text", (limit as Value) === t || (typeof limit === "object" && (limit as NonNullable<Value>).meta?.compares !== false && eq(limit, t))));
      fn$1 = fn($print.v, "global print");
      call$1 = stopped(1);
      if (call$1 === null && suspended(call$1)) { yield at + 44; call$1 = rt.resumed; }
    }
    first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    return none();
  }
  return main;
}
