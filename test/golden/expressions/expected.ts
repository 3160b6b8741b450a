// Compiled by Moonpost 0.1.0 from expressions.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type TableIterator, type Value, Box, LuaTable, NO_ITEMS, NO_ROOM, PLAIN, addR, at, called as runtime$called, capture, concatR, defer, eqR, fields, fill, first as runtime$first, fn as runtime$fn, fnField as runtime$fnField, fnMethod as runtime$fnMethod, forNumber, indexR, intrinsics, isText, joined, lenR, ltR, mod2 as runtime$mod2, none, nothing, pay, pow2, rawset, refuel, results, rt, same, second, setfieldR, setindexR, several, subR, suspended as runtime$suspended, tableMaker, textOf as runtime$textOf, third, triple, untail, walkResult } from "moonpost/runtime";

fields("concat", "a", "b", "__index", "balance", "new", "deposit", "rep", "yield", "gmatch");
const a_b$table = tableMaker(function (this: LuaTable, a: Value, b: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$a = a;
  this.$b = b;
});
const balance$table = tableMaker(function (this: LuaTable, balance: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$balance = balance;
});
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function called(f: Value, what?: string): LuaFunction {
  const handler = f?.meta?.table?.$__call;
  return typeof handler === "function" ? handler : runtime$called(f, what);
}
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  if (typeof f === "function") return f;
  const handler = f?.meta?.table?.$__call;
  if (typeof handler !== "function") return runtime$fn(f, what);
  return function fn(...values: Value[]) { return handler(f, ...values); };
}
function fnField(f: Value, o: Value, key: string, what?: string): LuaFunction {
  if (typeof f === "function") return f;
  return typeof f?.meta?.table?.$__call === "function" ? fn(f) : runtime$fnField(f, o, key, what);
}
function fnMethod(f: Value, o: Value, field: `$${string}`, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fnMethod(f, o, field, what);
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
    readonly $b?: undefined;
    readonly $__index?: undefined;
    readonly $balance?: undefined;
    readonly $new?: undefined;
    readonly $deposit?: undefined;
    readonly $rep?: undefined;
    readonly $yield?: undefined;
    readonly $gmatch?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $select = env.cell("select");
  const $tostring = env.cell("tostring");
  const $table = env.cell("table");
  const $print = env.cell("print");
  const $gfib = env.cell("gfib");
  const $ipairs = env.cell("ipairs");
  const $pairs = env.cell("pairs");
  const $setmetatable = env.cell("setmetatable");
  const $pcall = env.cell("pcall");
  const $error = env.cell("error");
  const $coroutine = env.cell("coroutine");
  const $getmetatable = env.cell("getmetatable");
  const $string = env.cell("string");
  let buf!: LuaTable;
  let Account!: LuaTable;
  let started = false;

  function out(...varargs$: Value[]): Result {
    const $tostring$cell = $tostring;
    const $select$cell = $select;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    const number$1 = forNumber($select.v === intrinsics.select ? varargs$.length : first(fn($select.v, "global select")("#", ...varargs$)), "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (varargs$.length > 99) pay(varargs$.length >> 3);
      let call$1: Result = lenR(buf, "upvalue buf");
      if (call$1 === null) { if (suspended(call$1)) return capture(out$resumed(1, varargs$, i, number$1), at + 1); call$1 = rt.v0; }
      let value$1: Value;
      if (typeof call$1 === "number") {
        value$1 = call$1 + 1;
      } else {
        let call$2: Result = addR(call$1, 1);
        if (call$2 === null) { if (suspended(call$2)) return capture(out$resumed(2, varargs$, i, number$1), at + 64); call$2 = rt.v0; }
        value$1 = call$2;
      }
      const value$2: Value = first(fn($tostring$cell.v, "global tostring")(($select$cell.v === intrinsics.select ? varargs$[i - 1] : undefined) ?? first(fn($select$cell.v, "global select")(i, ...varargs$))));
      const call$3 = setindexR(buf, value$1, value$2, "upvalue buf");
      if (call$3 === null && suspended(call$3)) return capture(out$resumed(3, varargs$, i, number$1), at + 65);
    }
    return none();
  }
  function* out$resumed(entry$: number, varargs$: Value[], i: number, number$1: number): Frame {
    let call$1!: Result, value$1!: Value, value$2!: Value, call$2!: Result, value$3!: Value, value$4!: Value, call$3!: Result;
    for (; entry$ !== 0 || i <= number$1; i++) {
      if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
      else if (entry$ === 0) {
        if (--rt.fuel < 0) `${refuel}`;
        if (varargs$.length > 99) pay(varargs$.length >> 3);
        call$1 = lenR(buf, "upvalue buf");
        if (call$1 === null && suspended(call$1)) { yield at + 1; call$1 = rt.resumed; }
      }
      if (entry$ === 0) {
        value$1 = first(call$1);
      }
      if (entry$ <= 2) {
        if (entry$ === 0 && typeof value$1 === "number") {
          value$2 = value$1 + 1;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
          else {
            call$2 = addR(value$1, 1);
            if (call$2 === null && suspended(call$2)) { yield at + 64; call$2 = rt.resumed; }
          }
          value$3 = first(call$2);
          value$2 = value$3;
        }
      }
      if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
      else {
        value$4 = first(fn($tostring.v, "global tostring")(($select.v === intrinsics.select ? varargs$[i - 1] : undefined) ?? first(fn($select.v, "global select")(i, ...varargs$))));
        call$3 = setindexR(buf, value$2, value$4, "upvalue buf");
        if (call$3 === null && suspended(call$3)) { yield at + 65; call$3 = rt.resumed; }
      }
    }
    return none();
  }

  function flush(): Result {
    const s = first(fnField(($table.v ?? nothing()).$concat, $table.v, "concat", "global table")(buf));
    buf = new LuaTable();
    return s;
  }

  // 2: local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
  function fib(n: number): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (n < 2) {
      return n;
    }
    let call$1 = fib(n - 1);
    if (call$1 === null) { if (suspended(call$1)) return capture(fib$resumed(1, n, undefined), at + 2); call$1 = rt.v0; }
    let call$2 = fib(n - 2);
    if (call$2 === null) { if (suspended(call$2)) return capture(fib$resumed(2, n, call$1), at + 2); call$2 = rt.v0; }
    let value$1: Value;
    if (typeof call$1 === "number" && typeof call$2 === "number") {
      value$1 = call$1 + call$2;
    } else {
      let call$3 = addR(call$1, call$2);
      if (call$3 === null) { if (suspended(call$3)) return capture(fib$resumed(3, n, undefined), at + 66); call$3 = rt.v0; }
      value$1 = call$3;
    }
    return value$1;
  }
  function* fib$resumed(entry$: number, n: number, value$1: Value): Frame {
    let call$1!: Result, call$2!: Result, value$2!: Value, value$3!: Value, call$3!: Result, value$4!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fib(n - 2);
      if (call$2 === null && suspended(call$2)) { yield at + 2; call$2 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$2 = first(call$2);
    }
    if (entry$ === 0 && typeof value$1 === "number" && typeof value$2 === "number") {
      value$3 = value$1 + value$2;
    } else {
      if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
      else {
        call$3 = addR(value$1, value$2);
        if (call$3 === null && suspended(call$3)) { yield at + 66; call$3 = rt.resumed; }
      }
      value$4 = first(call$3);
      value$3 = value$4;
    }
    return value$3;
  }

  // 4: function gfib(n) if n < 2 then return n end return gfib(n-1) + gfib(n-2) end
  function gfib(n: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    let value$1: Value;
    if (typeof n === "number") {
      value$1 = n < 2;
    } else {
      let call$1 = ltR(n, 2);
      if (call$1 === null) { if (suspended(call$1)) return capture(gfib$resumed(1, n, undefined, undefined, undefined), at + 4); call$1 = rt.v0; }
      value$1 = call$1;
    }
    if (value$1 === true) {
      return n;
    }
    const value$2 = $gfib.v;
    let value$3: Value;
    if (typeof n === "number") {
      value$3 = n - 1;
    } else {
      let call$2 = subR(n, 1, "local n");
      if (call$2 === null) { if (suspended(call$2)) return capture(gfib$resumed(2, n, value$2, undefined, undefined), at + 67); call$2 = rt.v0; }
      value$3 = call$2;
    }
    let call$3 = typeof value$2 === "function" ? value$2(value$3) : called(value$2, "global gfib")(value$2, value$3);
    if (call$3 === null) { if (suspended(call$3)) return capture(gfib$resumed(3, n, undefined, undefined, undefined), at + 68); call$3 = rt.v0; }
    const value$4 = $gfib.v;
    let value$5: Value;
    if (typeof n === "number") {
      value$5 = n - 2;
    } else {
      let call$4 = subR(n, 2, "local n");
      if (call$4 === null) { if (suspended(call$4)) return capture(gfib$resumed(4, n, undefined, call$3, value$4), at + 67); call$4 = rt.v0; }
      value$5 = call$4;
    }
    let call$5 = typeof value$4 === "function" ? value$4(value$5) : called(value$4, "global gfib")(value$4, value$5);
    if (call$5 === null) { if (suspended(call$5)) return capture(gfib$resumed(5, n, undefined, call$3, undefined), at + 68); call$5 = rt.v0; }
    let value$6: Value;
    if (typeof call$3 === "number" && typeof call$5 === "number") {
      value$6 = call$3 + call$5;
    } else {
      let call$6 = addR(call$3, call$5);
      if (call$6 === null) { if (suspended(call$6)) return capture(gfib$resumed(6, n, undefined, undefined, undefined), at + 69); call$6 = rt.v0; }
      value$6 = call$6;
    }
    return value$6;
  }
  function* gfib$resumed(entry$: number, n: Value, value$1: Value, value$4: Value, value$5: Value): Frame {
    let call$1!: Result, value$2!: Value, value$3!: Value, call$2!: Result, value$6!: Value, call$3!: Result, value$7!: Value, call$4!: Result, value$8!: Value, value$9!: Value, call$5!: Result, value$10!: Value;
    if (entry$ <= 1) {
      if (entry$ === 0 && typeof n === "number") {
        value$1 = n < 2;
      } else {
        entry$ = 0; call$1 = rt.resumed;
        value$2 = first(call$1);
        value$1 = value$2;
      }
      if (value$1 === true) {
        return n;
      }
    }
    if (entry$ === 0) {
      value$1 = $gfib.v;
    }
    if (entry$ <= 2) {
      if (entry$ === 0 && typeof n === "number") {
        value$2 = n - 1;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = subR(n, 1, "local n");
          if (call$1 === null && suspended(call$1)) { yield at + 67; call$1 = rt.resumed; }
        }
        value$3 = first(call$1);
        value$2 = value$3;
      }
    }
    if (entry$ === 3) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      call$2 = fn(value$1, "global gfib")(value$2);
      if (call$2 === null && suspended(call$2)) { yield at + 68; call$2 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$4 = first(call$2);
      value$5 = $gfib.v;
    }
    if (entry$ <= 4) {
      if (entry$ === 0 && typeof n === "number") {
        value$6 = n - 2;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
        else {
          call$3 = subR(n, 2, "local n");
          if (call$3 === null && suspended(call$3)) { yield at + 67; call$3 = rt.resumed; }
        }
        value$7 = first(call$3);
        value$6 = value$7;
      }
    }
    if (entry$ === 5) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      call$4 = fn(value$5, "global gfib")(value$6);
      if (call$4 === null && suspended(call$4)) { yield at + 68; call$4 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$8 = first(call$4);
    }
    if (entry$ === 0 && typeof value$4 === "number" && typeof value$8 === "number") {
      value$9 = value$4 + value$8;
    } else {
      if (entry$ !== 0) { entry$ = 0; call$5 = rt.resumed; }
      else {
        call$5 = addR(value$4, value$8);
        if (call$5 === null && suspended(call$5)) { yield at + 69; call$5 = rt.resumed; }
      }
      value$10 = first(call$5);
      value$9 = value$10;
    }
    return value$9;
  }

  function function_14$make(c: Box) {
    return function function_14(): Result {
      c.v = ((c.v as number) + 1) as Value;
      return (c.v as number);
    };
  }

  // 14: local function counter() local c = 0 return function() c = c + 1 return c end end
  function counter(): Result {
    const c = new Box(0);
    return function_14$make(c);
  }

  // 18: function Account.new(b) return setmetatable({balance = b}, Account) end
  function Account_new(b: Value): Result {
    const table$1 = new balance$table(b);
    if ($setmetatable.v === intrinsics.setmetatable && Account?.record?.special === false) {
      table$1.meta = Account.record;
      return table$1;
    }
    return fn($setmetatable.v, "global setmetatable")(table$1, Account);
  }

  // 19: function Account:deposit(x) self.balance = self.balance + x return self end
  function Account_deposit(self: Value, x: Value): Result {
    let call$1 = indexR(self, "balance", "local self");
    if (call$1 === null) { if (suspended(call$1)) return capture(Account_deposit$resumed(1, self, x), at + 19); call$1 = rt.v0; }
    let value$1: Value;
    if (typeof call$1 === "number" && typeof x === "number") {
      value$1 = call$1 + x;
    } else {
      let call$2 = addR(call$1, x, "field balance", "local x");
      if (call$2 === null) { if (suspended(call$2)) return capture(Account_deposit$resumed(2, self, x), at + 72); call$2 = rt.v0; }
      value$1 = call$2;
    }
    const call$3 = setfieldR(self, "balance", value$1, "local self");
    if (call$3 === null && suspended(call$3)) return capture(Account_deposit$resumed(3, self, x), at + 73);
    return self;
  }
  function* Account_deposit$resumed(entry$: number, self: Value, x: Value): Frame {
    let call$1!: Result, value$1!: Value, value$2!: Value, call$2!: Result, value$3!: Value, call$3!: Result;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
    }
    if (entry$ <= 2) {
      if (entry$ === 0 && typeof value$1 === "number" && typeof x === "number") {
        value$2 = value$1 + x;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
        else {
          call$2 = addR(value$1, x, "field balance", "local x");
          if (call$2 === null && suspended(call$2)) { yield at + 72; call$2 = rt.resumed; }
        }
        value$3 = first(call$2);
        value$2 = value$3;
      }
    }
    if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
    else {
      call$3 = setfieldR(self, "balance", value$2, "local self");
      if (call$3 === null && suspended(call$3)) { yield at + 73; call$3 = rt.resumed; }
    }
    return self;
  }

  // 23: local function va(...) local a, b = ... return select("#", ...), a, b, ... end
  function va(...varargs$: Value[]): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    const a = varargs$[0];
    const b = varargs$[1];
    return several([$select.v === intrinsics.select ? varargs$.length : first(fn($select.v, "global select")("#", ...varargs$)), a, b, ...varargs$]);
  }

  function function_26(): Result {
    const x = undefined as Value;
    let call$1 = indexR(x, "y", "local x");
    if (call$1 === null) { if (suspended(call$1)) return capture(function_26$resumed(1, x), at + 26); call$1 = rt.v0; }
    return call$1;
  }
  function* function_26$resumed(entry$: number, x: Value): Frame {
    let call$1!: Result, value$1!: Value;
    entry$ = 0; call$1 = rt.resumed;
    value$1 = first(call$1);
    return value$1;
  }

  function function_27(): Result {
    fn($error.v, "global error")("boom");
    return none();
  }

  function function_29(): Result {
    return triple(1, 2, 3);
  }

  // 38: local function tail(n) if n == 0 then return "done" end return tail(n - 1) end
  function tail(n: number): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (n === 0) {
      return "done";
    }
    const number$1 = n - 1;
    return ++rt.tails < 200 ? untail(tail(number$1)) : defer(tail as LuaFunction, number$1);
  }

  function function_51(a: Value): Result {
    const $coroutine$cell = $coroutine;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i = 1; i <= 3; i++) {
      const value$1: Value = ($coroutine$cell.v ?? nothing()).$yield;
      let value$2: Value;
      if (value$1 !== undefined) {
        value$2 = value$1;
      } else {
        let call$1: Result = indexR($coroutine$cell.v, "yield", "global coroutine");
        if (call$1 === null) { if (suspended(call$1)) return capture(function_51$resumed(1, a, i, undefined!), at + 80); call$1 = rt.v0; }
        value$2 = call$1;
      }
      const fn$1 = fn(value$2, "field yield");
      let value$3: Value;
      if (typeof a === "number") {
        value$3 = a + i;
      } else {
        let call$2: Result = addR(a, i, "local a", "local i");
        if (call$2 === null) { if (suspended(call$2)) return capture(function_51$resumed(2, a, i, fn$1), at + 81); call$2 = rt.v0; }
        value$3 = call$2;
      }
      let call$3: Result = fn$1(value$3);
      if (call$3 === null) { if (suspended(call$3)) return capture(function_51$resumed(3, a, i, undefined!), at + 82); call$3 = rt.v0; }
      a = call$3;
    }
    return "end";
  }
  function* function_51$resumed(entry$: number, a: Value, i: number, fn$1: LuaFunction): Frame {
    let value$1!: Value, value$2!: Value, call$1!: Result, value$3!: Value, value$4!: Value, call$2!: Result, value$5!: Value, call$3!: Result, value$6!: Value;
    for (; entry$ !== 0 || i <= 3; i++) {
      if (entry$ === 0) {
        if (--rt.fuel < 0) `${refuel}`;
        value$1 = ($coroutine.v ?? nothing()).$yield;
      }
      if (entry$ <= 1) {
        if (entry$ === 0 && value$1 !== undefined) {
          value$2 = value$1;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
          else {
            call$1 = indexR($coroutine.v, "yield", "global coroutine");
            if (call$1 === null && suspended(call$1)) { yield at + 80; call$1 = rt.resumed; }
          }
          value$3 = first(call$1);
          value$2 = value$3;
        }
      }
      if (entry$ === 0) {
        fn$1 = fn(value$2, "field yield");
      }
      if (entry$ <= 2) {
        if (entry$ === 0 && typeof a === "number") {
          value$4 = a + i;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
          else {
            call$2 = addR(a, i, "local a", "local i");
            if (call$2 === null && suspended(call$2)) { yield at + 81; call$2 = rt.resumed; }
          }
          value$5 = first(call$2);
          value$4 = value$5;
        }
      }
      if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
      else {
        if (fn$1 === rt.thread!.yields) { rt.yielded = value$4; call$3 = yield ~(at + 82); }
        else {
          call$3 = fn$1(value$4);
          if (call$3 === null && suspended(call$3)) { yield at + 82; call$3 = rt.resumed; }
        }
      }
      value$6 = first(call$3);
      a = value$6;
    }
    return "end";
  }

  function function_56(a: Value, b: Value): Result {
    return "add";
  }

  function function_56$$2(t: Value, k: Value): Result {
    let value$1: Value;
    if (isText(k)) {
      value$1 = joined(textOf(k) + "!");
    } else {
      let call$1 = concatR([k, "!"], ["local k", undefined]);
      if (call$1 === null) { if (suspended(call$1)) return capture(function_56$$2$resumed(1, t, k), at + 56); call$1 = rt.v0; }
      value$1 = call$1;
    }
    return value$1;
  }
  function* function_56$$2$resumed(entry$: number, t: Value, k: Value): Frame {
    let value$1!: Value, call$1!: Result, value$2!: Value;
    if (entry$ === 0 && isText(k)) {
      value$1 = joined(textOf(k) + "!");
    } else {
      entry$ = 0; call$1 = rt.resumed;
      value$2 = first(call$1);
      value$1 = value$2;
    }
    return value$1;
  }

  function function_56$$3(self: Value, x: Value): Result {
    let value$1: Value;
    if (isText(x)) {
      value$1 = joined("called " + textOf(x));
    } else {
      let call$1 = concatR(["called ", x], [undefined, "local x"]);
      if (call$1 === null) { if (suspended(call$1)) return capture(function_56$$3$resumed(1, self, x), at + 84); call$1 = rt.v0; }
      value$1 = call$1;
    }
    return value$1;
  }
  function* function_56$$3$resumed(entry$: number, self: Value, x: Value): Frame {
    let value$1!: Value, call$1!: Result, value$2!: Value;
    if (entry$ === 0 && isText(x)) {
      value$1 = joined("called " + textOf(x));
    } else {
      entry$ = 0; call$1 = rt.resumed;
      value$2 = first(call$1);
      value$1 = value$2;
    }
    return value$1;
  }

  function function_56$$4(): Result {
    return true;
  }

  function function_56$$5(): Result {
    return true;
  }

  function function_56$$6(): Result {
    return 42;
  }

  function function_56$$7(a: Value, b: Value): Result {
    return "cat";
  }

  function function_59$make(i$$6: Box) {
    return function function_59(): Result {
      i$$6.v = ((i$$6.v as number) + 1) as Value;
      return (i$$6.v as number);
    };
  }

  const main = (function main(...varargs$: Value[]): Result {
    const $print$cell = $print;
    let paid$ = 0, ahead$ = 3;
    if (started) return chunk(env)(...varargs$);
    started = true;
    if ((rt.fuel = (rt.fuel - 43) | 0) < 0) `${refuel}`;
    // 1: local buf = {} local function out(...) for i = 1, select("#", ...) do buf[#buf+1] = tostring((select(i, ...))) end end local function flush() local s = table.concat(buf) buf = {} return s end
    buf = new LuaTable();
    // 3: print("fib", fib(20))
    const fn$1 = fn($print.v, "global print");
    const call$1 = fib(20);
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1, fn$1, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 3);
    first(call$1 === null ? fn$1("fib", ...results(call$1)) : fn$1("fib", call$1));
    $gfib.v = gfib as Value;
    // 5: print("gfib", gfib(15))
    const fn$2 = fn($print.v, "global print");
    const call$2 = fn($gfib.v, "global gfib")(15);
    if (call$2 === null && suspended(call$2)) return capture(main$resumed(2, fn$2, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 5);
    first(call$2 === null ? fn$2("gfib", ...results(call$2)) : fn$2("gfib", call$2));
    // 6: local t = {}
    const t = new LuaTable();
    // 7: for i = 1, 10 do t[i] = i * i end
    if ((paid$ -= 10) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 10);
    for (let i = 1; i <= 10; i++) {
      const call$3 = setindexR(t, i, i * i, "local t");
      if (call$3 === null && suspended(call$3)) return capture(main$resumed(3, undefined!, t, i, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 7);
    }
    // 8: print(#t, t[3], t[10])
    const fn$3 = fn($print.v, "global print");
    let call$4 = lenR(t, "local t");
    if (call$4 === null) { if (suspended(call$4)) return capture(main$resumed(4, fn$3, t, undefined!, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 8); call$4 = rt.v0; }
    let call$5 = indexR(t, 3, "local t");
    if (call$5 === null) { if (suspended(call$5)) return capture(main$resumed(5, fn$3, t, undefined!, call$4, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 70); call$5 = rt.v0; }
    let call$6 = indexR(t, 10, "local t");
    if (call$6 === null) { if (suspended(call$6)) return capture(main$resumed(6, fn$3, t, undefined!, call$4, call$5, undefined, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 70); call$6 = rt.v0; }
    first(fn$3(call$4, call$5, call$6));
    // 9: local s = 0
    let s = 0 as Value;
    // 10: for i, v in ipairs(t) do s = s + v end
    const each$1 = walkResult(fn($ipairs.v, "global ipairs")(t));
    for (;;) {
      const items$1 = each$1.list.arr, at$2 = each$1.at;
      let key$3: Value, item$4: Value;
      if (at$2 < items$1.length && (item$4 = items$1[at$2]) !== undefined) key$3 = each$1.at = at$2 + 1;
      else if (each$1.stepOn()) { key$3 = each$1.key; item$4 = each$1.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const i$$2 = key$3;
      const v = item$4;
      let value$1: Value;
      if (typeof s === "number" && typeof v === "number") {
        value$1 = s + v;
      } else {
        let call$7: Result = addR(s, v, "local s", "local v");
        if (call$7 === null) { if (suspended(call$7)) return capture(main$resumed(7, undefined!, t, undefined!, undefined, undefined, s, i$$2, v, each$1, undefined!, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 10); call$7 = rt.v0; }
        value$1 = call$7;
      }
      s = value$1;
    }
    // 11: print("sum", s)
    first(fn($print.v, "global print")("sum", s));
    // 12: local names = {a = 1, b = 2}
    const names = new a_b$table(1, 2);
    // 13: for k, v in pairs(names) do print(k, v) end
    const each$2 = walkResult(fn($pairs.v, "global pairs")(names));
    for (;;) {
      const items$5 = each$2.list.arr, at$6 = each$2.at;
      let key$7: Value, item$8: Value;
      if (at$6 < items$5.length && (item$8 = items$5[at$6]) !== undefined) key$7 = each$2.at = at$6 + 1;
      else if (each$2.stepOn()) { key$7 = each$2.key; item$8 = each$2.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const k = key$7;
      const v$$2 = item$8;
      first(fn($print$cell.v, "global print")(k, v$$2));
    }
    // 15: local c1, c2 = counter(), counter()
    let call$8 = counter();
    if (call$8 === null) { if (suspended(call$8)) return capture(main$resumed(8, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 15); call$8 = rt.v0; }
    let call$9 = counter();
    if (call$9 === null) { if (suspended(call$9)) return capture(main$resumed(9, undefined!, t, undefined!, call$8, undefined, s, undefined, undefined, undefined!, names, undefined, undefined, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 15); call$9 = rt.v0; }
    const c1 = call$8;
    const c2 = call$9;
    // 16: print(c1(), c1(), c2())
    const fn$4 = fn($print.v, "global print");
    let call$10 = fn(c1, "local c1")();
    if (call$10 === null) { if (suspended(call$10)) return capture(main$resumed(10, fn$4, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 16); call$10 = rt.v0; }
    let call$11 = fn(c1, "local c1")();
    if (call$11 === null) { if (suspended(call$11)) return capture(main$resumed(11, fn$4, t, undefined!, call$10, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 16); call$11 = rt.v0; }
    const call$12 = fn(c2, "local c2")();
    if (call$12 === null && suspended(call$12)) return capture(main$resumed(12, fn$4, t, undefined!, call$10, call$11, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 71);
    first(call$12 === null ? fn$4(call$10, call$11, ...results(call$12)) : fn$4(call$10, call$11, call$12));
    // 17: local Account = {} Account.__index = Account
    Account = new LuaTable();
    const call$13 = setfieldR(Account, "__index", Account, "local Account");
    if (call$13 === null && suspended(call$13)) return capture(main$resumed(13, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 17);
    const call$14 = setfieldR(Account, "new", Account_new, "local Account");
    if (call$14 === null && suspended(call$14)) return capture(main$resumed(14, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 18);
    const call$15 = setfieldR(Account, "deposit", Account_deposit, "local Account");
    if (call$15 === null && suspended(call$15)) return capture(main$resumed(15, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 74);
    // 20: local acc = Account.new(10)
    let call$16 = indexR(Account, "new", "local Account");
    if (call$16 === null) { if (suspended(call$16)) return capture(main$resumed(16, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 20); call$16 = rt.v0; }
    let call$17 = fn(call$16, "field new")(10);
    if (call$17 === null) { if (suspended(call$17)) return capture(main$resumed(17, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, undefined, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 75); call$17 = rt.v0; }
    const acc = call$17;
    // 21: print(acc:deposit(5):deposit(7).balance)
    const fn$5 = fn($print.v, "global print");
    let call$18 = indexR(acc, "deposit", "local acc");
    if (call$18 === null) { if (suspended(call$18)) return capture(main$resumed(18, fn$5, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 21); call$18 = rt.v0; }
    const fn$6 = fn(call$18, "method deposit");
    let call$19 = fn$6(acc, 5);
    if (call$19 === null) { if (suspended(call$19)) return capture(main$resumed(19, fn$5, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 76); call$19 = rt.v0; }
    let call$20 = indexR(call$19, "deposit");
    if (call$20 === null) { if (suspended(call$20)) return capture(main$resumed(20, fn$5, t, undefined!, undefined, call$19, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 21); call$20 = rt.v0; }
    const fn$7 = fn(call$20, "method deposit");
    let call$21 = fn$7(call$19, 7);
    if (call$21 === null) { if (suspended(call$21)) return capture(main$resumed(21, fn$5, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 76); call$21 = rt.v0; }
    let call$22 = indexR(call$21, "balance");
    if (call$22 === null) { if (suspended(call$22)) return capture(main$resumed(22, fn$5, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 21); call$22 = rt.v0; }
    first(fn$5(call$22));
    // 22: print(select("#", 1, nil, 3), (select(2, "a", "b", "c")))
    first(fn($print.v, "global print")(first(fn($select.v, "global select")("#", 1, undefined, 3)), first(fn($select.v, "global select")(2, "a", "b", "c"))));
    // 24: print(va(1, nil, 3))
    const fn$8 = fn($print.v, "global print");
    const call$23 = va(1, undefined, 3);
    if (call$23 === null && suspended(call$23)) return capture(main$resumed(23, fn$8, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 24);
    first(call$23 === null ? fn$8(...results(call$23)) : fn$8(call$23));
    // 25: print((va(1, 2)))
    const fn$9 = fn($print.v, "global print");
    let call$24 = va(1, 2);
    if (call$24 === null) { if (suspended(call$24)) return capture(main$resumed(24, fn$9, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 25); call$24 = rt.v0; }
    first(fn$9(call$24));
    // 26: print(pcall(function() local x = nil; return x.y end))
    const fn$10 = fn($print.v, "global print");
    const call$25 = fn($pcall.v, "global pcall")(function_26);
    if (call$25 === null && suspended(call$25)) return capture(main$resumed(25, fn$10, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 77);
    first(call$25 === null ? fn$10(...results(call$25)) : fn$10(call$25));
    // 27: print(pcall(function() error("boom") end))
    const fn$11 = fn($print.v, "global print");
    const call$26 = fn($pcall.v, "global pcall")(function_27);
    if (call$26 === null && suspended(call$26)) return capture(main$resumed(26, fn$11, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 27);
    first(call$26 === null ? fn$11(...results(call$26)) : fn$11(call$26));
    // 28: print(pcall(error, {1}))
    const fn$12 = fn($print.v, "global print");
    const call$27 = fn($pcall.v, "global pcall")($error.v, LuaTable.list([1]));
    if (call$27 === null && suspended(call$27)) return capture(main$resumed(27, fn$12, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 28);
    first(call$27 === null ? fn$12(...results(call$27)) : fn$12(call$27));
    // 29: local a, b, c = (function() return 1, 2, 3 end)()
    const call$28 = fn(function_29)();
    if (call$28 === null && suspended(call$28)) return capture(main$resumed(28, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, undefined, undefined, undefined, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 29);
    let a = first(call$28);
    let b = second(call$28);
    const c = third(call$28);
    // 30: print(a, b, c)
    first(fn($print.v, "global print")(a, b, c));
    // 31: a, b = b, a
    const value$2 = b;
    b = a;
    a = value$2;
    // 32: print(a, b)
    first(fn($print.v, "global print")(a, b));
    // 33: local i = 1
    let i$$3 = 1;
    // 34: local arr = {10, 20, 30}
    const arr = LuaTable.list([10, 20, 30]);
    // 35: i, arr[i] = i + 1, 99
    const number$1 = i$$3 + 1;
    const call$29 = setindexR(arr, i$$3, 99, "local arr");
    if (call$29 === null && suspended(call$29)) return capture(main$resumed(29, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, number$1, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 35);
    i$$3 = number$1;
    // 36: print(i, arr[1], arr[2])
    const fn$13 = fn($print.v, "global print");
    let call$30 = indexR(arr, 1, "local arr");
    if (call$30 === null) { if (suspended(call$30)) return capture(main$resumed(30, fn$13, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 36); call$30 = rt.v0; }
    let call$31 = indexR(arr, 2, "local arr");
    if (call$31 === null) { if (suspended(call$31)) return capture(main$resumed(31, fn$13, t, undefined!, call$30, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 36); call$31 = rt.v0; }
    first(fn$13(i$$3, call$30, call$31));
    // 37: print(("x"):rep(3), #"abc", "a" .. 1 .. 2.5)
    const fn$14 = fn($print.v, "global print");
    const value$3 = first(fnMethod(undefined, "x", "$rep")("x", 3));
    let call$32 = lenR("abc", "constant abc");
    if (call$32 === null) { if (suspended(call$32)) return capture(main$resumed(32, fn$14, t, undefined!, value$3, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 37); call$32 = rt.v0; }
    first(fn$14(value$3, call$32, joined("a" + textOf(1) + textOf(2.5))));
    // 39: print(tail(100000))
    const fn$15 = fn($print.v, "global print");
    const call$33 = tail(100000);
    if (call$33 === null && suspended(call$33)) return capture(main$resumed(33, fn$15, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 39);
    first(call$33 === null ? fn$15(...results(call$33)) : fn$15(call$33));
    // 40: for i = 10, 1, -3 do out(i, " ") end print(flush())
    if ((paid$ -= 4) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 4);
    for (let i$$4 = 10; i$$4 >= 1; i$$4 += -3) {
      const call$34 = out(i$$4, " ");
      if (call$34 === null && suspended(call$34)) return capture(main$resumed(34, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, i$$4, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 40);
    }
    const fn$16 = fn($print.v, "global print");
    const call$35 = flush();
    if (call$35 === null && suspended(call$35)) return capture(main$resumed(35, fn$16, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 78);
    first(call$35 === null ? fn$16(...results(call$35)) : fn$16(call$35));
    // 41: for x = 0.1, 0.5, 0.1 do out(x, " ") end print(flush())
    for (let x = 0.1 - 0.1 + 0.1; x <= 0.5; x += 0.1) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const call$36 = out(x, " ");
      if (call$36 === null && suspended(call$36)) return capture(main$resumed(36, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, x, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 41);
    }
    const fn$17 = fn($print.v, "global print");
    const call$37 = flush();
    if (call$37 === null && suspended(call$37)) return capture(main$resumed(37, fn$17, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, undefined!, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 79);
    first(call$37 === null ? fn$17(...results(call$37)) : fn$17(call$37));
    // 42: local n = 0
    let n = 0;
    // 43: repeat local z = n n = n + 1 until z >= 3
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const z = n;
      n = n + 1;
      if (z >= 3) break;
    }
    // 44: print(n)
    first(fn($print.v, "global print")(n));
    // 45: while true do n = n + 1 if n > 10 then break end end
    for (;;) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      n = n + 1;
      if (n > 10) {
        break;
      }
    }
    // 46: print(n)
    first(fn($print.v, "global print")(n));
    // 47: for i = 1, 3 do for j = 1, 3 do if j == 2 then goto cont end out(i, ":", j, " ") ::cont:: end end print()
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i$$5 = 1; i$$5 <= 3; i$$5++) {
      if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
      for (let j = 1; j <= 3; j++) {
        continue$1: {
          if (j === 2) {
            break continue$1;
          }
          const call$38 = out(i$$5, ":", j, " ");
          if (call$38 === null && suspended(call$38)) return capture(main$resumed(38, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, i$$5, j, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 47);
        }
      }
    }
    first(fn($print.v, "global print")());
    // 48: do local k = 0 ::top:: k = k + 1 if k < 5 then goto top end print("k", k) end
    {
      let number$2: number = 0;
      let k$$2!: number;
      goto$2: for (;;) {
        if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        if (number$2 < 1) {
          k$$2 = 0;
        }
        k$$2 = k$$2 + 1;
        if (k$$2 < 5) {
          { number$2 = 1; continue goto$2; }
        }
        first(fn($print$cell.v, "global print")("k", k$$2));
        break;
      }
    }
    // 49: print(1 < 2, "a" < "b", 1 == 1.0, "1" == 1, not nil, 5 % 3, -5 % 3, 5 % -3, 2^10, 7 / 2)
    const fn$18 = fn($print.v, "global print");
    const flag$1 = 1 < 2;
    const flag$2 = "a" < "b";
    const flag$3 = (1 as Value) === 1.0;
    const flag$4 = ("1" as Value) === 1;
    const flag$5 = !false;
    const number$3 = mod2(5, 3);
    const number$4 = mod2((-5), 3);
    const number$5 = mod2(5, (-3));
    const number$6 = pow2(2, 10);
    first(fn$18(flag$1, flag$2, flag$3, flag$4, flag$5, number$3, number$4, number$5, number$6, 7 / 2));
    // 50: print(nil == false, 1 and 2, nil or "x", false and 1, nil and 1 or 2)
    const fn$19 = fn($print.v, "global print");
    first(fn$19((undefined as Value) === false, 2, "x", false && 1, false ? 1 : 2));
    // 51: local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a + i) end return "end" end)
    let call$39 = indexR($coroutine.v, "wrap", "global coroutine");
    if (call$39 === null) { if (suspended(call$39)) return capture(main$resumed(39, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 51); call$39 = rt.v0; }
    const co = first(fn(call$39, "field wrap")(function_51));
    // 52: print(co(10), co(20), co(30), co(40))
    const fn$20 = fn($print.v, "global print");
    let call$40 = fn(co, "local co")(10);
    if (call$40 === null) { if (suspended(call$40)) return capture(main$resumed(40, fn$20, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 52); call$40 = rt.v0; }
    let call$41 = fn(co, "local co")(20);
    if (call$41 === null) { if (suspended(call$41)) return capture(main$resumed(41, fn$20, t, undefined!, call$40, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 52); call$41 = rt.v0; }
    let call$42 = fn(co, "local co")(30);
    if (call$42 === null) { if (suspended(call$42)) return capture(main$resumed(42, fn$20, t, undefined!, call$40, call$41, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 52); call$42 = rt.v0; }
    const call$43 = fn(co, "local co")(40);
    if (call$43 === null && suspended(call$43)) return capture(main$resumed(43, fn$20, t, undefined!, call$40, call$41, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$42, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 52);
    first(call$43 === null ? fn$20(call$40, call$41, call$42, ...results(call$43)) : fn$20(call$40, call$41, call$42, call$43));
    // 53: local t2 = {1, 2, 3, n = 3, [10] = "ten", va(5)}
    const table$1 = LuaTable.sized(3, 2);
    rawset(table$1, "n", 3);
    rawset(table$1, 10, "ten");
    const call$44 = va(5);
    if (call$44 === null && suspended(call$44)) return capture(main$resumed(44, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, table$1, undefined!, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 53);
    fill(table$1, [1, 2, 3, ...results(call$44)], 1);
    const t2 = table$1;
    // 54: print(#t2, t2[4], t2[5], t2.n, t2[10])
    const fn$21 = fn($print.v, "global print");
    let call$45 = lenR(t2, "local t2");
    if (call$45 === null) { if (suspended(call$45)) return capture(main$resumed(45, fn$21, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 54); call$45 = rt.v0; }
    let call$46 = indexR(t2, 4, "local t2");
    if (call$46 === null) { if (suspended(call$46)) return capture(main$resumed(46, fn$21, t, undefined!, call$45, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 83); call$46 = rt.v0; }
    let call$47 = indexR(t2, 5, "local t2");
    if (call$47 === null) { if (suspended(call$47)) return capture(main$resumed(47, fn$21, t, undefined!, call$45, call$46, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 83); call$47 = rt.v0; }
    let call$48 = indexR(t2, "n", "local t2");
    if (call$48 === null) { if (suspended(call$48)) return capture(main$resumed(48, fn$21, t, undefined!, call$45, call$46, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$47, undefined!, t2, undefined, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 83); call$48 = rt.v0; }
    let call$49 = indexR(t2, 10, "local t2");
    if (call$49 === null) { if (suspended(call$49)) return capture(main$resumed(49, fn$21, t, undefined!, call$45, call$46, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$47, undefined!, t2, call$48, undefined, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 83); call$49 = rt.v0; }
    first(fn$21(call$45, call$46, call$47, call$48, call$49));
    // 55: print(tostring(1e15), 1e100, 0x10, 1/0, -1/0, 2^53)
    const fn$22 = fn($print.v, "global print");
    const value$4 = first(fn($tostring.v, "global tostring")(1e15));
    const number$7 = 1 / 0;
    const number$8 = (-1) / 0;
    first(fn$22(value$4, 1e100, 16, number$7, number$8, pow2(2, 53)));
    // 56: local mt = setmetatable({}, {__add = function(a, b) return "add" end, __index = function(t, k) return k .. "!" end, __call = function(self, x) return "called " .. x end, __eq = function() return true end, __lt = function() return true end, __len = function() return 42 end, __concat = function(a, b) return "cat" end})
    const fn$23 = fn($setmetatable.v, "global setmetatable");
    const table$2 = new LuaTable();
    const table$3 = new LuaTable();
    rawset(table$3, "__add", function_56);
    rawset(table$3, "__index", function_56$$2);
    rawset(table$3, "__call", function_56$$3);
    rawset(table$3, "__eq", function_56$$4);
    rawset(table$3, "__lt", function_56$$5);
    rawset(table$3, "__len", function_56$$6);
    rawset(table$3, "__concat", function_56$$7);
    const mt = first(fn$23(table$2, table$3));
    // 57: print(mt + 1, mt.foo, mt("z"), mt == setmetatable({}, getmetatable(mt)), mt < mt, #mt, mt .. "x", "x" .. mt)
    const fn$24 = fn($print.v, "global print");
    let value$5: Value;
    if (typeof mt === "number") {
      value$5 = mt + 1;
    } else {
      let call$50 = addR(mt, 1, "local mt");
      if (call$50 === null) { if (suspended(call$50)) return capture(main$resumed(50, fn$24, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 57); call$50 = rt.v0; }
      value$5 = call$50;
    }
    let call$51 = indexR(mt, "foo", "local mt");
    if (call$51 === null) { if (suspended(call$51)) return capture(main$resumed(51, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 85); call$51 = rt.v0; }
    let call$52 = fn(mt, "local mt")("z");
    if (call$52 === null) { if (suspended(call$52)) return capture(main$resumed(52, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 86); call$52 = rt.v0; }
    const value$6 = first(fn($setmetatable.v, "global setmetatable")(new LuaTable(), ...results(fn($getmetatable.v, "global getmetatable")(mt))));
    let value$7: Value;
    if (typeof mt !== "object") {
      value$7 = (typeof mt === "string" ? same(mt, value$6) : mt === value$6);
    } else {
      let call$53 = eqR(mt, value$6);
      if (call$53 === null) { if (suspended(call$53)) return capture(main$resumed(53, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, call$52, mt, undefined!, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 87); call$53 = rt.v0; }
      value$7 = call$53;
    }
    const flag$6 = value$7 === true;
    let value$8: Value;
    if (typeof mt === "number" && typeof mt === "number") {
      value$8 = mt < mt;
    } else {
      let call$54 = ltR(mt, mt);
      if (call$54 === null) { if (suspended(call$54)) return capture(main$resumed(54, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, call$52, mt, flag$6, undefined!, undefined, undefined, undefined!, undefined!, undefined), at + 88); call$54 = rt.v0; }
      value$8 = call$54;
    }
    const flag$7 = value$8 === true;
    let call$55 = lenR(mt, "local mt");
    if (call$55 === null) { if (suspended(call$55)) return capture(main$resumed(55, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, call$52, mt, flag$6, flag$7, undefined, undefined, undefined!, undefined!, undefined), at + 89); call$55 = rt.v0; }
    let value$9: Value;
    if (isText(mt)) {
      value$9 = joined(textOf(mt) + "x");
    } else {
      let call$56 = concatR([mt, "x"], ["local mt", undefined]);
      if (call$56 === null) { if (suspended(call$56)) return capture(main$resumed(56, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, call$52, mt, flag$6, flag$7, call$55, undefined, undefined!, undefined!, undefined), at + 90); call$56 = rt.v0; }
      value$9 = call$56;
    }
    let value$10: Value;
    if (isText(mt)) {
      value$10 = joined("x" + textOf(mt));
    } else {
      let call$57 = concatR(["x", mt], [undefined, "local mt"]);
      if (call$57 === null) { if (suspended(call$57)) return capture(main$resumed(57, fn$24, t, undefined!, value$5, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, call$51, undefined!, t2, call$52, mt, flag$6, flag$7, call$55, value$9, undefined!, undefined!, undefined), at + 90); call$57 = rt.v0; }
      value$10 = call$57;
    }
    first(fn$24(value$5, call$51, call$52, flag$6, flag$7, call$55, value$9, value$10));
    // 58: local fns = {}
    const fns = new LuaTable();
    // 59: for i = 1, 3 do fns[i] = function() i = i + 1 return i end end
    let number$9: number = 1;
    for (; number$9 <= 3; number$9++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const i$$6 = new Box(number$9);
      const call$58 = setindexR(fns, (i$$6.v as number), function_59$make(i$$6), "local fns");
      if (call$58 === null && suspended(call$58)) return capture(main$resumed(58, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, number$9, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, i$$6, undefined), at + 59);
    }
    // 60: print(fns[1](), fns[1](), fns[2]())
    const fn$25 = fn($print.v, "global print");
    let call$59 = indexR(fns, 1, "local fns");
    if (call$59 === null) { if (suspended(call$59)) return capture(main$resumed(59, fn$25, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 60); call$59 = rt.v0; }
    let call$60 = fn(call$59, "field ?")();
    if (call$60 === null) { if (suspended(call$60)) return capture(main$resumed(60, fn$25, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 91); call$60 = rt.v0; }
    let call$61 = indexR(fns, 1, "local fns");
    if (call$61 === null) { if (suspended(call$61)) return capture(main$resumed(61, fn$25, t, undefined!, undefined, call$60, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 60); call$61 = rt.v0; }
    let call$62 = fn(call$61, "field ?")();
    if (call$62 === null) { if (suspended(call$62)) return capture(main$resumed(62, fn$25, t, undefined!, undefined, call$60, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 91); call$62 = rt.v0; }
    let call$63 = indexR(fns, 2, "local fns");
    if (call$63 === null) { if (suspended(call$63)) return capture(main$resumed(63, fn$25, t, undefined!, undefined, call$60, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, call$62, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 60); call$63 = rt.v0; }
    const call$64 = fn(call$63, "field ?")();
    if (call$64 === null && suspended(call$64)) return capture(main$resumed(64, fn$25, t, undefined!, undefined, call$60, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, call$62, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 91);
    first(call$64 === null ? fn$25(call$60, call$62, ...results(call$64)) : fn$25(call$60, call$62, call$64));
    // 61: for k in string.gmatch("one two", "%a+") do out(k, ".") end print(flush())
    const each$3 = walkResult(fnField(($string.v ?? nothing()).$gmatch, $string.v, "gmatch", "global string")("one two", "%a+"));
    for (;;) {
      const items$9 = each$3.list.arr, at$10 = each$3.at;
      let key$11: Value, item$12: Value;
      if (at$10 < items$9.length && (item$12 = items$9[at$10]) !== undefined) key$11 = each$3.at = at$10 + 1;
      else if (each$3.stepOn()) { key$11 = each$3.key; item$12 = each$3.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const k$$3 = key$11;
      const call$65 = out(k$$3, ".");
      if (call$65 === null && suspended(call$65)) return capture(main$resumed(65, undefined!, t, undefined!, undefined, undefined, s, undefined, undefined, each$3, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, k$$3), at + 61);
    }
    const fn$26 = fn($print.v, "global print");
    const call$66 = flush();
    if (call$66 === null && suspended(call$66)) return capture(main$resumed(66, fn$26, t, undefined!, undefined, undefined, s, undefined, undefined, undefined!, names, c1, c2, acc, a, b, c, i$$3, arr, undefined!, undefined!, undefined!, n, undefined!, undefined!, co, undefined, undefined!, t2, undefined, mt, undefined!, undefined!, undefined, undefined, fns, undefined!, undefined), at + 92);
    first(call$66 === null ? fn$26(...results(call$66)) : fn$26(call$66));
    // 62: error("final")
    fn($error.v, "global error")("final");
    return none();
  });
  function* main$resumed(entry$: number, fn$1: LuaFunction, t: LuaTable, i: number, value$1: Value, value$2: Value, s: Value, i$$2: Value, v: Value, each$1: TableIterator, names: LuaTable, c1: Value, c2: Value, acc: Value, a: Value, b: Value, c: Value, i$$3: number, arr: LuaTable, number$1: number, i$$4: number, x: number, n: number, i$$5: number, j: number, co: Value, value$3: Value, table$1: LuaTable, t2: LuaTable, value$4: Value, mt: Value, flag$1: boolean, flag$2: boolean, value$10: Value, value$11: Value, fns: LuaTable, i$$6: Box, k$$3: Value): Frame {
    let call$1!: Result, call$2!: Result, call$3!: Result, k!: Value, v$$2!: Value, fn$2!: LuaFunction, fn$3!: LuaFunction, call$4!: Result, call$5!: Result, value$5!: Value, z!: number, k$$2!: number, flag$3!: boolean, flag$4!: boolean, flag$5!: boolean, number$2!: number, number$3!: number, number$4!: number, table$2!: LuaTable, value$6!: Value, value$7!: Value, value$8!: Value, value$9!: Value, call$6!: Result, call$7!: Result, value$12!: Value, value$13!: Value, call$8!: Result, value$14!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1("fib", ...results(call$1)) : fn$1("fib", call$1));
      $gfib.v = gfib as Value;
      fn$1 = fn($print.v, "global print");
      call$1 = fn($gfib.v, "global gfib")(15);
      if (call$1 === null && suspended(call$1)) { yield at + 5; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$1 === null ? fn$1("gfib", ...results(call$1)) : fn$1("gfib", call$1));
      t = new LuaTable();
    }
    if (entry$ <= 3) {
      if (entry$ === 0) {
        i = 1;
      }
      for (; entry$ !== 0 || i <= 10; i++) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          call$1 = setindexR(t, i, i * i, "local t");
          if (call$1 === null && suspended(call$1)) { yield at + 7; call$1 = rt.resumed; }
        }
      }
    }
    if (entry$ === 4) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn($print.v, "global print");
      call$1 = lenR(t, "local t");
      if (call$1 === null && suspended(call$1)) { yield at + 8; call$1 = rt.resumed; }
    }
    if (entry$ === 5) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = indexR(t, 3, "local t");
      if (call$2 === null && suspended(call$2)) { yield at + 70; call$2 = rt.resumed; }
    }
    if (entry$ === 6) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = indexR(t, 10, "local t");
      if (call$3 === null && suspended(call$3)) { yield at + 70; call$3 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$3 = first(call$3);
      first(fn$1(value$1, value$2, value$3));
      s = 0 as Value;
    }
    if (entry$ <= 7) {
      if (entry$ === 0) {
        each$1 = walkResult(fn($ipairs.v, "global ipairs")(t));
      }
      while (entry$ !== 0 || each$1.step()) {
        if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
          i$$2 = each$1.key;
          v = each$1.value;
        }
        if (entry$ === 0 && typeof s === "number" && typeof v === "number") {
          value$1 = s + v;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
          else {
            call$1 = addR(s, v, "local s", "local v");
            if (call$1 === null && suspended(call$1)) { yield at + 10; call$1 = rt.resumed; }
          }
          value$2 = first(call$1);
          value$1 = value$2;
        }
        s = value$1;
      }
    }
    if (entry$ === 8) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(fn($print.v, "global print")("sum", s));
      names = new a_b$table(1, 2);
      each$1 = walkResult(fn($pairs.v, "global pairs")(names));
      while (each$1.step()) {
        if (--rt.fuel < 0) `${refuel}`;
        k = each$1.key;
        v$$2 = each$1.value;
        first(fn($print.v, "global print")(k, v$$2));
      }
      call$1 = counter();
      if (call$1 === null && suspended(call$1)) { yield at + 15; call$1 = rt.resumed; }
    }
    if (entry$ === 9) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = counter();
      if (call$2 === null && suspended(call$2)) { yield at + 15; call$2 = rt.resumed; }
    }
    if (entry$ === 10) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      c1 = value$1;
      c2 = value$2;
      fn$1 = fn($print.v, "global print");
      call$1 = fn(c1, "local c1")();
      if (call$1 === null && suspended(call$1)) { yield at + 16; call$1 = rt.resumed; }
    }
    if (entry$ === 11) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(c1, "local c1")();
      if (call$2 === null && suspended(call$2)) { yield at + 16; call$2 = rt.resumed; }
    }
    if (entry$ === 12) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(c2, "local c2")();
      if (call$3 === null && suspended(call$3)) { yield at + 71; call$3 = rt.resumed; }
    }
    if (entry$ === 13) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$3 === null ? fn$1(value$1, value$2, ...results(call$3)) : fn$1(value$1, value$2, call$3));
      Account = new LuaTable();
      call$1 = setfieldR(Account, "__index", Account, "local Account");
      if (call$1 === null && suspended(call$1)) { yield at + 17; call$1 = rt.resumed; }
    }
    if (entry$ === 14) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = setfieldR(Account, "new", Account_new, "local Account");
      if (call$1 === null && suspended(call$1)) { yield at + 18; call$1 = rt.resumed; }
    }
    if (entry$ === 15) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = setfieldR(Account, "deposit", Account_deposit, "local Account");
      if (call$1 === null && suspended(call$1)) { yield at + 74; call$1 = rt.resumed; }
    }
    if (entry$ === 16) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = indexR(Account, "new", "local Account");
      if (call$1 === null && suspended(call$1)) { yield at + 20; call$1 = rt.resumed; }
    }
    if (entry$ === 17) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(value$1, "field new")(10);
      if (call$2 === null && suspended(call$2)) { yield at + 75; call$2 = rt.resumed; }
    }
    if (entry$ === 18) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      acc = value$2;
      fn$1 = fn($print.v, "global print");
      call$1 = indexR(acc, "deposit", "local acc");
      if (call$1 === null && suspended(call$1)) { yield at + 21; call$1 = rt.resumed; }
    }
    if (entry$ === 19) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      fn$2 = fn(value$1, "method deposit");
      call$2 = fn$2(acc, 5);
      if (call$2 === null && suspended(call$2)) { yield at + 76; call$2 = rt.resumed; }
    }
    if (entry$ === 20) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = indexR(value$2, "deposit");
      if (call$3 === null && suspended(call$3)) { yield at + 21; call$3 = rt.resumed; }
    }
    if (entry$ === 21) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      fn$3 = fn(value$3, "method deposit");
      call$4 = fn$3(value$2, 7);
      if (call$4 === null && suspended(call$4)) { yield at + 76; call$4 = rt.resumed; }
    }
    if (entry$ === 22) { entry$ = 0; call$5 = rt.resumed; }
    else if (entry$ === 0) {
      value$4 = first(call$4);
      call$5 = indexR(value$4, "balance");
      if (call$5 === null && suspended(call$5)) { yield at + 21; call$5 = rt.resumed; }
    }
    if (entry$ === 23) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$5 = first(call$5);
      first(fn$1(value$5));
      first(fn($print.v, "global print")(first(fn($select.v, "global select")("#", 1, undefined, 3)), first(fn($select.v, "global select")(2, "a", "b", "c"))));
      fn$1 = fn($print.v, "global print");
      call$1 = va(1, undefined, 3);
      if (call$1 === null && suspended(call$1)) { yield at + 24; call$1 = rt.resumed; }
    }
    if (entry$ === 24) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = va(1, 2);
      if (call$1 === null && suspended(call$1)) { yield at + 25; call$1 = rt.resumed; }
    }
    if (entry$ === 25) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      first(fn$1(value$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_26);
      if (call$1 === null && suspended(call$1)) { yield at + 77; call$1 = rt.resumed; }
    }
    if (entry$ === 26) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_27);
      if (call$1 === null && suspended(call$1)) { yield at + 27; call$1 = rt.resumed; }
    }
    if (entry$ === 27) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")($error.v, LuaTable.list([1]));
      if (call$1 === null && suspended(call$1)) { yield at + 28; call$1 = rt.resumed; }
    }
    if (entry$ === 28) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      call$1 = fn(function_29)();
      if (call$1 === null && suspended(call$1)) { yield at + 29; call$1 = rt.resumed; }
    }
    if (entry$ === 29) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      a = first(call$1);
      b = second(call$1);
      c = third(call$1);
      first(fn($print.v, "global print")(a, b, c));
      value$1 = b;
      b = a;
      a = value$1;
      first(fn($print.v, "global print")(a, b));
      i$$3 = 1;
      arr = LuaTable.list([10, 20, 30]);
      number$1 = i$$3 + 1;
      call$1 = setindexR(arr, i$$3, 99, "local arr");
      if (call$1 === null && suspended(call$1)) { yield at + 35; call$1 = rt.resumed; }
    }
    if (entry$ === 30) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      i$$3 = number$1;
      fn$1 = fn($print.v, "global print");
      call$1 = indexR(arr, 1, "local arr");
      if (call$1 === null && suspended(call$1)) { yield at + 36; call$1 = rt.resumed; }
    }
    if (entry$ === 31) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = indexR(arr, 2, "local arr");
      if (call$2 === null && suspended(call$2)) { yield at + 36; call$2 = rt.resumed; }
    }
    if (entry$ === 32) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      first(fn$1(i$$3, value$1, value$2));
      fn$1 = fn($print.v, "global print");
      value$1 = first(fnMethod(undefined, "x", "$rep")("x", 3));
      call$1 = lenR("abc", "constant abc");
      if (call$1 === null && suspended(call$1)) { yield at + 37; call$1 = rt.resumed; }
    }
    if (entry$ === 33) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$1);
      first(fn$1(value$1, value$2, joined("a" + textOf(1) + textOf(2.5))));
      fn$1 = fn($print.v, "global print");
      call$1 = tail(100000);
      if (call$1 === null && suspended(call$1)) { yield at + 39; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    }
    if (entry$ <= 34) {
      if (entry$ === 0) {
        i$$4 = 10;
      }
      for (; entry$ !== 0 || i$$4 >= 1; i$$4 += -3) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          call$1 = out(i$$4, " ");
          if (call$1 === null && suspended(call$1)) { yield at + 40; call$1 = rt.resumed; }
        }
      }
    }
    if (entry$ === 35) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn($print.v, "global print");
      call$1 = flush();
      if (call$1 === null && suspended(call$1)) { yield at + 78; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    }
    if (entry$ <= 36) {
      if (entry$ === 0) {
        x = 0.1 - 0.1 + 0.1;
      }
      for (; entry$ !== 0 || x <= 0.5; x += 0.1) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          call$1 = out(x, " ");
          if (call$1 === null && suspended(call$1)) { yield at + 41; call$1 = rt.resumed; }
        }
      }
    }
    if (entry$ === 37) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn($print.v, "global print");
      call$1 = flush();
      if (call$1 === null && suspended(call$1)) { yield at + 79; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
      n = 0;
      for (;;) {
        if (--rt.fuel < 0) `${refuel}`;
        z = n;
        n = n + 1;
        if (z >= 3) break;
      }
      first(fn($print.v, "global print")(n));
      for (;;) {
        if (--rt.fuel < 0) `${refuel}`;
        n = n + 1;
        if (n > 10) {
          break;
        }
      }
      first(fn($print.v, "global print")(n));
    }
    if (entry$ <= 38) {
      if (entry$ === 0) {
        i$$5 = 1;
      }
      for (; entry$ !== 0 || i$$5 <= 3; i$$5++) {
        if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
        }
        if (entry$ === 0) {
          j = 1;
        }
        for (; entry$ !== 0 || j <= 3; j++) {
          if (entry$ === 0) {
            if (--rt.fuel < 0) `${refuel}`;
          }
          continue$1: {
            if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
            else {
              if (j === 2) {
                break continue$1;
              }
              call$1 = out(i$$5, ":", j, " ");
              if (call$1 === null && suspended(call$1)) { yield at + 47; call$1 = rt.resumed; }
            }
          }
        }
      }
    }
    if (entry$ === 39) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(fn($print.v, "global print")());
      {
        number$1 = 0;
        goto$2: for (;;) {
          if (--rt.fuel < 0) `${refuel}`;
          if (number$1 < 1) {
            k$$2 = 0;
          }
          k$$2 = k$$2 + 1;
          if (k$$2 < 5) {
            { number$1 = 1; continue goto$2; }
          }
          first(fn($print.v, "global print")("k", k$$2));
          break;
        }
      }
      fn$1 = fn($print.v, "global print");
      flag$1 = 1 < 2;
      flag$2 = "a" < "b";
      flag$3 = (1 as Value) === 1.0;
      flag$4 = ("1" as Value) === 1;
      flag$5 = !false;
      number$1 = mod2(5, 3);
      number$2 = mod2((-5), 3);
      number$3 = mod2(5, (-3));
      number$4 = pow2(2, 10);
      first(fn$1(flag$1, flag$2, flag$3, flag$4, flag$5, number$1, number$2, number$3, number$4, 7 / 2));
      fn$1 = fn($print.v, "global print");
      first(fn$1((undefined as Value) === false, 2, "x", false && 1, false ? 1 : 2));
      call$1 = indexR($coroutine.v, "wrap", "global coroutine");
      if (call$1 === null && suspended(call$1)) { yield at + 51; call$1 = rt.resumed; }
    }
    if (entry$ === 40) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      co = first(fn(value$1, "field wrap")(function_51));
      fn$1 = fn($print.v, "global print");
      call$1 = fn(co, "local co")(10);
      if (call$1 === null && suspended(call$1)) { yield at + 52; call$1 = rt.resumed; }
    }
    if (entry$ === 41) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(co, "local co")(20);
      if (call$2 === null && suspended(call$2)) { yield at + 52; call$2 = rt.resumed; }
    }
    if (entry$ === 42) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(co, "local co")(30);
      if (call$3 === null && suspended(call$3)) { yield at + 52; call$3 = rt.resumed; }
    }
    if (entry$ === 43) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      call$4 = fn(co, "local co")(40);
      if (call$4 === null && suspended(call$4)) { yield at + 52; call$4 = rt.resumed; }
    }
    if (entry$ === 44) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      first(call$4 === null ? fn$1(value$1, value$2, value$3, ...results(call$4)) : fn$1(value$1, value$2, value$3, call$4));
      table$1 = LuaTable.sized(3, 2);
      rawset(table$1, "n", 3);
      rawset(table$1, 10, "ten");
      call$1 = va(5);
      if (call$1 === null && suspended(call$1)) { yield at + 53; call$1 = rt.resumed; }
    }
    if (entry$ === 45) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fill(table$1, [1, 2, 3, ...results(call$1)], 1);
      t2 = table$1;
      fn$1 = fn($print.v, "global print");
      call$1 = lenR(t2, "local t2");
      if (call$1 === null && suspended(call$1)) { yield at + 54; call$1 = rt.resumed; }
    }
    if (entry$ === 46) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = indexR(t2, 4, "local t2");
      if (call$2 === null && suspended(call$2)) { yield at + 83; call$2 = rt.resumed; }
    }
    if (entry$ === 47) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = indexR(t2, 5, "local t2");
      if (call$3 === null && suspended(call$3)) { yield at + 83; call$3 = rt.resumed; }
    }
    if (entry$ === 48) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      call$4 = indexR(t2, "n", "local t2");
      if (call$4 === null && suspended(call$4)) { yield at + 83; call$4 = rt.resumed; }
    }
    if (entry$ === 49) { entry$ = 0; call$5 = rt.resumed; }
    else if (entry$ === 0) {
      value$4 = first(call$4);
      call$5 = indexR(t2, 10, "local t2");
      if (call$5 === null && suspended(call$5)) { yield at + 83; call$5 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$5 = first(call$5);
      first(fn$1(value$1, value$2, value$3, value$4, value$5));
      fn$1 = fn($print.v, "global print");
      value$1 = first(fn($tostring.v, "global tostring")(1e15));
      number$1 = 1 / 0;
      number$2 = (-1) / 0;
      first(fn$1(value$1, 1e100, 16, number$1, number$2, pow2(2, 53)));
      fn$1 = fn($setmetatable.v, "global setmetatable");
      table$1 = new LuaTable();
      table$2 = new LuaTable();
      rawset(table$2, "__add", function_56);
      rawset(table$2, "__index", function_56$$2);
      rawset(table$2, "__call", function_56$$3);
      rawset(table$2, "__eq", function_56$$4);
      rawset(table$2, "__lt", function_56$$5);
      rawset(table$2, "__len", function_56$$6);
      rawset(table$2, "__concat", function_56$$7);
      mt = first(fn$1(table$1, table$2));
      fn$1 = fn($print.v, "global print");
    }
    if (entry$ <= 50) {
      if (entry$ === 0 && typeof mt === "number") {
        value$1 = mt + 1;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = addR(mt, 1, "local mt");
          if (call$1 === null && suspended(call$1)) { yield at + 57; call$1 = rt.resumed; }
        }
        value$2 = first(call$1);
        value$1 = value$2;
      }
    }
    if (entry$ === 51) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      call$2 = indexR(mt, "foo", "local mt");
      if (call$2 === null && suspended(call$2)) { yield at + 85; call$2 = rt.resumed; }
    }
    if (entry$ === 52) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$2);
      call$3 = fn(mt, "local mt")("z");
      if (call$3 === null && suspended(call$3)) { yield at + 86; call$3 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$4 = first(call$3);
      value$5 = first(fn($setmetatable.v, "global setmetatable")(new LuaTable(), ...results(fn($getmetatable.v, "global getmetatable")(mt))));
    }
    if (entry$ <= 53) {
      if (entry$ === 0 && typeof mt !== "object") {
        value$6 = (typeof mt === "string" ? same(mt, value$5) : mt === value$5);
      } else {
        if (entry$ !== 0) { entry$ = 0; call$4 = rt.resumed; }
        else {
          call$4 = eqR(mt, value$5);
          if (call$4 === null && suspended(call$4)) { yield at + 87; call$4 = rt.resumed; }
        }
        value$7 = first(call$4);
        value$6 = value$7;
      }
    }
    if (entry$ === 0) {
      flag$1 = value$6 === true;
    }
    if (entry$ <= 54) {
      if (entry$ === 0 && typeof mt === "number" && typeof mt === "number") {
        value$8 = mt < mt;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$5 = rt.resumed; }
        else {
          call$5 = ltR(mt, mt);
          if (call$5 === null && suspended(call$5)) { yield at + 88; call$5 = rt.resumed; }
        }
        value$9 = first(call$5);
        value$8 = value$9;
      }
    }
    if (entry$ === 55) { entry$ = 0; call$6 = rt.resumed; }
    else if (entry$ === 0) {
      flag$2 = value$8 === true;
      call$6 = lenR(mt, "local mt");
      if (call$6 === null && suspended(call$6)) { yield at + 89; call$6 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$10 = first(call$6);
    }
    if (entry$ <= 56) {
      if (entry$ === 0 && isText(mt)) {
        value$11 = joined(textOf(mt) + "x");
      } else {
        if (entry$ !== 0) { entry$ = 0; call$7 = rt.resumed; }
        else {
          call$7 = concatR([mt, "x"], ["local mt", undefined]);
          if (call$7 === null && suspended(call$7)) { yield at + 90; call$7 = rt.resumed; }
        }
        value$12 = first(call$7);
        value$11 = value$12;
      }
    }
    if (entry$ <= 57) {
      if (entry$ === 0 && isText(mt)) {
        value$13 = joined("x" + textOf(mt));
      } else {
        if (entry$ !== 0) { entry$ = 0; call$8 = rt.resumed; }
        else {
          call$8 = concatR(["x", mt], [undefined, "local mt"]);
          if (call$8 === null && suspended(call$8)) { yield at + 90; call$8 = rt.resumed; }
        }
        value$14 = first(call$8);
        value$13 = value$14;
      }
    }
    if (entry$ === 0) {
      first(fn$1(value$1, value$3, value$4, flag$1, flag$2, value$10, value$11, value$13));
      fns = new LuaTable();
    }
    if (entry$ <= 58) {
      if (entry$ === 0) {
        number$1 = 1;
      }
      for (; entry$ !== 0 || number$1 <= 3; number$1++) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          i$$6 = new Box(number$1);
          call$1 = setindexR(fns, (i$$6.v as number), function_59$make(i$$6), "local fns");
          if (call$1 === null && suspended(call$1)) { yield at + 59; call$1 = rt.resumed; }
        }
      }
    }
    if (entry$ === 59) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn($print.v, "global print");
      call$1 = indexR(fns, 1, "local fns");
      if (call$1 === null && suspended(call$1)) { yield at + 60; call$1 = rt.resumed; }
    }
    if (entry$ === 60) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(value$1, "field ?")();
      if (call$2 === null && suspended(call$2)) { yield at + 91; call$2 = rt.resumed; }
    }
    if (entry$ === 61) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = indexR(fns, 1, "local fns");
      if (call$3 === null && suspended(call$3)) { yield at + 60; call$3 = rt.resumed; }
    }
    if (entry$ === 62) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      call$4 = fn(value$3, "field ?")();
      if (call$4 === null && suspended(call$4)) { yield at + 91; call$4 = rt.resumed; }
    }
    if (entry$ === 63) { entry$ = 0; call$5 = rt.resumed; }
    else if (entry$ === 0) {
      value$4 = first(call$4);
      call$5 = indexR(fns, 2, "local fns");
      if (call$5 === null && suspended(call$5)) { yield at + 60; call$5 = rt.resumed; }
    }
    if (entry$ === 64) { entry$ = 0; call$6 = rt.resumed; }
    else if (entry$ === 0) {
      value$5 = first(call$5);
      call$6 = fn(value$5, "field ?")();
      if (call$6 === null && suspended(call$6)) { yield at + 91; call$6 = rt.resumed; }
    }
    if (entry$ === 0) {
      first(call$6 === null ? fn$1(value$2, value$4, ...results(call$6)) : fn$1(value$2, value$4, call$6));
    }
    if (entry$ <= 65) {
      if (entry$ === 0) {
        each$1 = walkResult(fnField(($string.v ?? nothing()).$gmatch, $string.v, "gmatch", "global string")("one two", "%a+"));
      }
      while (entry$ !== 0 || each$1.step()) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          if (--rt.fuel < 0) `${refuel}`;
          k$$3 = each$1.key;
          call$1 = out(k$$3, ".");
          if (call$1 === null && suspended(call$1)) { yield at + 61; call$1 = rt.resumed; }
        }
      }
    }
    if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
    else {
      fn$1 = fn($print.v, "global print");
      call$1 = flush();
      if (call$1 === null && suspended(call$1)) { yield at + 92; call$1 = rt.resumed; }
    }
    first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    fn($error.v, "global error")("final");
    return none();
  }
  return main;
}
