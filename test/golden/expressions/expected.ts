// Compiled by Moonpost 0.1.0 from expressions.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type TableIterator, type Value, Box, LuaTable, add, ahead, at, capture, concat, defer, eq, fields, fill, first, fn, fnField, fnMethod, forNumber, index, joined, le, len, lt, mod2, none, nothing, pay, pow2, rawset, refuel, results, rt, second, setfield, setindex, several, sub, suspended, third, triple, truthy, untail, walkResult } from "moonpost/runtime";

fields("concat", "a", "b", "__index", "balance", "new", "deposit", "y", "rep", "yield", "gmatch");
function a_b$table(a: Value, b: Value): LuaTable {
  const $ = new LuaTable();
  $.$a = a;
  $.$b = b;
  return $;
}
function balance$table(balance: Value): LuaTable {
  const $ = new LuaTable();
  $.$balance = balance;
  return $;
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
    readonly $y?: undefined;
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
  let buf: Value;
  let Account: Value;
  let started = false;

  function out(...varargs$: Value[]): Result {
    const number$1 = forNumber(first(fn($select.v, "global select")("#", ...varargs$)), "limit");
    let paid$1 = 0;
    for (let i = 1; i <= number$1; i++) {
      if (--paid$1 < 0) paid$1 = pay(7);
      const value$1 = buf;
      const value$2 = len(buf, "upvalue buf");
      const value$3 = typeof value$2 === "number" ? value$2 + 1 : add(value$2, 1);
      const value$4 = first(fn($tostring.v, "global tostring")(first(fn($select.v, "global select")(i, ...varargs$))));
      if (typeof value$3 === "number" && value$1?.arr?.[value$3 - 1] !== undefined && value$4 !== undefined) value$1.arr[value$3 - 1] = value$4; else setindex(value$1, value$3, value$4, "upvalue buf");
    }
    return none();
  }

  function flush(): Value {
    const s = first(fnField($table.v?.$concat, $table.v, "concat", "global table")(buf));
    buf = new LuaTable() as Value;
    return s;
  }

  function fib(n: Value): Value {
    if (--rt.fuel < 0) refuel();
    if (typeof n === "number" ? n < 2 : lt(n, 2)) {
      return n;
    }
    const value$1 = fib(typeof n === "number" ? n - 1 : sub(n, 1, "local n"));
    const value$2 = fib(typeof n === "number" ? n - 2 : sub(n, 2, "local n"));
    return typeof value$1 === "number" && typeof value$2 === "number" ? value$1 + value$2 : add(value$1, value$2);
  }

  function gfib(n: Value): Result {
    if (--rt.fuel < 0) refuel();
    if (typeof n === "number" ? n < 2 : lt(n, 2)) {
      return n;
    }
    let call$1 = fn($gfib.v, "global gfib")(typeof n === "number" ? n - 1 : sub(n, 1, "local n"));
    if (call$1 === null) { if (suspended(call$1)) return capture(gfib$resumed(1, n, undefined), at + 4); call$1 = rt.v0; }
    let call$2 = fn($gfib.v, "global gfib")(typeof n === "number" ? n - 2 : sub(n, 2, "local n"));
    if (call$2 === null) { if (suspended(call$2)) return capture(gfib$resumed(2, n, call$1), at + 4); call$2 = rt.v0; }
    return typeof call$1 === "number" && typeof call$2 === "number" ? call$1 + call$2 : add(call$1, call$2);
  }
  function* gfib$resumed(entry$: number, n: Value, value$1: Value): Frame {
    let call$1!: Result, call$2!: Result, value$2!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn($gfib.v, "global gfib")(typeof n === "number" ? n - 2 : sub(n, 2, "local n"));
      if (call$2 === null && suspended(call$2)) { yield at + 4; call$2 = rt.resumed; }
    } else { entry$ = 0; call$2 = rt.resumed; }
    value$2 = first(call$2);
    return typeof value$1 === "number" && typeof value$2 === "number" ? value$1 + value$2 : add(value$1, value$2);
  }

  function counter(): Value {
    const c = new Box(0);
    return function function_14(): Value {
      c.v = typeof c.v === "number" ? c.v + 1 : add(c.v, 1, "upvalue c");
      return c.v;
    };
  }

  function Account_new(b: Value): Result {
    return fn($setmetatable.v, "global setmetatable")(balance$table(b), Account);
  }

  function Account_deposit(self: Value, x: Value): Value {
    const value$1 = (self ?? nothing).$balance ?? index(self, "balance", "local self");
    const value$2 = typeof value$1 === "number" && typeof x === "number" ? value$1 + x : add(value$1, x, "field balance", "local x");
    if (self?.meta !== undefined && (self.$balance !== undefined || self.meta.open)) self.$balance = value$2; else setfield(self, "balance", value$2, "local self");
    return self;
  }

  function va(...varargs$: Value[]): Result {
    const a = varargs$[0];
    const b = varargs$[1];
    return several([first(fn($select.v, "global select")("#", ...varargs$)), a, b, ...varargs$]);
  }

  function function_26(): Value {
    const x = undefined as Value;
    return (x ?? nothing).$y ?? index(x, "y", "local x");
  }

  function function_27(): Result {
    fn($error.v, "global error")("boom");
    return none();
  }

  function function_29(): Result {
    return triple(1, 2, 3);
  }

  function tail(n: Value): Result {
    if (--rt.fuel < 0) refuel();
    if (n === 0) {
      return "done";
    }
    const value$1 = typeof n === "number" ? n - 1 : sub(n, 1, "local n");
    return ++rt.tails < 200 ? untail(tail(value$1)) : defer(tail, value$1);
  }

  function function_51(a: Value): Result {
    if (--rt.fuel < 0) refuel();
    let paid$1 = 0;
    for (let i = 1; i <= 3; i++) {
      if (--paid$1 < 0) paid$1 = pay(7);
      let call$1 = fnField($coroutine.v?.$yield, $coroutine.v, "yield", "global coroutine")(typeof a === "number" ? a + i : add(a, i, "local a", "local i"));
      if (call$1 === null) { if (suspended(call$1)) return capture(function_51$resumed(1, a, i), at + 51); call$1 = rt.v0; }
      a = call$1;
    }
    return "end";
  }
  function* function_51$resumed(entry$: number, a: Value, i: number): Frame {
    let call$1!: Result, value$1!: Value;
    for (; entry$ !== 0 || i <= 3; i++) {
      if (entry$ === 0) {
        if (--rt.fuel < 0) refuel();
        call$1 = fnField($coroutine.v?.$yield, $coroutine.v, "yield", "global coroutine")(typeof a === "number" ? a + i : add(a, i, "local a", "local i"));
        if (call$1 === null && suspended(call$1)) { yield at + 51; call$1 = rt.resumed; }
      } else { entry$ = 0; call$1 = rt.resumed; }
      value$1 = first(call$1);
      a = value$1;
    }
    return "end";
  }

  function function_56(a: Value, b: Value): Value {
    return "add";
  }

  function function_56$$2(t: Value, k: Value): Value {
    return typeof k === "string" ? joined(k + "!") : concat([k, "!"], ["local k", undefined]);
  }

  function function_56$$3(self: Value, x: Value): Value {
    return typeof x === "string" ? joined("called " + x) : concat(["called ", x], [undefined, "local x"]);
  }

  function function_56$$4(): Value {
    return true;
  }

  function function_56$$5(): Value {
    return true;
  }

  function function_56$$6(): Value {
    return 42;
  }

  function function_56$$7(a: Value, b: Value): Value {
    return "cat";
  }

  function function_59$make(i$$6: Box) {
    return function function_59(): Value {
      i$$6.v = typeof i$$6.v === "number" ? i$$6.v + 1 : add(i$$6.v, 1, "upvalue i");
      return i$$6.v;
    };
  }

  function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    if (--rt.fuel < 0) refuel();
    // 1: local buf = {} local function out(...) for i = 1, select("#", ...) do buf[#buf+1] = tostring((select(i, ...))) end end local function flush() local s = table.concat(buf) buf = {} return s end
    buf = new LuaTable() as Value;
    // 2: local function fib(n) if n < 2 then return n end return fib(n-1) + fib(n-2) end
    // 3: print("fib", fib(20))
    fn($print.v, "global print")("fib", fib(20));
    // 4: function gfib(n) if n < 2 then return n end return gfib(n-1) + gfib(n-2) end
    $gfib.v = gfib as Value;
    // 5: print("gfib", gfib(15))
    const fn$1 = fn($print.v, "global print");
    const call$1 = fn($gfib.v, "global gfib")(15);
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1, fn$1, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 5);
    fn$1("gfib", ...results(call$1));
    // 6: local t = {}
    const t = new LuaTable();
    // 7: for i = 1, 10 do t[i] = i * i end
    loop$1: for (let i = 1; i <= 10; ) {
      for (const stop$1 = ahead(i, 10); i <= stop$1; i++) {
        const value$1 = i * i;
        if (t?.arr?.[i - 1] !== undefined) t.arr[i - 1] = value$1; else setindex(t, i, value$1, "local t");
      }
    }
    // 8: print(#t, t[3], t[10])
    fn($print.v, "global print")(len(t, "local t"), index(t, 3, "local t"), index(t, 10, "local t"));
    // 9: local s = 0
    let s = 0 as Value;
    // 10: for i, v in ipairs(t) do s = s + v end
    const each$1 = walkResult(fn($ipairs.v, "global ipairs")(t));
    let paid$2 = 0;
    while (each$1.step()) {
      if (--paid$2 < 0) paid$2 = pay(7);
      const i$$2 = each$1.key;
      const v = each$1.value;
      s = typeof s === "number" && typeof v === "number" ? s + v : add(s, v, "local s", "local v");
    }
    // 11: print("sum", s)
    fn($print.v, "global print")("sum", s);
    // 12: local names = {a = 1, b = 2}
    const names = a_b$table(1, 2);
    // 13: for k, v in pairs(names) do print(k, v) end
    const each$2 = walkResult(fn($pairs.v, "global pairs")(names));
    let paid$3 = 0;
    while (each$2.step()) {
      if (--paid$3 < 0) paid$3 = pay(7);
      const k = each$2.key;
      const v$$2 = each$2.value;
      fn($print.v, "global print")(k, v$$2);
    }
    // 14: local function counter() local c = 0 return function() c = c + 1 return c end end
    // 15: local c1, c2 = counter(), counter()
    const c1 = counter();
    const c2 = counter();
    // 16: print(c1(), c1(), c2())
    const fn$2 = fn($print.v, "global print");
    let call$2 = fn(c1, "local c1")();
    if (call$2 === null) { if (suspended(call$2)) return capture(main$resumed(2, fn$2, t, s, names, c1, c2, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 16); call$2 = rt.v0; }
    let call$3 = fn(c1, "local c1")();
    if (call$3 === null) { if (suspended(call$3)) return capture(main$resumed(3, fn$2, t, s, names, c1, c2, call$2, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 16); call$3 = rt.v0; }
    const call$4 = fn(c2, "local c2")();
    if (call$4 === null && suspended(call$4)) return capture(main$resumed(4, fn$2, t, s, names, c1, c2, call$2, call$3, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 16);
    fn$2(call$2, call$3, ...results(call$4));
    // 17: local Account = {} Account.__index = Account
    Account = new LuaTable() as Value;
    setfield(Account, "__index", Account, "local Account");
    // 18: function Account.new(b) return setmetatable({balance = b}, Account) end
    setfield(Account, "new", Account_new, "local Account");
    // 19: function Account:deposit(x) self.balance = self.balance + x return self end
    setfield(Account, "deposit", Account_deposit, "local Account");
    // 20: local acc = Account.new(10)
    let call$5 = fn(index(Account, "new", "local Account"), "field new")(10);
    if (call$5 === null) { if (suspended(call$5)) return capture(main$resumed(5, undefined!, t, s, names, c1, c2, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 20); call$5 = rt.v0; }
    const acc = call$5;
    // 21: print(acc:deposit(5):deposit(7).balance)
    const fn$3 = fn($print.v, "global print");
    let call$6 = fnMethod(undefined, acc, "$deposit", "local acc")(acc, 5);
    if (call$6 === null) { if (suspended(call$6)) return capture(main$resumed(6, fn$3, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 21); call$6 = rt.v0; }
    let call$7 = fnMethod(undefined, call$6, "$deposit")(call$6, 7);
    if (call$7 === null) { if (suspended(call$7)) return capture(main$resumed(7, fn$3, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 21); call$7 = rt.v0; }
    fn$3(index(call$7, "balance"));
    // 22: print(select("#", 1, nil, 3), (select(2, "a", "b", "c")))
    fn($print.v, "global print")(first(fn($select.v, "global select")("#", 1, undefined, 3)), first(fn($select.v, "global select")(2, "a", "b", "c")));
    // 23: local function va(...) local a, b = ... return select("#", ...), a, b, ... end
    // 24: print(va(1, nil, 3))
    fn($print.v, "global print")(...results(va(1, undefined, 3)));
    // 25: print((va(1, 2)))
    fn($print.v, "global print")(first(va(1, 2)));
    // 26: print(pcall(function() local x = nil; return x.y end))
    const fn$4 = fn($print.v, "global print");
    const call$8 = fn($pcall.v, "global pcall")(function_26);
    if (call$8 === null && suspended(call$8)) return capture(main$resumed(8, fn$4, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 26);
    fn$4(...results(call$8));
    // 27: print(pcall(function() error("boom") end))
    const fn$5 = fn($print.v, "global print");
    const call$9 = fn($pcall.v, "global pcall")(function_27);
    if (call$9 === null && suspended(call$9)) return capture(main$resumed(9, fn$5, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 27);
    fn$5(...results(call$9));
    // 28: print(pcall(error, {1}))
    const fn$6 = fn($print.v, "global print");
    const call$10 = fn($pcall.v, "global pcall")($error.v, LuaTable.list([1]));
    if (call$10 === null && suspended(call$10)) return capture(main$resumed(10, fn$6, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 28);
    fn$6(...results(call$10));
    // 29: local a, b, c = (function() return 1, 2, 3 end)()
    const call$11 = fn(function_29)();
    if (call$11 === null && suspended(call$11)) return capture(main$resumed(11, undefined!, t, s, names, c1, c2, undefined, undefined, acc, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined), at + 29);
    let a = first(call$11);
    let b = second(call$11);
    const c = third(call$11);
    // 30: print(a, b, c)
    fn($print.v, "global print")(a, b, c);
    // 31: a, b = b, a
    const value$2 = b;
    b = a;
    a = value$2;
    // 32: print(a, b)
    fn($print.v, "global print")(a, b);
    // 33: local i = 1
    let i$$3 = 1 as Value;
    // 34: local arr = {10, 20, 30}
    const arr = LuaTable.list([10, 20, 30]);
    // 35: i, arr[i] = i + 1, 99
    const value$3 = i$$3;
    const value$4 = typeof i$$3 === "number" ? i$$3 + 1 : add(i$$3, 1, "local i");
    setindex(arr, value$3, 99, "local arr");
    i$$3 = value$4;
    // 36: print(i, arr[1], arr[2])
    fn($print.v, "global print")(i$$3, index(arr, 1, "local arr"), index(arr, 2, "local arr"));
    // 37: print(("x"):rep(3), #"abc", "a" .. 1 .. 2.5)
    const fn$7 = fn($print.v, "global print");
    const value$5 = first(fnMethod(undefined, "x", "$rep")("x", 3));
    const value$6 = len("abc", "constant abc");
    fn$7(value$5, value$6, concat(["a", 1, 2.5]));
    // 38: local function tail(n) if n == 0 then return "done" end return tail(n - 1) end
    // 39: print(tail(100000))
    fn($print.v, "global print")(...results(tail(100000)));
    // 40: for i = 10, 1, -3 do out(i, " ") end print(flush())
    let paid$4 = 0;
    for (let i$$4 = 10; i$$4 >= 1; i$$4 += -3) {
      if (--paid$4 < 0) paid$4 = pay(7);
      first(out(i$$4, " "));
    }
    fn($print.v, "global print")(flush());
    // 41: for x = 0.1, 0.5, 0.1 do out(x, " ") end print(flush())
    let paid$5 = 0;
    for (let x = 0.1 - 0.1 + 0.1; x <= 0.5; x += 0.1) {
      if (--paid$5 < 0) paid$5 = pay(7);
      first(out(x, " "));
    }
    fn($print.v, "global print")(flush());
    // 42: local n = 0
    let n = 0 as Value;
    // 43: repeat local z = n n = n + 1 until z >= 3
    loop$2: for (;;) {
      for (let paid$6 = pay(7); paid$6 >= 0; paid$6--) {
        const z = n;
        n = typeof n === "number" ? n + 1 : add(n, 1, "local n");
        if (typeof z === "number" ? z >= 3 : le(3, z)) break loop$2;
      }
    }
    // 44: print(n)
    fn($print.v, "global print")(n);
    // 45: while true do n = n + 1 if n > 10 then break end end
    loop$3: for (;;) {
      for (let paid$7 = pay(7); paid$7 >= 0; paid$7--) {
        n = typeof n === "number" ? n + 1 : add(n, 1, "local n");
        if (typeof n === "number" ? n > 10 : lt(10, n)) {
          break loop$3;
        }
      }
    }
    // 46: print(n)
    fn($print.v, "global print")(n);
    // 47: for i = 1, 3 do for j = 1, 3 do if j == 2 then goto cont end out(i, ":", j, " ") ::cont:: end end print()
    let paid$8 = 0;
    for (let i$$5 = 1; i$$5 <= 3; i$$5++) {
      if (--paid$8 < 0) paid$8 = pay(7);
      let paid$9 = 0;
      for (let j = 1; j <= 3; j++) {
        if (--paid$9 < 0) paid$9 = pay(7);
        continue$4: {
          if ((j as Value) === (2 as Value)) {
            break continue$4;
          }
          first(out(i$$5, ":", j, " "));
        }
      }
    }
    fn($print.v, "global print")();
    // 48: do local k = 0 ::top:: k = k + 1 if k < 5 then goto top end print("k", k) end
    {
      let number$1: number = 0;
      let k$$2!: Value;
      goto$5: for (;;) {
        if (--rt.fuel < 0) refuel();
        if (number$1 < 1) {
          k$$2 = 0 as Value;
        }
        k$$2 = typeof k$$2 === "number" ? k$$2 + 1 : add(k$$2, 1, "local k");
        if (typeof k$$2 === "number" ? k$$2 < 5 : lt(k$$2, 5)) {
          { number$1 = 1; continue goto$5; }
        }
        fn($print.v, "global print")("k", k$$2);
        break;
      }
    }
    // 49: print(1 < 2, "a" < "b", 1 == 1.0, "1" == 1, not nil, 5 % 3, -5 % 3, 5 % -3, 2^10, 7 / 2)
    fn($print.v, "global print")(1 < 2, lt("a", "b"), (1 as Value) === (1.0 as Value), ("1" as Value) === (1 as Value), !false, mod2(5, 3), mod2((-5), 3), mod2(5, (-3)), pow2(2, 10), 7 / 2);
    // 50: print(nil == false, 1 and 2, nil or "x", false and 1, nil and 1 or 2)
    const fn$8 = fn($print.v, "global print");
    const value$7 = (undefined as Value) === (false as Value);
    const value$8 = truthy(false) ? 1 : false;
    fn$8(value$7, 2, "x", value$8, 2);
    // 51: local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a + i) end return "end" end)
    let call$12 = fn(index($coroutine.v, "wrap", "global coroutine"), "field wrap")(function_51);
    if (call$12 === null) { if (suspended(call$12)) return capture(main$resumed(12, undefined!, t, s, names, c1, c2, undefined, undefined, acc, a, b, c, i$$3, arr, n, undefined, undefined, undefined, undefined, undefined), at + 51); call$12 = rt.v0; }
    const co = call$12;
    // 52: print(co(10), co(20), co(30), co(40))
    const fn$9 = fn($print.v, "global print");
    let call$13 = fn(co, "local co")(10);
    if (call$13 === null) { if (suspended(call$13)) return capture(main$resumed(13, fn$9, t, s, names, c1, c2, undefined, undefined, acc, a, b, c, i$$3, arr, n, co, undefined, undefined, undefined, undefined), at + 52); call$13 = rt.v0; }
    let call$14 = fn(co, "local co")(20);
    if (call$14 === null) { if (suspended(call$14)) return capture(main$resumed(14, fn$9, t, s, names, c1, c2, call$13, undefined, acc, a, b, c, i$$3, arr, n, co, undefined, undefined, undefined, undefined), at + 52); call$14 = rt.v0; }
    let call$15 = fn(co, "local co")(30);
    if (call$15 === null) { if (suspended(call$15)) return capture(main$resumed(15, fn$9, t, s, names, c1, c2, call$13, call$14, acc, a, b, c, i$$3, arr, n, co, undefined, undefined, undefined, undefined), at + 52); call$15 = rt.v0; }
    const call$16 = fn(co, "local co")(40);
    if (call$16 === null && suspended(call$16)) return capture(main$resumed(16, fn$9, t, s, names, c1, c2, call$13, call$14, acc, a, b, c, i$$3, arr, n, co, call$15, undefined, undefined, undefined), at + 52);
    fn$9(call$13, call$14, call$15, ...results(call$16));
    // 53: local t2 = {1, 2, 3, n = 3, [10] = "ten", va(5)}
    const table$1 = new LuaTable();
    rawset(table$1, "n", 3);
    rawset(table$1, 10, "ten");
    fill(table$1, [1, 2, 3, ...results(va(5))], 1);
    const t2 = table$1;
    // 54: print(#t2, t2[4], t2[5], t2.n, t2[10])
    fn($print.v, "global print")(len(t2, "local t2"), index(t2, 4, "local t2"), index(t2, 5, "local t2"), index(t2, "n", "local t2"), index(t2, 10, "local t2"));
    // 55: print(tostring(1e15), 1e100, 0x10, 1/0, -1/0, 2^53)
    fn($print.v, "global print")(first(fn($tostring.v, "global tostring")(1e15)), 1e100, 16, 1 / 0, (-1) / 0, pow2(2, 53));
    // 56: local mt = setmetatable({}, {__add = function(a, b) return "add" end, __index = function(t, k) return k .. "!" end, __call = function(self, x) return "called " .. x end, __eq = function() return true end, __lt = function() return true end, __len = function() return 42 end, __concat = function(a, b) return "cat" end})
    const fn$10 = fn($setmetatable.v, "global setmetatable");
    const value$9 = new LuaTable();
    const table$2 = new LuaTable();
    rawset(table$2, "__add", function_56);
    rawset(table$2, "__index", function_56$$2);
    rawset(table$2, "__call", function_56$$3);
    rawset(table$2, "__eq", function_56$$4);
    rawset(table$2, "__lt", function_56$$5);
    rawset(table$2, "__len", function_56$$6);
    rawset(table$2, "__concat", function_56$$7);
    const mt = first(fn$10(value$9, table$2));
    // 57: print(mt + 1, mt.foo, mt("z"), mt == setmetatable({}, getmetatable(mt)), mt < mt, #mt, mt .. "x", "x" .. mt)
    const fn$11 = fn($print.v, "global print");
    const value$10 = typeof mt === "number" ? mt + 1 : add(mt, 1, "local mt");
    const value$11 = index(mt, "foo", "local mt");
    let call$17 = fn(mt, "local mt")("z");
    if (call$17 === null) { if (suspended(call$17)) return capture(main$resumed(17, fn$11, t, s, names, c1, c2, value$10, value$11, acc, a, b, c, i$$3, arr, n, co, undefined, t2, mt, undefined), at + 57); call$17 = rt.v0; }
    const value$12 = first(fn($setmetatable.v, "global setmetatable")(new LuaTable(), ...results(fn($getmetatable.v, "global getmetatable")(mt))));
    fn$11(value$10, value$11, call$17, mt === value$12 || (typeof mt === "object" && eq(mt, value$12)), typeof mt === "number" && typeof mt === "number" ? mt < mt : lt(mt, mt), len(mt, "local mt"), typeof mt === "string" ? joined(mt + "x") : concat([mt, "x"], ["local mt", undefined]), typeof mt === "string" ? joined("x" + mt) : concat(["x", mt], [undefined, "local mt"]));
    // 58: local fns = {}
    const fns = new LuaTable();
    // 59: for i = 1, 3 do fns[i] = function() i = i + 1 return i end end
    let number$2: number = 1;
    let paid$10 = 0;
    for (; number$2 <= 3; number$2++) {
      if (--paid$10 < 0) paid$10 = pay(7);
      const i$$6 = new Box(number$2);
      const value$13 = function_59$make(i$$6);
      if (typeof i$$6.v === "number" && fns?.arr?.[i$$6.v - 1] !== undefined) fns.arr[i$$6.v - 1] = value$13; else setindex(fns, i$$6.v, value$13, "local fns");
    }
    // 60: print(fns[1](), fns[1](), fns[2]())
    const fn$12 = fn($print.v, "global print");
    let call$18 = fn(index(fns, 1, "local fns"), "field ?")();
    if (call$18 === null) { if (suspended(call$18)) return capture(main$resumed(18, fn$12, t, s, names, c1, c2, undefined, undefined, acc, a, b, c, i$$3, arr, n, co, undefined, t2, mt, fns), at + 60); call$18 = rt.v0; }
    let call$19 = fn(index(fns, 1, "local fns"), "field ?")();
    if (call$19 === null) { if (suspended(call$19)) return capture(main$resumed(19, fn$12, t, s, names, c1, c2, call$18, undefined, acc, a, b, c, i$$3, arr, n, co, undefined, t2, mt, fns), at + 60); call$19 = rt.v0; }
    const call$20 = fn(index(fns, 2, "local fns"), "field ?")();
    if (call$20 === null && suspended(call$20)) return capture(main$resumed(20, fn$12, t, s, names, c1, c2, call$18, call$19, acc, a, b, c, i$$3, arr, n, co, undefined, t2, mt, fns), at + 60);
    fn$12(call$18, call$19, ...results(call$20));
    // 61: for k in string.gmatch("one two", "%a+") do out(k, ".") end print(flush())
    const each$3 = walkResult(fnField($string.v?.$gmatch, $string.v, "gmatch", "global string")("one two", "%a+"));
    let paid$11 = 0;
    while (each$3.step()) {
      if (--paid$11 < 0) paid$11 = pay(7);
      const k$$3 = each$3.key;
      first(out(k$$3, "."));
    }
    fn($print.v, "global print")(flush());
    // 62: error("final")
    fn($error.v, "global error")("final");
    return none();
  }
  function* main$resumed(entry$: number, fn$1: LuaFunction, t: Value, s: Value, names: Value, c1: Value, c2: Value, value$1: Value, value$2: Value, acc: Value, a: Value, b: Value, c: Value, i$$3: Value, arr: Value, n: Value, co: Value, value$3: Value, t2: Value, mt: Value, fns: Value): Frame {
    let call$1!: Result, i!: number, each$1!: TableIterator, i$$2!: Value, v!: Value, k!: Value, v$$2!: Value, call$2!: Result, call$3!: Result, i$$4!: number, x!: number, z!: Value, i$$5!: number, j!: number, number$1!: number, k$$2!: Value, call$4!: Result, table$1!: LuaTable, value$4!: Value, i$$6!: Box, k$$3!: Value;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      fn$1("gfib", ...results(call$1));
      t = new LuaTable() as Value;
      i = 1;
      for (; i <= 10; i++) {
        if (--rt.fuel < 0) refuel();
        value$1 = i * i;
        if (t?.arr?.[i - 1] !== undefined) t.arr[i - 1] = value$1; else setindex(t, i, value$1, "local t");
      }
      fn($print.v, "global print")(len(t, "local t"), index(t, 3, "local t"), index(t, 10, "local t"));
      s = 0 as Value;
      each$1 = walkResult(fn($ipairs.v, "global ipairs")(t));
      while (each$1.step()) {
        if (--rt.fuel < 0) refuel();
        i$$2 = each$1.key;
        v = each$1.value;
        s = typeof s === "number" && typeof v === "number" ? s + v : add(s, v, "local s", "local v");
      }
      fn($print.v, "global print")("sum", s);
      names = a_b$table(1, 2) as Value;
      each$1 = walkResult(fn($pairs.v, "global pairs")(names));
      while (each$1.step()) {
        if (--rt.fuel < 0) refuel();
        k = each$1.key;
        v$$2 = each$1.value;
        fn($print.v, "global print")(k, v$$2);
      }
      c1 = counter();
      c2 = counter();
      fn$1 = fn($print.v, "global print");
      call$1 = fn(c1, "local c1")();
      if (call$1 === null && suspended(call$1)) { yield at + 16; call$1 = rt.resumed; }
    } else if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(c1, "local c1")();
      if (call$2 === null && suspended(call$2)) { yield at + 16; call$2 = rt.resumed; }
    } else if (entry$ === 3) { entry$ = 0; call$2 = rt.resumed; }
    if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(c2, "local c2")();
      if (call$3 === null && suspended(call$3)) { yield at + 16; call$3 = rt.resumed; }
    } else if (entry$ === 4) { entry$ = 0; call$3 = rt.resumed; }
    if (entry$ === 0) {
      fn$1(value$1, value$2, ...results(call$3));
      Account = new LuaTable() as Value;
      setfield(Account, "__index", Account, "local Account");
      setfield(Account, "new", Account_new, "local Account");
      setfield(Account, "deposit", Account_deposit, "local Account");
      call$1 = fn(index(Account, "new", "local Account"), "field new")(10);
      if (call$1 === null && suspended(call$1)) { yield at + 20; call$1 = rt.resumed; }
    } else if (entry$ === 5) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      acc = value$1;
      fn$1 = fn($print.v, "global print");
      call$1 = fnMethod(undefined, acc, "$deposit", "local acc")(acc, 5);
      if (call$1 === null && suspended(call$1)) { yield at + 21; call$1 = rt.resumed; }
    } else if (entry$ === 6) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fnMethod(undefined, value$1, "$deposit")(value$1, 7);
      if (call$2 === null && suspended(call$2)) { yield at + 21; call$2 = rt.resumed; }
    } else if (entry$ === 7) { entry$ = 0; call$2 = rt.resumed; }
    if (entry$ === 0) {
      value$2 = first(call$2);
      fn$1(index(value$2, "balance"));
      fn($print.v, "global print")(first(fn($select.v, "global select")("#", 1, undefined, 3)), first(fn($select.v, "global select")(2, "a", "b", "c")));
      fn($print.v, "global print")(...results(va(1, undefined, 3)));
      fn($print.v, "global print")(first(va(1, 2)));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_26);
      if (call$1 === null && suspended(call$1)) { yield at + 26; call$1 = rt.resumed; }
    } else if (entry$ === 8) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      fn$1(...results(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")(function_27);
      if (call$1 === null && suspended(call$1)) { yield at + 27; call$1 = rt.resumed; }
    } else if (entry$ === 9) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      fn$1(...results(call$1));
      fn$1 = fn($print.v, "global print");
      call$1 = fn($pcall.v, "global pcall")($error.v, LuaTable.list([1]));
      if (call$1 === null && suspended(call$1)) { yield at + 28; call$1 = rt.resumed; }
    } else if (entry$ === 10) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      fn$1(...results(call$1));
      call$1 = fn(function_29)();
      if (call$1 === null && suspended(call$1)) { yield at + 29; call$1 = rt.resumed; }
    } else if (entry$ === 11) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      a = first(call$1);
      b = second(call$1);
      c = third(call$1);
      fn($print.v, "global print")(a, b, c);
      value$1 = b;
      b = a;
      a = value$1;
      fn($print.v, "global print")(a, b);
      i$$3 = 1 as Value;
      arr = LuaTable.list([10, 20, 30]) as Value;
      value$1 = i$$3;
      value$2 = typeof i$$3 === "number" ? i$$3 + 1 : add(i$$3, 1, "local i");
      setindex(arr, value$1, 99, "local arr");
      i$$3 = value$2;
      fn($print.v, "global print")(i$$3, index(arr, 1, "local arr"), index(arr, 2, "local arr"));
      fn$1 = fn($print.v, "global print");
      value$1 = first(fnMethod(undefined, "x", "$rep")("x", 3));
      value$2 = len("abc", "constant abc");
      fn$1(value$1, value$2, concat(["a", 1, 2.5]));
      fn($print.v, "global print")(...results(tail(100000)));
      i$$4 = 10;
      for (; i$$4 >= 1; i$$4 += -3) {
        if (--rt.fuel < 0) refuel();
        first(out(i$$4, " "));
      }
      fn($print.v, "global print")(flush());
      x = 0.1 - 0.1 + 0.1;
      for (; x <= 0.5; x += 0.1) {
        if (--rt.fuel < 0) refuel();
        first(out(x, " "));
      }
      fn($print.v, "global print")(flush());
      n = 0 as Value;
      for (;;) {
        if (--rt.fuel < 0) refuel();
        z = n;
        n = typeof n === "number" ? n + 1 : add(n, 1, "local n");
        if (typeof z === "number" ? z >= 3 : le(3, z)) break;
      }
      fn($print.v, "global print")(n);
      for (;;) {
        if (--rt.fuel < 0) refuel();
        n = typeof n === "number" ? n + 1 : add(n, 1, "local n");
        if (typeof n === "number" ? n > 10 : lt(10, n)) {
          break;
        }
      }
      fn($print.v, "global print")(n);
      i$$5 = 1;
      for (; i$$5 <= 3; i$$5++) {
        if (--rt.fuel < 0) refuel();
        j = 1;
        for (; j <= 3; j++) {
          if (--rt.fuel < 0) refuel();
          continue$1: {
            if ((j as Value) === (2 as Value)) {
              break continue$1;
            }
            first(out(i$$5, ":", j, " "));
          }
        }
      }
      fn($print.v, "global print")();
      {
        number$1 = 0;
        goto$2: for (;;) {
          if (--rt.fuel < 0) refuel();
          if (number$1 < 1) {
            k$$2 = 0 as Value;
          }
          k$$2 = typeof k$$2 === "number" ? k$$2 + 1 : add(k$$2, 1, "local k");
          if (typeof k$$2 === "number" ? k$$2 < 5 : lt(k$$2, 5)) {
            { number$1 = 1; continue goto$2; }
          }
          fn($print.v, "global print")("k", k$$2);
          break;
        }
      }
      fn($print.v, "global print")(1 < 2, lt("a", "b"), (1 as Value) === (1.0 as Value), ("1" as Value) === (1 as Value), !false, mod2(5, 3), mod2((-5), 3), mod2(5, (-3)), pow2(2, 10), 7 / 2);
      fn$1 = fn($print.v, "global print");
      value$1 = (undefined as Value) === (false as Value);
      value$2 = truthy(false) ? 1 : false;
      fn$1(value$1, 2, "x", value$2, 2);
      call$1 = fn(index($coroutine.v, "wrap", "global coroutine"), "field wrap")(function_51);
      if (call$1 === null && suspended(call$1)) { yield at + 51; call$1 = rt.resumed; }
    } else if (entry$ === 12) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      co = value$1;
      fn$1 = fn($print.v, "global print");
      call$1 = fn(co, "local co")(10);
      if (call$1 === null && suspended(call$1)) { yield at + 52; call$1 = rt.resumed; }
    } else if (entry$ === 13) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(co, "local co")(20);
      if (call$2 === null && suspended(call$2)) { yield at + 52; call$2 = rt.resumed; }
    } else if (entry$ === 14) { entry$ = 0; call$2 = rt.resumed; }
    if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(co, "local co")(30);
      if (call$3 === null && suspended(call$3)) { yield at + 52; call$3 = rt.resumed; }
    } else if (entry$ === 15) { entry$ = 0; call$3 = rt.resumed; }
    if (entry$ === 0) {
      value$3 = first(call$3);
      call$4 = fn(co, "local co")(40);
      if (call$4 === null && suspended(call$4)) { yield at + 52; call$4 = rt.resumed; }
    } else if (entry$ === 16) { entry$ = 0; call$4 = rt.resumed; }
    if (entry$ === 0) {
      fn$1(value$1, value$2, value$3, ...results(call$4));
      table$1 = new LuaTable();
      rawset(table$1, "n", 3);
      rawset(table$1, 10, "ten");
      fill(table$1, [1, 2, 3, ...results(va(5))], 1);
      t2 = table$1 as Value;
      fn($print.v, "global print")(len(t2, "local t2"), index(t2, 4, "local t2"), index(t2, 5, "local t2"), index(t2, "n", "local t2"), index(t2, 10, "local t2"));
      fn($print.v, "global print")(first(fn($tostring.v, "global tostring")(1e15)), 1e100, 16, 1 / 0, (-1) / 0, pow2(2, 53));
      fn$1 = fn($setmetatable.v, "global setmetatable");
      value$1 = new LuaTable();
      table$1 = new LuaTable();
      rawset(table$1, "__add", function_56);
      rawset(table$1, "__index", function_56$$2);
      rawset(table$1, "__call", function_56$$3);
      rawset(table$1, "__eq", function_56$$4);
      rawset(table$1, "__lt", function_56$$5);
      rawset(table$1, "__len", function_56$$6);
      rawset(table$1, "__concat", function_56$$7);
      mt = first(fn$1(value$1, table$1));
      fn$1 = fn($print.v, "global print");
      value$1 = typeof mt === "number" ? mt + 1 : add(mt, 1, "local mt");
      value$2 = index(mt, "foo", "local mt");
      call$1 = fn(mt, "local mt")("z");
      if (call$1 === null && suspended(call$1)) { yield at + 57; call$1 = rt.resumed; }
    } else if (entry$ === 17) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$3 = first(call$1);
      value$4 = first(fn($setmetatable.v, "global setmetatable")(new LuaTable(), ...results(fn($getmetatable.v, "global getmetatable")(mt))));
      fn$1(value$1, value$2, value$3, mt === value$4 || (typeof mt === "object" && eq(mt, value$4)), typeof mt === "number" && typeof mt === "number" ? mt < mt : lt(mt, mt), len(mt, "local mt"), typeof mt === "string" ? joined(mt + "x") : concat([mt, "x"], ["local mt", undefined]), typeof mt === "string" ? joined("x" + mt) : concat(["x", mt], [undefined, "local mt"]));
      fns = new LuaTable() as Value;
      number$1 = 1;
      for (; number$1 <= 3; number$1++) {
        if (--rt.fuel < 0) refuel();
        i$$6 = new Box(number$1);
        value$1 = function_59$make(i$$6);
        if (typeof i$$6.v === "number" && fns?.arr?.[i$$6.v - 1] !== undefined) fns.arr[i$$6.v - 1] = value$1; else setindex(fns, i$$6.v, value$1, "local fns");
      }
      fn$1 = fn($print.v, "global print");
      call$1 = fn(index(fns, 1, "local fns"), "field ?")();
      if (call$1 === null && suspended(call$1)) { yield at + 60; call$1 = rt.resumed; }
    } else if (entry$ === 18) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(index(fns, 1, "local fns"), "field ?")();
      if (call$2 === null && suspended(call$2)) { yield at + 60; call$2 = rt.resumed; }
    } else if (entry$ === 19) { entry$ = 0; call$2 = rt.resumed; }
    if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(index(fns, 2, "local fns"), "field ?")();
      if (call$3 === null && suspended(call$3)) { yield at + 60; call$3 = rt.resumed; }
    } else { entry$ = 0; call$3 = rt.resumed; }
    fn$1(value$1, value$2, ...results(call$3));
    each$1 = walkResult(fnField($string.v?.$gmatch, $string.v, "gmatch", "global string")("one two", "%a+"));
    while (each$1.step()) {
      if (--rt.fuel < 0) refuel();
      k$$3 = each$1.key;
      first(out(k$$3, "."));
    }
    fn($print.v, "global print")(flush());
    fn($error.v, "global error")("final");
    return none();
  }
  return main;
}
