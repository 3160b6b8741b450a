// Compiled by Moonpost 0.1.0 from control-flow.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type TableIterator, type Value, Box, LuaTable, NO_ITEMS, NO_ROOM, PLAIN, absent as runtime$absent, add, append as runtime$append, at, capture, concat, defer, eq, fields, first as runtime$first, fn as runtime$fn, fnField as runtime$fnField, fnMethod as runtime$fnMethod, forNumber, freshItems, index as runtime$index, intrinsics, isText, iterate, joined, kept, le, len as runtime$len, lt, mod, mod2 as runtime$mod2, mul, none, nothing, pair, pay, pow, pow2, push as runtime$push, refuel, results, rt, same, second, setfield, setindex as runtime$setindex, several, sub, suspended as runtime$suspended, tableMaker, textOf as runtime$textOf, third, truthy, unm, untail, walk, walkResult } from "moonpost/runtime";

fields("concat", "a", "v", "w", "add", "code", "yield", "status", "resume");
const a$table = tableMaker(function (this: LuaTable, a: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$a = a;
});
const v_w$table = tableMaker(function (this: LuaTable, v: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$v = v;
  this.$w = undefined;
});
const code$table = tableMaker(function (this: LuaTable, code: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$code = code;
});
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function absent(meta: LuaTable["meta"] | undefined, o: Value, field: `$${string}`, what?: string): Value {
  return meta?.ends ? undefined : runtime$absent(meta, o, field, what);
}
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
function fnField(f: Value, o: Value, key: string, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fnField(f, o, key, what);
}
function fnMethod(f: Value, o: Value, field: `$${string}`, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fnMethod(f, o, field, what);
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
function len(a: Value, what?: string): Value {
  if (typeof a === "string") return a.length;
  if (a !== undefined && a.arr !== undefined && a.meta.table === undefined) {
    const room = a.room;
    if (typeof room === "number" && (room & 1) === 1) return a.arr.length;
  }
  return runtime$len(a, what);
}
function mod2(a: number, b: number): number {
  if (b > 0 && (a | 0) === a && (b | 0) === b) {
    if (a >= 0) return a < b ? a | 0 : (a | 0) % (b | 0) | 0;
    const next = (a | 0) + (b | 0);
    if (next >= 0) return next;
    const rest = (a | 0) % (b | 0) | 0;
    return rest < 0 ? rest + (b | 0) : rest;
  }
  return runtime$mod2(a, b);
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
function textOf(value: string | number): string {
  if (typeof value === "string") return value;
  return (value | 0) === value && value !== 0 ? `${value}` : runtime$textOf(value);
}

declare global {
  interface Function {
    readonly $concat?: undefined;
    readonly $a?: undefined;
    readonly $v?: undefined;
    readonly $w?: undefined;
    readonly $add?: undefined;
    readonly $code?: undefined;
    readonly $yield?: undefined;
    readonly $status?: undefined;
    readonly $resume?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $select = env.cell("select");
  const $tostring = env.cell("tostring");
  const $print = env.cell("print");
  const $table = env.cell("table");
  const $next = env.cell("next");
  const $pairs = env.cell("pairs");
  const $pcall = env.cell("pcall");
  const $error = env.cell("error");
  const $coroutine = env.cell("coroutine");
  let log!: LuaTable;
  let up: Value;
  let x!: number;
  let started = false;

  // 3: local function out(...) local t = {...} for i = 1, select("#", ...) do t[i] = tostring(t[i]) end print(table.concat(t, " ")) end
  function out(...varargs$: Value[]): Result {
    const $tostring$cell = $tostring;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    const t = LuaTable.list([...varargs$]);
    const number$1 = forNumber($select.v === intrinsics.select ? varargs$.length : first(fn($select.v, "global select")("#", ...varargs$)), "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (varargs$.length > 99) pay(varargs$.length >> 3);
      const value$1: Value = first(fn($tostring$cell.v, "global tostring")(t.arr[i - 1] ?? index(t, i, "local t")));
      if (t.arr[i - 1] !== undefined && value$1 !== undefined) t.arr[i - 1] = value$1; else setindex(t, i, value$1, "local t");
    }
    first(fn($print.v, "global print")(...results(fnField(($table.v ?? nothing()).$concat, $table.v, "concat", "global table")(t, " "))));
    return none();
  }

  // 4: local function id(...) return ... end
  function id(...varargs$: Value[]): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    return several(varargs$);
  }

  // 6: local function bump(n) up = up + n return up end
  function bump(n: Value): Value {
    up = typeof up === "number" && typeof n === "number" ? up + n : add(up, n, "upvalue up", "local n");
    return up;
  }

  // 7: -- evaluation order
  // 8: local function e(n) log[#log + 1] = n return n end
  function e(n: number): number {
    push(log, n, "upvalue log");
    return n;
  }

  // 16: local function setx(v) x = v return v end
  function setx(v: number): number {
    x = v;
    return v;
  }

  function function_29$make(j: Box) {
    return function function_29(): Value {
      j.v = typeof j.v === "number" ? j.v + 1 : add(j.v, 1, "upvalue j");
      return j.v;
    };
  }

  // 47: -- generic for with general iterators
  // 48: local function range(n) local i = 0 return function() i = i + 1 if i <= n then return i, i * i end end end
  function range(n: number): Value {
    let i = 0;
    return function function_48(): Result {
      i = i + 1;
      if (i <= n) {
        return pair(i, i * i);
      }
      return none();
    };
  }

  // 50: local function stateless(s, c) if c < s then return c + 1, id(c) end end
  function stateless(s: Value, c: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (typeof c === "number" && typeof s === "number" ? c < s : lt(c, s)) {
      return several([typeof c === "number" ? c + 1 : add(c, 1, "local c"), ...results(id(c))]);
    }
    return none();
  }

  function function_56$make(y: Box, i$$2: number) {
    return function function_56(): Value {
      y.v = typeof y.v === "number" ? y.v + i$$2 : add(y.v, i$$2, "upvalue y", "upvalue i");
      return y.v;
    };
  }

  // 58: -- varargs
  // 59: local function va(...)
  function va(...varargs$: Value[]): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    // 60: local a, b = ...
    const a = varargs$[0];
    const b = varargs$[1];
    // 61: local c = id(a)
    const c = first(id(a));
    // 62: local d = select("#", ...)
    const d = $select.v === intrinsics.select ? varargs$.length : first(fn($select.v, "global select")("#", ...varargs$));
    // 63: return c, b, d, ...
    return several([c, b, d, ...varargs$]);
  }

  // 71: function obj:add(n) self.v = self.v + n return self end
  function obj_add(self: Value, n: Value): Value {
    const value$1 = self !== undefined ? self.$v ?? absent(self.meta, self, "$v", "local self") : index(self, "v", "local self");
    const value$2 = typeof value$1 === "number" && typeof n === "number" ? value$1 + n : add(value$1, n, "field v", "local n");
    if (self !== undefined && (self.$v !== undefined || self.meta?.open)) (self as LuaTable).$v = value$2; else setfield(self, "v", value$2, "local self");
    return self;
  }

  function function_81(): Result {
    if (--rt.fuel < 0) `${refuel}`;
    const z = first(id(5));
    fn($error.v, "global error")(new code$table(z));
    return none();
  }

  function function_82(): Result {
    if (--rt.fuel < 0) `${refuel}`;
    const z = first(id(5));
    fn($error.v, "global error")(isText(z) ? joined("x" + textOf(z)) : concat(["x", z], [undefined, "local z"]));
    return none();
  }

  function function_83(a: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    return several([first(id(a)), ...results(id(a))]);
  }

  function function_92$make() {
    return function function_92(): Result {
      if (--rt.fuel < 0) `${refuel}`;
      const call$1 = fnField(($coroutine.v ?? nothing()).$yield, $coroutine.v, "yield", "global coroutine")("in pcall");
      if (call$1 === null && suspended(call$1)) return capture(function_92$resumed(1), at + 92);
      fn($error.v, "global error")("oops");
      return none();
    };
  }
  function* function_92$resumed(entry$: number): Frame {
    let call$1!: Result;
    entry$ = 0; call$1 = rt.resumed;
    fn($error.v, "global error")("oops");
    return none();
  }

  function function_85(a: Value, b: Value): Result {
    const $coroutine$cell = $coroutine;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    // 86: out("start", a, b)
    first(out("start", a, b));
    // 87: local c = coroutine.yield(a + b)
    let call$1 = fnField(($coroutine.v ?? nothing()).$yield, $coroutine.v, "yield", "global coroutine")(typeof a === "number" && typeof b === "number" ? a + b : add(a, b, "local a", "local b"));
    if (call$1 === null) { if (suspended(call$1)) return capture(function_85$resumed(1, a, b, undefined, undefined, undefined, undefined!), at + 87); call$1 = rt.v0; }
    const c = call$1;
    // 88: out("c", c)
    first(out("c", c));
    // 89: local d, e2 = coroutine.yield(c * 2)
    const call$2 = fnField(($coroutine.v ?? nothing()).$yield, $coroutine.v, "yield", "global coroutine")(typeof c === "number" ? c * 2 : mul(c, 2, "local c"));
    if (call$2 === null && suspended(call$2)) return capture(function_85$resumed(2, a, b, c, undefined, undefined, undefined!), at + 89);
    const d = first(call$2);
    const e2 = second(call$2);
    // 90: out("de", d, e2)
    first(out("de", d, e2));
    // 91: for i = 1, 2 do out("loop", coroutine.yield(i)) end
    if ((paid$ -= 2) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 2);
    for (let i = 1; i <= 2; i++) {
      const call$3 = fnField(($coroutine$cell.v ?? nothing()).$yield, $coroutine$cell.v, "yield", "global coroutine")(i);
      if (call$3 === null && suspended(call$3)) return capture(function_85$resumed(3, a, b, c, d, e2, i), at + 91);
      first(call$3 === null ? (out as LuaFunction)("loop", ...results(call$3)) : out("loop", call$3));
    }
    // 92: local ok, err = pcall(function() coroutine.yield("in pcall") error("oops") end)
    const call$4 = fn($pcall.v, "global pcall")(function_92$make());
    if (call$4 === null && suspended(call$4)) return capture(function_85$resumed(4, a, b, c, d, e2, undefined!), at + 144);
    const ok = first(call$4);
    const err = second(call$4);
    // 93: out(ok, err)
    first(out(ok, err));
    // 94: return "fin", 99
    return pair("fin", 99);
  }
  function* function_85$resumed(entry$: number, a: Value, b: Value, c: Value, d: Value, e2: Value, i: number): Frame {
    let call$1!: Result, value$1!: Value, ok!: Value, err!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      c = value$1;
      first(out("c", c));
      if ($coroutine.v?.$yield === rt.thread!.yields) { rt.yielded = typeof c === "number" ? c * 2 : mul(c, 2, "local c"); call$1 = yield ~(at + 89); }
      else {
        call$1 = fnField(($coroutine.v ?? nothing()).$yield, $coroutine.v, "yield", "global coroutine")(typeof c === "number" ? c * 2 : mul(c, 2, "local c"));
        if (call$1 === null && suspended(call$1)) { yield at + 89; call$1 = rt.resumed; }
      }
    }
    if (entry$ === 0) {
      d = first(call$1);
      e2 = second(call$1);
      first(out("de", d, e2));
    }
    if (entry$ <= 3) {
      if (entry$ === 0) {
        i = 1;
      }
      for (; entry$ !== 0 || i <= 2; i++) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          if ($coroutine.v?.$yield === rt.thread!.yields) { rt.yielded = i; call$1 = yield ~(at + 91); }
          else {
            call$1 = fnField(($coroutine.v ?? nothing()).$yield, $coroutine.v, "yield", "global coroutine")(i);
            if (call$1 === null && suspended(call$1)) { yield at + 91; call$1 = rt.resumed; }
          }
        }
        first(call$1 === null ? (out as LuaFunction)("loop", ...results(call$1)) : out("loop", call$1));
      }
    }
    if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
    else {
      call$1 = fn($pcall.v, "global pcall")(function_92$make());
      if (call$1 === null && suspended(call$1)) { yield at + 144; call$1 = rt.resumed; }
    }
    ok = first(call$1);
    err = second(call$1);
    first(out(ok, err));
    return pair("fin", 99);
  }

  // 105: -- tail calls
  // 106: local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, id(acc) + 1) end
  function loop(n: Value, acc: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (n === 0) {
      return acc;
    }
    const value$1 = typeof n === "number" ? n - 1 : sub(n, 1, "local n");
    const value$2 = first(id(acc));
    const value$3 = typeof value$2 === "number" ? value$2 + 1 : add(value$2, 1);
    return ++rt.tails < 200 ? untail(loop(value$1, value$3)) : defer(loop, value$1, value$3);
  }

  // 108: local function mut(n) if n == 0 then return "even" end return id(loop)(0, "end") end
  function mut(n: number): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (n === 0) {
      return "even";
    }
    const fn$1 = fn(first(id(loop)));
    return ++rt.tails < 200 ? untail(fn$1(0, "end")) : defer(fn$1, 0, "end");
  }

  function function_116$make(v: Value) {
    return function function_116(): Value {
      return v;
    };
  }

  const main = (function main(...varargs$: Value[]): Result {
    const $coroutine$cell = $coroutine;
    let paid$ = 0, ahead$ = 3;
    if (started) return chunk(env)(...varargs$);
    started = true;
    if ((rt.fuel = (rt.fuel - 42) | 0) < 0) `${refuel}`;
    // 1: -- control flow under suspension
    // 2: local log = {}
    log = new LuaTable();
    // 5: local up = 0
    up = 0 as Value;
    // 9: local t = {}
    const t = new LuaTable();
    // 10: t[e(1)], t[e(2)] = e(3), e(4)
    const number$1 = e(1);
    const number$2 = e(2);
    const number$3 = e(3);
    const number$4 = e(4);
    setindex(t, number$2, number$4, "local t");
    setindex(t, number$1, number$3, "local t");
    // 11: out(table.concat(log, ","))
    first((out as LuaFunction)(...results(fn(index($table.v, "concat", "global table"), "field concat")(log, ","))));
    // 12: log = {}
    log = new LuaTable();
    // 13: local r = e(1) + e(2) * e(3) .. e(4)
    const number$5 = e(1);
    const number$6 = e(2);
    const number$7 = e(3);
    const number$8 = number$6 * number$7;
    const number$9 = number$5 + number$8;
    const number$10 = e(4);
    const r = joined(textOf(number$9) + textOf(number$10));
    // 14: out(r, table.concat(log, ","))
    first((out as LuaFunction)(r, ...results(fn(index($table.v, "concat", "global table"), "field concat")(log, ","))));
    // 15: local x = 1
    x = 1;
    // 17: out(x + setx(5), x)
    const number$11 = setx(5);
    first(out(x + number$11, x));
    // 18: out(x, setx(7), x)
    first(out(x, setx(7), x));
    // 19: local tt = {x, setx(8), x}
    const tt = LuaTable.list([x, setx(8), x]);
    // 20: out(tt[1], tt[2], tt[3])
    first(out(index(tt, 1, "local tt"), index(tt, 2, "local tt"), index(tt, 3, "local tt")));
    // 21: -- while with call condition
    // 22: local n = 0
    let n = 0;
    // 23: while e(n) < 3 do n = n + 1 if n == 2 then goto skip end out("n", n) ::skip:: end
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const number$12 = e(n);
      if (!(number$12 < 3)) break;
      continue$1: {
        n = n + 1;
        if (n === 2) {
          break continue$1;
        }
        first(out("n", n));
      }
    }
    // 24: -- repeat with local in condition
    // 25: local fs = {}
    const fs = new LuaTable();
    // 26: local k = 0
    let k = 0;
    // 27: repeat
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      // 28: local j = id(k)
      const j = new Box(first(id(k)));
      // 29: fs[#fs + 1] = function() j = j + 1 return j end
      append(fs, len(fs, "local fs"), function_29$make(j), "local fs");
      // 30: k = k + 1
      k = k + 1;
      const value$1: Value = first(id(j.v));
      if (typeof value$1 === "number" ? value$1 >= 2 : le(2, value$1)) break;
    }
    // 32: out(#fs, fs[1](), fs[1](), fs[2](), fs[3]())
    const value$2 = len(fs, "local fs");
    let call$1 = fn(index(fs, 1, "local fs"), "field ?")();
    if (call$1 === null) { if (suspended(call$1)) return capture(main$resumed(1, t, r, tt, n, fs, k, value$2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 32); call$1 = rt.v0; }
    let call$2 = fn(index(fs, 1, "local fs"), "field ?")();
    if (call$2 === null) { if (suspended(call$2)) return capture(main$resumed(2, t, r, tt, n, fs, k, value$2, call$1, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 32); call$2 = rt.v0; }
    let call$3 = fn(index(fs, 2, "local fs"), "field ?")();
    if (call$3 === null) { if (suspended(call$3)) return capture(main$resumed(3, t, r, tt, n, fs, k, value$2, call$1, call$2, undefined, undefined, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 32); call$3 = rt.v0; }
    const call$4 = fn(index(fs, 3, "local fs"), "field ?")();
    if (call$4 === null && suspended(call$4)) return capture(main$resumed(4, t, r, tt, n, fs, k, value$2, call$1, call$2, call$3, undefined, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 32);
    first(call$4 === null ? (out as LuaFunction)(value$2, call$1, call$2, call$3, ...results(call$4)) : out(value$2, call$1, call$2, call$3, call$4));
    // 33: -- nested loops with break
    // 34: for i = 1, 3 do
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i = 1; i <= 3; i++) {
      // 35: for j = 1, 3 do
      if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
      for (let j$$2 = 1; j$$2 <= 3; j$$2++) {
        // 36: if id(j) == 2 then break end
        if (first(id(j$$2)) === 2) {
          break;
        }
        // 37: out(i, j)
        first(out(i, j$$2));
      }
      // 39: local m = i
      let m = i as Value;
      // 40: while true do m = m + id(1) if m > 4 then break end end
      loop$2: for (;;) {
        if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        m = typeof m === "number" ? +m : kept(m);
        for (; paid$ > 0; paid$--) {
          const value$3: Value = first(id(1));
          m = typeof m === "number" && typeof value$3 === "number" ? m + value$3 : add(m, value$3, "local m");
          if (typeof m === "number" ? m > 4 : lt(4, m)) {
            break loop$2;
          }
        }
      }
      // 41: out("m", m)
      first(out("m", m));
    }
    // 43: -- and/or with calls
    // 44: out(id(nil) and id(1) or id(2), id(false) or id(nil), id(1) and id(2), (id(1) and id(false)) or id("z"))
    const value$4 = first(id(undefined));
    const value$5 = truthy(value$4) ? first(id(1)) : value$4;
    const value$6 = truthy(value$5) ? value$5 : first(id(2));
    const value$7 = first(id(false));
    const value$8 = truthy(value$7) ? value$7 : first(id(undefined));
    const value$9 = first(id(1));
    const value$10 = truthy(value$9) ? first(id(2)) : value$9;
    const value$11 = first(id(1));
    const value$12 = truthy(value$11) ? first(id(false)) : value$11;
    first(out(value$6, value$8, value$10, truthy(value$12) ? value$12 : first(id("z"))));
    // 45: if id(1) and not id(nil) or id(3) then out("yes") else out("no") end
    if ((truthy(first(id(1))) && (!truthy(first(id(undefined))))) || truthy(first(id(3)))) {
      first(out("yes"));
    } else {
      first(out("no"));
    }
    // 46: if id(nil) then out("a") elseif id(false) then out("b") elseif id(3) == 3 and id(4) then out("c") else out("d") end
    if (truthy(first(id(undefined)))) {
      first(out("a"));
    } else if (truthy(first(id(false)))) {
      first(out("b"));
    } else {
      if ((first(id(3)) === 3) && truthy(first(id(4)))) {
        first(out("c"));
      } else {
        first(out("d"));
      }
    }
    // 49: for a, b in range(3) do out(a, id(b)) end
    const call$5 = range(3);
    const value$13: Value = first(call$5);
    const value$14: Value = second(call$5);
    const value$15: Value = third(call$5);
    let value$16: Value = value$15;
    const walker$1 = iterate(value$13, value$14, value$16);
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      let value$17: Value;
      let value$18: Value;
      if (walker$1 !== undefined) {
        if (!walker$1.step()) break;
        value$17 = walker$1.key;
        value$18 = walker$1.value;
      } else {
        const call$6 = fn(value$13)(value$14, value$16);
        if (call$6 === null && suspended(call$6)) return capture(main$resumed(5, t, r, tt, n, fs, k, value$13, value$14, value$15, value$16, walker$1, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 49);
        value$17 = first(call$6);
        value$18 = second(call$6);
        if (value$17 === undefined) break;
        value$16 = value$17;
      }
      const a = value$17;
      const b = value$18;
      first((out as LuaFunction)(a, ...results(id(b))));
    }
    // 51: for a, b, c in stateless, 3, 0 do out(a, b, c) end
    let value$19: Value = 0;
    const walker$2 = iterate(stateless, 3, value$19);
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      let value$20: Value;
      let value$21: Value;
      let value$22: Value;
      if (walker$2 !== undefined) {
        if (!walker$2.step()) break;
        value$20 = walker$2.key;
        value$21 = walker$2.value;
        value$22 = undefined;
      } else {
        const call$7 = fn(stateless)(3, value$19);
        if (call$7 === null && suspended(call$7)) return capture(main$resumed(6, t, r, tt, n, fs, k, value$19, undefined, undefined, undefined, walker$2, undefined!, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 51);
        value$20 = first(call$7);
        value$21 = second(call$7);
        value$22 = third(call$7);
        if (value$20 === undefined) break;
        value$19 = value$20;
      }
      const a$$2 = value$20;
      const b$$2 = value$21;
      const c = value$22;
      first(out(a$$2, b$$2, c));
    }
    // 52: for key, value in next, {10, 20} do out(key, id(value)) end
    const each$1 = walk($next.v, LuaTable.list([10, 20]), undefined);
    for (;;) {
      const items$1 = each$1.list.arr, at$2 = each$1.at;
      let key$3: Value, item$4: Value;
      if (at$2 < items$1.length && (item$4 = items$1[at$2]) !== undefined) key$3 = each$1.at = at$2 + 1;
      else if (each$1.stepOn()) { key$3 = each$1.key; item$4 = each$1.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const key = key$3;
      const value = item$4;
      first((out as LuaFunction)(key, ...results(id(value))));
    }
    // 53: for key, value in pairs({a = 1}) do out(key, id(value)) end
    const each$2 = walkResult(fn($pairs.v, "global pairs")(new a$table(1)));
    for (;;) {
      const items$5 = each$2.list.arr, at$6 = each$2.at;
      let key$7: Value, item$8: Value;
      if (at$6 < items$5.length && (item$8 = items$5[at$6]) !== undefined) key$7 = each$2.at = at$6 + 1;
      else if (each$2.stepOn()) { key$7 = each$2.key; item$8 = each$2.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const key$$2 = key$7;
      const value$$2 = item$8;
      first((out as LuaFunction)(key$$2, ...results(id(value$$2))));
    }
    // 54: -- closures of loops
    // 55: local cs = {}
    const cs = new LuaTable();
    // 56: for i = 1, 3 do local y = id(i) cs[i] = function() y = y + i return y end end
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i$$2 = 1; i$$2 <= 3; i$$2++) {
      const y = new Box(first(id(i$$2)));
      const value$23: Value = function_56$make(y, i$$2);
      if (i$$2 <= cs.arr.length && cs.arr[i$$2 - 1] !== undefined) cs.arr[i$$2 - 1] = value$23; else setindex(cs, i$$2, value$23, "local cs");
    }
    // 57: out(cs[1](), cs[1](), cs[2](), cs[3]())
    let call$8 = fn(index(cs, 1, "local cs"), "field ?")();
    if (call$8 === null) { if (suspended(call$8)) return capture(main$resumed(7, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 57); call$8 = rt.v0; }
    let call$9 = fn(index(cs, 1, "local cs"), "field ?")();
    if (call$9 === null) { if (suspended(call$9)) return capture(main$resumed(8, t, r, tt, n, fs, k, call$8, undefined, undefined, undefined, undefined, cs, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 57); call$9 = rt.v0; }
    let call$10 = fn(index(cs, 2, "local cs"), "field ?")();
    if (call$10 === null) { if (suspended(call$10)) return capture(main$resumed(9, t, r, tt, n, fs, k, call$8, call$9, undefined, undefined, undefined, cs, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 57); call$10 = rt.v0; }
    const call$11 = fn(index(cs, 3, "local cs"), "field ?")();
    if (call$11 === null && suspended(call$11)) return capture(main$resumed(10, t, r, tt, n, fs, k, call$8, call$9, call$10, undefined, undefined, cs, undefined!, undefined!, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 57);
    first(call$11 === null ? (out as LuaFunction)(call$8, call$9, call$10, ...results(call$11)) : out(call$8, call$9, call$10, call$11));
    // 65: out(va(1, 2, 3))
    first((out as LuaFunction)(...results(va(1, 2, 3))));
    // 66: out((va(1, 2, 3)))
    first(out(first(va(1, 2, 3))));
    // 67: local packed = {va(1, nil, 3), va(4)}
    const packed = LuaTable.list([first(va(1, undefined, 3)), ...results(va(4))]);
    // 68: out(#packed, packed[1], packed[2])
    first(out(len(packed, "local packed"), index(packed, 1, "local packed"), index(packed, 2, "local packed")));
    // 69: -- method calls in chains
    // 70: local obj = {v = 1}
    const obj = new v_w$table(1);
    setfield(obj, "add", obj_add, "local obj");
    // 72: out(obj:add(id(1)):add(id(2)).v)
    let call$12 = fnMethod(undefined, obj, "$add", "local obj")(obj, ...results(id(1)));
    if (call$12 === null) { if (suspended(call$12)) return capture(main$resumed(11, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 72); call$12 = rt.v0; }
    let call$13 = fnMethod(undefined, call$12, "$add")(call$12, ...results(id(2)));
    if (call$13 === null) { if (suspended(call$13)) return capture(main$resumed(12, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 72); call$13 = rt.v0; }
    first(out(index(call$13, "v")));
    // 73: -- multiple assignment
    // 74: local p, q, w = id(1, 2)
    const call$14 = id(1, 2);
    let p = first(call$14);
    let q = second(call$14);
    const w = third(call$14);
    // 75: out(p, q, w)
    first(out(p, q, w));
    // 76: p, q = q, p
    const value$24 = q;
    q = p;
    p = value$24;
    // 77: out(p, q)
    first(out(p, q));
    // 78: obj.v, obj.w = id(7), id(8, 9)
    const value$25 = first(id(7));
    const value$26 = first(id(8, 9));
    setfield(obj, "w", value$26, "local obj");
    setfield(obj, "v", value$25, "local obj");
    // 79: out(obj.v, obj.w)
    first(out(index(obj, "v", "local obj"), index(obj, "w", "local obj")));
    // 80: -- pcall across
    // 81: out(pcall(function() local z = id(5) error({code = z}) end))
    const call$15 = fn($pcall.v, "global pcall")(function_81);
    if (call$15 === null && suspended(call$15)) return capture(main$resumed(13, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 81);
    first(call$15 === null ? (out as LuaFunction)(...results(call$15)) : out(call$15));
    // 82: out(pcall(function() local z = id(5) error("x" .. z) end))
    const call$16 = fn($pcall.v, "global pcall")(function_82);
    if (call$16 === null && suspended(call$16)) return capture(main$resumed(14, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 82);
    first(call$16 === null ? (out as LuaFunction)(...results(call$16)) : out(call$16));
    // 83: out(select(2, pcall(function(a) return id(a), id(a) end, 4)))
    const fn$1 = fn($select.v, "global select");
    const call$17 = fn($pcall.v, "global pcall")(function_83, 4);
    if (call$17 === null && suspended(call$17)) return capture(main$resumed(15, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, fn$1, undefined, undefined!, undefined, undefined!, undefined!, undefined, undefined!), at + 83);
    first((out as LuaFunction)(...results(call$17 === null ? fn$1(2, ...results(call$17)) : fn$1(2, call$17))));
    // 84: -- coroutine
    // 85: local co = coroutine.create(function(a, b)
    const co = first(fn(index($coroutine.v, "create", "global coroutine"), "field create")(function_85));
    // 96: local arg = {1, 2}
    let arg = LuaTable.list([1, 2]);
    // 97: while coroutine.status(co) ~= "dead" do
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (!(first(fnField(($coroutine$cell.v ?? nothing()).$status, $coroutine$cell.v, "status", "global coroutine")(co)) !== "dead")) break;
      // 98: out("resumed", coroutine.resume(co, arg[1], arg[2]))
      const call$18 = fnField(($coroutine$cell.v ?? nothing()).$resume, $coroutine$cell.v, "resume", "global coroutine")(co, arg.arr[0] ?? index(arg, 1, "local arg"), arg.arr[1] ?? index(arg, 2, "local arg"));
      if (call$18 === null && suspended(call$18)) return capture(main$resumed(16, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, co, arg, undefined, undefined!, undefined!, undefined, undefined!), at + 98);
      first(call$18 === null ? (out as LuaFunction)("resumed", ...results(call$18)) : out("resumed", call$18));
      // 99: arg = {10, 20}
      arg = LuaTable.list([10, 20]);
    }
    // 101: -- string building and concat with numbers
    // 102: local s = ""
    let s = "" as Value;
    // 103: for i = 1, 5 do s = s .. i .. (id(i) % 2 == 0 and "," or ";") end
    if ((paid$ -= 5) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 5);
    for (let i$$3 = 1; i$$3 <= 5; i$$3++) {
      const value$27: Value = first(id(i$$3));
      const text$1 = (((typeof value$27 === "number" ? ((value$27 | 0) === value$27 ? value$27 & 1 : mod2(value$27, 2)) : mod(value$27, 2)) === 0) ? "," : ";") as string;
      s = isText(s) ? joined(textOf(s) + (textOf(i$$3) + text$1)) : concat([s, i$$3, text$1], ["local s", "local i", undefined]);
    }
    // 104: out(s)
    first(out(s));
    // 107: out(loop(1000, 0))
    first((out as LuaFunction)(...results(loop(1000, 0))));
    // 109: out(mut(3))
    const call$19 = mut(3);
    if (call$19 === null && suspended(call$19)) return capture(main$resumed(17, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, co, arg, s, undefined!, undefined!, undefined, undefined!), at + 109);
    first(call$19 === null ? (out as LuaFunction)(...results(call$19)) : out(call$19));
    // 110: -- goto back
    // 111: do
    {
      let number$13: number = 0;
      let i$$4!: number, acc!: LuaTable, v!: Value;
      goto$3: for (;;) {
        if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        if (number$13 < 1) {
          // 112: local i = 1
          i$$4 = 1;
          // 113: local acc = {}
          acc = new LuaTable();
        }
        // 115: local v = id(i)
        v = first(id(i$$4));
        // 116: acc[#acc + 1] = function() return v end
        append(acc, len(acc, "local acc"), function_116$make(v), "local acc");
        // 117: i = i + 1
        i$$4 = i$$4 + 1;
        // 118: if i <= 3 then goto again end
        if (i$$4 <= 3) {
          { number$13 = 1; continue goto$3; }
        }
        // 119: out(acc[1](), acc[2](), acc[3]())
        let call$20: Result = fn(acc.arr[0] ?? index(acc, 1, "local acc"), "field ?")();
        if (call$20 === null) { if (suspended(call$20)) return capture(main$resumed(18, t, r, tt, n, fs, k, undefined, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, co, arg, s, i$$4, acc, v, number$13), at + 119); call$20 = rt.v0; }
        let call$21: Result = fn(acc.arr[1] ?? index(acc, 2, "local acc"), "field ?")();
        if (call$21 === null) { if (suspended(call$21)) return capture(main$resumed(19, t, r, tt, n, fs, k, call$20, undefined, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, co, arg, s, i$$4, acc, v, number$13), at + 119); call$21 = rt.v0; }
        const call$22 = fn(acc.arr[2] ?? index(acc, 3, "local acc"), "field ?")();
        if (call$22 === null && suspended(call$22)) return capture(main$resumed(20, t, r, tt, n, fs, k, call$20, call$21, undefined, undefined, undefined, cs, packed, obj, p, q, w, undefined!, co, arg, s, i$$4, acc, v, number$13), at + 119);
        first(call$22 === null ? (out as LuaFunction)(call$20, call$21, ...results(call$22)) : out(call$20, call$21, call$22));
        break;
      }
    }
    // 121: for i = 1, 2 do
    if ((paid$ -= 2) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 2);
    for (let i$$5 = 1; i$$5 <= 2; i$$5++) {
      continue$4: {
        // 122: for j = 1, 2 do
        if ((paid$ -= 2) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 2);
        for (let j$$3 = 1; j$$3 <= 2; j$$3++) {
          // 123: if id(j) == 2 then goto next_i end
          if (first(id(j$$3)) === 2) {
            break continue$4;
          }
          // 124: out("ij", i, j)
          first(out("ij", i$$5, j$$3));
        }
        // 126: ::next_i::
      }
    }
    // 128: do
    {
      let number$14: number = 0;
      goto$5: for (;;) {
        if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        if (number$14 < 1) {
          // 129: goto first
          { number$14 = 2; continue goto$5; }
        }
        if (number$14 < 2) {
          // 130: ::second:: out("second") goto third
          first(out("second"));
          { number$14 = 3; continue goto$5; }
        }
        if (number$14 < 3) {
          // 131: ::first:: out("first") goto second
          first(out("first"));
          { number$14 = 1; continue goto$5; }
        }
        // 132: ::third:: out("third")
        first(out("third"));
        break;
      }
    }
    // 134: for i = 1, 3 do
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i$$6 = 1; i$$6 <= 3; i$$6++) {
      continue$6: {
        // 135: local q2
        let q2 = undefined as Value;
        // 136: if i == 2 then goto cont end
        if (i$$6 === 2) {
          break continue$6;
        }
        // 137: q2 = id(i)
        q2 = first(id(i$$6));
        // 138: out("q2", q2)
        first(out("q2", q2));
        // 139: ::cont::
      }
    }
    // 141: out(tostring(nil), tostring(true), #"abc", -id(3), not id(nil))
    const value$28 = first(fn($tostring.v, "global tostring")(undefined));
    const value$29 = first(fn($tostring.v, "global tostring")(true));
    const value$30 = len("abc", "constant abc");
    const value$31 = first(id(3));
    first(out(value$28, value$29, value$30, typeof value$31 === "number" && value$31 === value$31 ? -value$31 : unm(value$31), !truthy(first(id(undefined)))));
    // 142: out(2 ^ id(3), 10 % id(4), id("a") < id("b"), id(1) == id(1), id(1) ~= id(2), id(3) >= id(3))
    const value$32 = first(id(3));
    const value$33 = typeof value$32 === "number" ? pow2(2, value$32) : pow(2, value$32);
    const value$34 = first(id(4));
    const value$35 = typeof value$34 === "number" ? mod2(10, value$34) : mod(10, value$34);
    const value$36 = first(id("a"));
    const value$37 = first(id("b"));
    const flag$1 = typeof value$36 === "number" && typeof value$37 === "number" ? value$36 < value$37 : lt(value$36, value$37);
    const value$38 = first(id(1));
    const value$39 = first(id(1));
    const flag$2 = (typeof value$38 === "string" ? same(value$38, value$39) : value$38 === value$39 || (typeof value$38 === "object" && (value$38 as NonNullable<Value>).meta?.compares !== false && eq(value$38, value$39)));
    const value$40 = first(id(1));
    const value$41 = first(id(2));
    const flag$3 = !((typeof value$40 === "string" ? same(value$40, value$41) : value$40 === value$41 || (typeof value$40 === "object" && (value$40 as NonNullable<Value>).meta?.compares !== false && eq(value$40, value$41))));
    const value$42 = first(id(3));
    const value$43 = first(id(3));
    first(out(value$33, value$35, flag$1, flag$2, flag$3, typeof value$42 === "number" && typeof value$43 === "number" ? value$42 >= value$43 : le(value$43, value$42)));
    return none();
  });
  function* main$resumed(entry$: number, t: LuaTable, r: string, tt: LuaTable, n: number, fs: LuaTable, k: number, value$1: Value, value$2: Value, value$3: Value, value$4: Value, walker$1: TableIterator | undefined, cs: LuaTable, packed: LuaTable, obj: LuaTable, p: Value, q: Value, w: Value, fn$1: LuaFunction, co: Value, arg: LuaTable, s: Value, i$$4: number, acc: LuaTable, v: Value, number$1: number): Frame {
    let number$2!: number, number$3!: number, number$4!: number, number$5!: number, number$6!: number, call$1!: Result, call$2!: Result, call$3!: Result, call$4!: Result, i!: number, j$$2!: number, m!: Value, value$5!: Value, value$6!: Value, value$7!: Value, value$8!: Value, value$9!: Value, a!: Value, b!: Value, a$$2!: Value, b$$2!: Value, c!: Value, each$1!: TableIterator, key!: Value, value!: Value, key$$2!: Value, value$$2!: Value, i$$2!: number, y!: Box, i$$3!: number, text$1!: string, i$$5!: number, j$$3!: number, i$$6!: number, q2!: Value, flag$1!: boolean, flag$2!: boolean, value$10!: Value, flag$3!: boolean, value$11!: Value, value$12!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$1);
      call$2 = fn(index(fs, 1, "local fs"), "field ?")();
      if (call$2 === null && suspended(call$2)) { yield at + 32; call$2 = rt.resumed; }
    }
    if (entry$ === 3) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$2);
      call$3 = fn(index(fs, 2, "local fs"), "field ?")();
      if (call$3 === null && suspended(call$3)) { yield at + 32; call$3 = rt.resumed; }
    }
    if (entry$ === 4) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$4 = first(call$3);
      call$4 = fn(index(fs, 3, "local fs"), "field ?")();
      if (call$4 === null && suspended(call$4)) { yield at + 32; call$4 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$4 === null ? (out as LuaFunction)(value$1, value$2, value$3, value$4, ...results(call$4)) : out(value$1, value$2, value$3, value$4, call$4));
      i = 1;
      for (; i <= 3; i++) {
        if (--rt.fuel < 0) `${refuel}`;
        j$$2 = 1;
        for (; j$$2 <= 3; j$$2++) {
          if (--rt.fuel < 0) `${refuel}`;
          if (first(id(j$$2)) === 2) {
            break;
          }
          first(out(i, j$$2));
        }
        m = i as Value;
        for (;;) {
          if (--rt.fuel < 0) `${refuel}`;
          value$1 = first(id(1));
          m = typeof m === "number" && typeof value$1 === "number" ? m + value$1 : add(m, value$1, "local m");
          if (typeof m === "number" ? m > 4 : lt(4, m)) {
            break;
          }
        }
        first(out("m", m));
      }
      value$1 = first(id(undefined));
      value$2 = truthy(value$1) ? first(id(1)) : value$1;
      value$3 = truthy(value$2) ? value$2 : first(id(2));
      value$4 = first(id(false));
      value$5 = truthy(value$4) ? value$4 : first(id(undefined));
      value$6 = first(id(1));
      value$7 = truthy(value$6) ? first(id(2)) : value$6;
      value$8 = first(id(1));
      value$9 = truthy(value$8) ? first(id(false)) : value$8;
      first(out(value$3, value$5, value$7, truthy(value$9) ? value$9 : first(id("z"))));
      if ((truthy(first(id(1))) && (!truthy(first(id(undefined))))) || truthy(first(id(3)))) {
        first(out("yes"));
      } else {
        first(out("no"));
      }
      if (truthy(first(id(undefined)))) {
        first(out("a"));
      } else if (truthy(first(id(false)))) {
        first(out("b"));
      } else {
        if ((first(id(3)) === 3) && truthy(first(id(4)))) {
          first(out("c"));
        } else {
          first(out("d"));
        }
      }
    }
    if (entry$ <= 5) {
      if (entry$ === 0) {
        call$1 = range(3);
        value$1 = first(call$1);
        value$2 = second(call$1);
        value$3 = third(call$1);
        value$4 = value$3;
        walker$1 = iterate(value$1, value$2, value$4);
      }
      for (;;) {
        if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
        }
        if (entry$ === 0 && walker$1 !== undefined) {
          if (!walker$1.step()) break;
          value$5 = walker$1.key;
          value$6 = walker$1.value;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
          else {
            call$2 = fn(value$1)(value$2, value$4);
            if (call$2 === null && suspended(call$2)) { yield at + 49; call$2 = rt.resumed; }
          }
          value$5 = first(call$2);
          value$6 = second(call$2);
          if (value$5 === undefined) break;
          value$4 = value$5;
        }
        a = value$5;
        b = value$6;
        first((out as LuaFunction)(a, ...results(id(b))));
      }
    }
    if (entry$ <= 6) {
      if (entry$ === 0) {
        value$1 = 0;
        walker$1 = iterate(stateless, 3, value$1);
      }
      for (;;) {
        if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
        }
        if (entry$ === 0 && walker$1 !== undefined) {
          if (!walker$1.step()) break;
          value$2 = walker$1.key;
          value$3 = walker$1.value;
          value$4 = undefined;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
          else {
            call$1 = fn(stateless)(3, value$1);
            if (call$1 === null && suspended(call$1)) { yield at + 51; call$1 = rt.resumed; }
          }
          value$2 = first(call$1);
          value$3 = second(call$1);
          value$4 = third(call$1);
          if (value$2 === undefined) break;
          value$1 = value$2;
        }
        a$$2 = value$2;
        b$$2 = value$3;
        c = value$4;
        first(out(a$$2, b$$2, c));
      }
    }
    if (entry$ === 7) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      each$1 = walk($next.v, LuaTable.list([10, 20]), undefined);
      while (each$1.step()) {
        if (--rt.fuel < 0) `${refuel}`;
        key = each$1.key;
        value = each$1.value;
        first((out as LuaFunction)(key, ...results(id(value))));
      }
      each$1 = walkResult(fn($pairs.v, "global pairs")(new a$table(1)));
      while (each$1.step()) {
        if (--rt.fuel < 0) `${refuel}`;
        key$$2 = each$1.key;
        value$$2 = each$1.value;
        first((out as LuaFunction)(key$$2, ...results(id(value$$2))));
      }
      cs = new LuaTable();
      i$$2 = 1;
      for (; i$$2 <= 3; i$$2++) {
        if (--rt.fuel < 0) `${refuel}`;
        y = new Box(first(id(i$$2)));
        value$1 = function_56$make(y, i$$2);
        if (i$$2 <= cs.arr.length && cs.arr[i$$2 - 1] !== undefined) cs.arr[i$$2 - 1] = value$1; else setindex(cs, i$$2, value$1, "local cs");
      }
      call$1 = fn(index(cs, 1, "local cs"), "field ?")();
      if (call$1 === null && suspended(call$1)) { yield at + 57; call$1 = rt.resumed; }
    }
    if (entry$ === 8) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(index(cs, 1, "local cs"), "field ?")();
      if (call$2 === null && suspended(call$2)) { yield at + 57; call$2 = rt.resumed; }
    }
    if (entry$ === 9) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(index(cs, 2, "local cs"), "field ?")();
      if (call$3 === null && suspended(call$3)) { yield at + 57; call$3 = rt.resumed; }
    }
    if (entry$ === 10) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      call$4 = fn(index(cs, 3, "local cs"), "field ?")();
      if (call$4 === null && suspended(call$4)) { yield at + 57; call$4 = rt.resumed; }
    }
    if (entry$ === 11) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$4 === null ? (out as LuaFunction)(value$1, value$2, value$3, ...results(call$4)) : out(value$1, value$2, value$3, call$4));
      first((out as LuaFunction)(...results(va(1, 2, 3))));
      first(out(first(va(1, 2, 3))));
      packed = LuaTable.list([first(va(1, undefined, 3)), ...results(va(4))]);
      first(out(len(packed, "local packed"), index(packed, 1, "local packed"), index(packed, 2, "local packed")));
      obj = new v_w$table(1);
      setfield(obj, "add", obj_add, "local obj");
      call$1 = fnMethod(undefined, obj, "$add", "local obj")(obj, ...results(id(1)));
      if (call$1 === null && suspended(call$1)) { yield at + 72; call$1 = rt.resumed; }
    }
    if (entry$ === 12) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fnMethod(undefined, value$1, "$add")(value$1, ...results(id(2)));
      if (call$2 === null && suspended(call$2)) { yield at + 72; call$2 = rt.resumed; }
    }
    if (entry$ === 13) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      first(out(index(value$2, "v")));
      call$1 = id(1, 2);
      p = first(call$1);
      q = second(call$1);
      w = third(call$1);
      first(out(p, q, w));
      value$1 = q;
      q = p;
      p = value$1;
      first(out(p, q));
      value$1 = first(id(7));
      value$2 = first(id(8, 9));
      setfield(obj, "w", value$2, "local obj");
      setfield(obj, "v", value$1, "local obj");
      first(out(index(obj, "v", "local obj"), index(obj, "w", "local obj")));
      call$1 = fn($pcall.v, "global pcall")(function_81);
      if (call$1 === null && suspended(call$1)) { yield at + 81; call$1 = rt.resumed; }
    }
    if (entry$ === 14) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? (out as LuaFunction)(...results(call$1)) : out(call$1));
      call$1 = fn($pcall.v, "global pcall")(function_82);
      if (call$1 === null && suspended(call$1)) { yield at + 82; call$1 = rt.resumed; }
    }
    if (entry$ === 15) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? (out as LuaFunction)(...results(call$1)) : out(call$1));
      fn$1 = fn($select.v, "global select");
      call$1 = fn($pcall.v, "global pcall")(function_83, 4);
      if (call$1 === null && suspended(call$1)) { yield at + 83; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first((out as LuaFunction)(...results(call$1 === null ? fn$1(2, ...results(call$1)) : fn$1(2, call$1))));
      co = first(fn(index($coroutine.v, "create", "global coroutine"), "field create")(function_85));
      arg = LuaTable.list([1, 2]);
    }
    if (entry$ <= 16) {
      for (;;) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          if (!(first(fnField(($coroutine.v ?? nothing()).$status, $coroutine.v, "status", "global coroutine")(co)) !== "dead")) break;
          call$1 = fnField(($coroutine.v ?? nothing()).$resume, $coroutine.v, "resume", "global coroutine")(co, arg.arr[0] ?? index(arg, 1, "local arg"), arg.arr[1] ?? index(arg, 2, "local arg"));
          if (call$1 === null && suspended(call$1)) { yield at + 98; call$1 = rt.resumed; }
        }
        first(call$1 === null ? (out as LuaFunction)("resumed", ...results(call$1)) : out("resumed", call$1));
        arg = LuaTable.list([10, 20]);
      }
    }
    if (entry$ === 17) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      s = "" as Value;
      i$$3 = 1;
      for (; i$$3 <= 5; i$$3++) {
        if (--rt.fuel < 0) `${refuel}`;
        value$1 = first(id(i$$3));
        text$1 = (((typeof value$1 === "number" ? ((value$1 | 0) === value$1 ? value$1 & 1 : mod2(value$1, 2)) : mod(value$1, 2)) === 0) ? "," : ";") as string;
        s = isText(s) ? joined(textOf(s) + (textOf(i$$3) + text$1)) : concat([s, i$$3, text$1], ["local s", "local i", undefined]);
      }
      first(out(s));
      first((out as LuaFunction)(...results(loop(1000, 0))));
      call$1 = mut(3);
      if (call$1 === null && suspended(call$1)) { yield at + 109; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$1 === null ? (out as LuaFunction)(...results(call$1)) : out(call$1));
    }
    {
      if (entry$ === 0) {
        number$1 = 0;
      }
      goto$1: for (;;) {
        if (entry$ === 18) { entry$ = 0; call$1 = rt.resumed; }
        else if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
          if (number$1 < 1) {
            i$$4 = 1;
            acc = new LuaTable();
          }
          v = first(id(i$$4));
          append(acc, len(acc, "local acc"), function_116$make(v), "local acc");
          i$$4 = i$$4 + 1;
          if (i$$4 <= 3) {
            { number$1 = 1; continue goto$1; }
          }
          call$1 = fn(acc.arr[0] ?? index(acc, 1, "local acc"), "field ?")();
          if (call$1 === null && suspended(call$1)) { yield at + 119; call$1 = rt.resumed; }
        }
        if (entry$ === 19) { entry$ = 0; call$2 = rt.resumed; }
        else if (entry$ === 0) {
          value$1 = first(call$1);
          call$2 = fn(acc.arr[1] ?? index(acc, 2, "local acc"), "field ?")();
          if (call$2 === null && suspended(call$2)) { yield at + 119; call$2 = rt.resumed; }
        }
        if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
        else {
          value$2 = first(call$2);
          call$3 = fn(acc.arr[2] ?? index(acc, 3, "local acc"), "field ?")();
          if (call$3 === null && suspended(call$3)) { yield at + 119; call$3 = rt.resumed; }
        }
        first(call$3 === null ? (out as LuaFunction)(value$1, value$2, ...results(call$3)) : out(value$1, value$2, call$3));
        break;
      }
    }
    i$$5 = 1;
    for (; i$$5 <= 2; i$$5++) {
      if (--rt.fuel < 0) `${refuel}`;
      continue$2: {
        j$$3 = 1;
        for (; j$$3 <= 2; j$$3++) {
          if (--rt.fuel < 0) `${refuel}`;
          if (first(id(j$$3)) === 2) {
            break continue$2;
          }
          first(out("ij", i$$5, j$$3));
        }
      }
    }
    {
      number$1 = 0;
      goto$3: for (;;) {
        if (--rt.fuel < 0) `${refuel}`;
        if (number$1 < 1) {
          { number$1 = 2; continue goto$3; }
        }
        if (number$1 < 2) {
          first(out("second"));
          { number$1 = 3; continue goto$3; }
        }
        if (number$1 < 3) {
          first(out("first"));
          { number$1 = 1; continue goto$3; }
        }
        first(out("third"));
        break;
      }
    }
    i$$6 = 1;
    for (; i$$6 <= 3; i$$6++) {
      if (--rt.fuel < 0) `${refuel}`;
      continue$4: {
        q2 = undefined as Value;
        if (i$$6 === 2) {
          break continue$4;
        }
        q2 = first(id(i$$6));
        first(out("q2", q2));
      }
    }
    value$1 = first(fn($tostring.v, "global tostring")(undefined));
    value$2 = first(fn($tostring.v, "global tostring")(true));
    value$3 = len("abc", "constant abc");
    value$4 = first(id(3));
    first(out(value$1, value$2, value$3, typeof value$4 === "number" && value$4 === value$4 ? -value$4 : unm(value$4), !truthy(first(id(undefined)))));
    value$1 = first(id(3));
    value$2 = typeof value$1 === "number" ? pow2(2, value$1) : pow(2, value$1);
    value$3 = first(id(4));
    value$4 = typeof value$3 === "number" ? mod2(10, value$3) : mod(10, value$3);
    value$5 = first(id("a"));
    value$6 = first(id("b"));
    flag$1 = typeof value$5 === "number" && typeof value$6 === "number" ? value$5 < value$6 : lt(value$5, value$6);
    value$7 = first(id(1));
    value$8 = first(id(1));
    flag$2 = (typeof value$7 === "string" ? same(value$7, value$8) : value$7 === value$8 || (typeof value$7 === "object" && (value$7 as NonNullable<Value>).meta?.compares !== false && eq(value$7, value$8)));
    value$9 = first(id(1));
    value$10 = first(id(2));
    flag$3 = !((typeof value$9 === "string" ? same(value$9, value$10) : value$9 === value$10 || (typeof value$9 === "object" && (value$9 as NonNullable<Value>).meta?.compares !== false && eq(value$9, value$10))));
    value$11 = first(id(3));
    value$12 = first(id(3));
    first(out(value$2, value$4, flag$1, flag$2, flag$3, typeof value$11 === "number" && typeof value$12 === "number" ? value$11 >= value$12 : le(value$12, value$11)));
    return none();
  }
  return main;
}
