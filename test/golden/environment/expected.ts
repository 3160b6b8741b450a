// Compiled by Moonpost 0.1.0 from environment.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type Value, Box, LuaTable, NO_ITEMS, NO_ROOM, PLAIN, absent as runtime$absent, add, at, bindEnvironment, capture, eq, fields, first as runtime$first, fn as runtime$fn, index as runtime$index, none, nothing, pay, rawset, refuel, results, rt, runningEnvironments, same, setfield, suspended as runtime$suspended, tableMaker } from "moonpost/runtime";

fields("x", "print", "tostring", "g");
const x_print$table = tableMaker(function (this: LuaTable, x: Value, print: Value, tostring: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$x = x;
  this.$print = print;
  this.$tostring = tostring;
});
function $absent$x(meta: LuaTable["meta"] | undefined, o: Value, what?: string): Value {
  let record: LuaTable["meta"] | undefined = meta;
  for (let i = 0; i < 8 && record !== undefined; i++) {
    if (record.ends) return undefined;
    const above: LuaTable | undefined = record.index;
    if (above === undefined) break;
    const found: Value = above.$x;
    if (found !== undefined) return found;
    record = above.meta;
  }
  return absent(meta, o, "$x", what);
}
function $absent$print(meta: LuaTable["meta"] | undefined, o: Value, what?: string): Value {
  let record: LuaTable["meta"] | undefined = meta;
  for (let i = 0; i < 8 && record !== undefined; i++) {
    if (record.ends) return undefined;
    const above: LuaTable | undefined = record.index;
    if (above === undefined) break;
    const found: Value = above.$print;
    if (found !== undefined) return found;
    record = above.meta;
  }
  return absent(meta, o, "$print", what);
}
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function absent(meta: LuaTable["meta"] | undefined, o: Value, field: `$${string}`, what?: string): Value {
  return meta?.ends ? undefined : runtime$absent(meta, o, field, what);
}
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fn(f, what);
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
function suspended(result: Result): boolean {
  return result === null && rt.n < 0 && runtime$suspended(result);
}

declare global {
  interface Function {
    readonly $x?: undefined;
    readonly $print?: undefined;
    readonly $tostring?: undefined;
    readonly $g?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const running$ = runningEnvironments(at), environment$ = new Box(env.table);
  let y!: number;
  let started = false;

  function show$make(environment$: Box) {
    return bindEnvironment(function show(): Value {
      running$.$show = environment$;
      return environment$.v !== undefined ? environment$.v.$x ?? (environment$.v.meta?.index ?? nothing()).$x ?? (environment$.v.meta?.index?.meta.index ?? nothing()).$x ?? $absent$x(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "x", "upvalue _ENV");
    }, environment$);
  }

  function function_6$make(environment$: Box) {
    return bindEnvironment(function function_6(): Value {
      running$.$function_6 = environment$;
      return environment$.v !== undefined ? environment$.v.$x ?? (environment$.v.meta?.index ?? nothing()).$x ?? (environment$.v.meta?.index?.meta.index ?? nothing()).$x ?? $absent$x(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "x", "upvalue _ENV");
    }, environment$);
  }

  function mk$make(environment$: Box) {
    return bindEnvironment(function mk(): Value {
      running$.$mk = environment$;
      return function_6$make(new Box(environment$.v));
    }, environment$);
  }

  function g$make(environment$: Box) {
    return bindEnvironment(function g(): Value {
      running$.$g = environment$;
      return environment$.v !== undefined ? environment$.v.$x ?? (environment$.v.meta?.index ?? nothing()).$x ?? (environment$.v.meta?.index?.meta.index ?? nothing()).$x ?? $absent$x(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "x", "upvalue _ENV");
    }, environment$);
  }

  function f$make(environment$: Box, i: number) {
    return bindEnvironment(function f(): Value {
      running$.$f = environment$;
      y = y + i;
      const number$1 = y;
      const value$1 = environment$.v !== undefined ? environment$.v.$x ?? (environment$.v.meta?.index ?? nothing()).$x ?? (environment$.v.meta?.index?.meta.index ?? nothing()).$x ?? $absent$x(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "x", "upvalue _ENV");
      return typeof value$1 === "number" ? number$1 + value$1 : add(number$1, value$1, "upvalue y", "global x");
    }, environment$);
  }

  const main = (function main(...varargs$: Value[]): Result {
    let paid$ = 0, ahead$ = 3;
    if (started) return chunk(env)(...varargs$);
    started = true;
    running$.$main = environment$;
    if (--rt.fuel < 0) `${refuel}`;
    // 1: x = 1
    setfield(environment$.v, "x", 1, "upvalue _ENV");
    // 2: local function show() return x end
    const show = show$make(new Box(environment$.v));
    // 3: local env = {x = 2, print = print, tostring = tostring}
    const value$1 = index(environment$.v, "print", "upvalue _ENV");
    const env$ = new x_print$table(2, value$1, index(environment$.v, "tostring", "upvalue _ENV"));
    // 4: setfenv(show, env)
    const call$1 = fn(index(environment$.v, "setfenv", "upvalue _ENV"), "global setfenv")(show, env$);
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1, show, env$, undefined!, undefined, undefined, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 4);
    // 5: print(show(), x)
    const fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
    let call$2 = fn(show, "local show")();
    if (call$2 === null) { if (suspended(call$2)) return capture(main$resumed(2, show, env$, fn$1, undefined, undefined, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 5); call$2 = rt.v0; }
    const call$3 = fn$1(call$2, index(environment$.v, "x", "upvalue _ENV"));
    if (call$3 === null && suspended(call$3)) return capture(main$resumed(3, show, env$, undefined!, undefined, undefined, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 20);
    // 6: local function mk() return function() return x end end
    const mk = mk$make(new Box(environment$.v));
    // 7: local f1 = mk()
    let call$4 = fn(mk, "local mk")();
    if (call$4 === null) { if (suspended(call$4)) return capture(main$resumed(4, show, env$, undefined!, mk, undefined, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 7); call$4 = rt.v0; }
    const f1 = call$4;
    // 8: setfenv(mk, env)
    const call$5 = fn(index(environment$.v, "setfenv", "upvalue _ENV"), "global setfenv")(mk, env$);
    if (call$5 === null && suspended(call$5)) return capture(main$resumed(5, show, env$, undefined!, mk, f1, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 8);
    // 9: local f2 = mk()
    let call$6 = fn(mk, "local mk")();
    if (call$6 === null) { if (suspended(call$6)) return capture(main$resumed(6, show, env$, undefined!, mk, f1, undefined, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 9); call$6 = rt.v0; }
    const f2 = call$6;
    // 10: print(f1(), f2(), getfenv(f2) == env, getfenv(1) == _G)
    const fn$2 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
    let call$7 = fn(f1, "local f1")();
    if (call$7 === null) { if (suspended(call$7)) return capture(main$resumed(7, show, env$, fn$2, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 10); call$7 = rt.v0; }
    let call$8 = fn(f2, "local f2")();
    if (call$8 === null) { if (suspended(call$8)) return capture(main$resumed(8, show, env$, fn$2, mk, f1, f2, call$7, undefined, undefined!, undefined, undefined!, undefined), at + 21); call$8 = rt.v0; }
    let call$9 = fn(index(environment$.v, "getfenv", "upvalue _ENV"), "global getfenv")(f2);
    if (call$9 === null) { if (suspended(call$9)) return capture(main$resumed(9, show, env$, fn$2, mk, f1, f2, call$7, call$8, undefined!, undefined, undefined!, undefined), at + 22); call$9 = rt.v0; }
    const flag$1 = (call$9 as Value) === env$ || (typeof call$9 === "object" && (call$9 as NonNullable<Value>).meta?.compares !== false && eq(call$9, env$));
    let call$10 = fn(index(environment$.v, "getfenv", "upvalue _ENV"), "global getfenv")(1);
    if (call$10 === null) { if (suspended(call$10)) return capture(main$resumed(10, show, env$, fn$2, mk, f1, f2, call$7, call$8, flag$1, undefined, undefined!, undefined), at + 22); call$10 = rt.v0; }
    const value$2 = index(environment$.v, "_G", "upvalue _ENV");
    const call$11 = fn$2(call$7, call$8, flag$1, (typeof call$10 === "string" ? same(call$10, value$2) : call$10 === value$2 || (typeof call$10 === "object" && (call$10 as NonNullable<Value>).meta?.compares !== false && eq(call$10, value$2))));
    if (call$11 === null && suspended(call$11)) return capture(main$resumed(11, show, env$, undefined!, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 23);
    // 11: setfenv(1, setmetatable({}, {__index = _G}))
    const fn$3 = fn(index(environment$.v, "setfenv", "upvalue _ENV"), "global setfenv");
    const fn$4 = fn(index(environment$.v, "setmetatable", "upvalue _ENV"), "global setmetatable");
    const table$1 = new LuaTable();
    const table$2 = new LuaTable();
    rawset(table$2, "__index", index(environment$.v, "_G", "upvalue _ENV"));
    const call$12 = fn$4(table$1, table$2);
    if (call$12 === null && suspended(call$12)) return capture(main$resumed(12, show, env$, fn$3, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 11);
    const call$13 = call$12 === null ? fn$3(1, ...results(call$12)) : fn$3(1, call$12);
    if (call$13 === null && suspended(call$13)) return capture(main$resumed(13, show, env$, undefined!, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 24);
    // 12: x = 10
    setfield(environment$.v, "x", 10, "upvalue _ENV");
    // 13: print(x, _G.x, show())
    const fn$5 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
    const value$3 = index(environment$.v, "x", "upvalue _ENV");
    const value$4 = index(environment$.v, "_G", "upvalue _ENV");
    const value$5 = index(value$4, "x", "global _G");
    const call$14 = fn(show, "local show")();
    if (call$14 === null && suspended(call$14)) return capture(main$resumed(14, show, env$, fn$5, mk, f1, f2, value$3, undefined, undefined!, value$5, undefined!, undefined), at + 13);
    const call$15 = call$14 === null ? fn$5(value$3, value$5, ...results(call$14)) : fn$5(value$3, value$5, call$14);
    if (call$15 === null && suspended(call$15)) return capture(main$resumed(15, show, env$, undefined!, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 25);
    // 14: function g() return x end
    setfield(environment$.v, "g", g$make(new Box(environment$.v)), "upvalue _ENV");
    // 15: print(g(), _G.g)
    const fn$6 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
    let call$16 = fn(index(environment$.v, "g", "upvalue _ENV"), "global g")();
    if (call$16 === null) { if (suspended(call$16)) return capture(main$resumed(16, show, env$, fn$6, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 15); call$16 = rt.v0; }
    const value$6 = index(environment$.v, "_G", "upvalue _ENV");
    const call$17 = fn$6(call$16, index(value$6, "g", "global _G"));
    if (call$17 === null && suspended(call$17)) return capture(main$resumed(17, show, env$, undefined!, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 26);
    // 16: local y = 0
    y = 0;
    // 17: for i = 1, 3 do local f = function() y = y + i return y + x end print(f()) end
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i = 1; i <= 3; i++) {
      const f$$2 = f$make(new Box(environment$.v), i);
      const fn$7 = fn(environment$.v !== undefined ? environment$.v.$print ?? $absent$print(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "print", "upvalue _ENV"), "global print");
      const call$18 = fn(f$$2, "local f")();
      if (call$18 === null && suspended(call$18)) return capture(main$resumed(18, show, env$, fn$7, mk, f1, f2, undefined, undefined, undefined!, undefined, i, f$$2), at + 17);
      const call$19 = call$18 === null ? fn$7(...results(call$18)) : fn$7(call$18);
      if (call$19 === null && suspended(call$19)) return capture(main$resumed(19, show, env$, undefined!, mk, f1, f2, undefined, undefined, undefined!, undefined, i, f$$2), at + 27);
    }
    // 18: print(pcall(undefinedfn))
    const fn$8 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
    const fn$9 = fn(index(environment$.v, "pcall", "upvalue _ENV"), "global pcall");
    const call$20 = fn$9(index(environment$.v, "undefinedfn", "upvalue _ENV"));
    if (call$20 === null && suspended(call$20)) return capture(main$resumed(20, show, env$, fn$8, mk, f1, f2, undefined, undefined, undefined!, undefined, undefined!, undefined), at + 18);
    const call$21 = call$20 === null ? fn$8(...results(call$20)) : fn$8(call$20);
    if (call$21 === null && suspended(call$21)) return capture(undefined, at + 28);
    return none();
  });
  function* main$resumed(entry$: number, show: Value, env$: LuaTable, fn$1: LuaFunction, mk: Value, f1: Value, f2: Value, value$1: Value, value$2: Value, flag$1: boolean, value$3: Value, i: number, f$$2: Value): Frame {
    let call$1!: Result, call$2!: Result, call$3!: Result, call$4!: Result, value$4!: Value, value$5!: Value, call$5!: Result, fn$2!: LuaFunction, table$1!: LuaTable, table$2!: LuaTable;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
      call$1 = fn(show, "local show")();
      if (call$1 === null && suspended(call$1)) { yield at + 5; call$1 = rt.resumed; }
    }
    if (entry$ === 3) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn$1(value$1, index(environment$.v, "x", "upvalue _ENV"));
      if (call$2 === null && suspended(call$2)) { yield at + 20; call$2 = rt.resumed; }
    }
    if (entry$ === 4) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      mk = mk$make(new Box(environment$.v)) as Value;
      call$1 = fn(mk, "local mk")();
      if (call$1 === null && suspended(call$1)) { yield at + 7; call$1 = rt.resumed; }
    }
    if (entry$ === 5) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      f1 = value$1;
      call$1 = fn(index(environment$.v, "setfenv", "upvalue _ENV"), "global setfenv")(mk, env$);
      if (call$1 === null && suspended(call$1)) { yield at + 8; call$1 = rt.resumed; }
    }
    if (entry$ === 6) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = fn(mk, "local mk")();
      if (call$1 === null && suspended(call$1)) { yield at + 9; call$1 = rt.resumed; }
    }
    if (entry$ === 7) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      f2 = value$1;
      fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
      call$1 = fn(f1, "local f1")();
      if (call$1 === null && suspended(call$1)) { yield at + 10; call$1 = rt.resumed; }
    }
    if (entry$ === 8) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      call$2 = fn(f2, "local f2")();
      if (call$2 === null && suspended(call$2)) { yield at + 21; call$2 = rt.resumed; }
    }
    if (entry$ === 9) { entry$ = 0; call$3 = rt.resumed; }
    else if (entry$ === 0) {
      value$2 = first(call$2);
      call$3 = fn(index(environment$.v, "getfenv", "upvalue _ENV"), "global getfenv")(f2);
      if (call$3 === null && suspended(call$3)) { yield at + 22; call$3 = rt.resumed; }
    }
    if (entry$ === 10) { entry$ = 0; call$4 = rt.resumed; }
    else if (entry$ === 0) {
      value$3 = first(call$3);
      flag$1 = (value$3 as Value) === env$ || (typeof value$3 === "object" && (value$3 as NonNullable<Value>).meta?.compares !== false && eq(value$3, env$));
      call$4 = fn(index(environment$.v, "getfenv", "upvalue _ENV"), "global getfenv")(1);
      if (call$4 === null && suspended(call$4)) { yield at + 22; call$4 = rt.resumed; }
    }
    if (entry$ === 11) { entry$ = 0; call$5 = rt.resumed; }
    else if (entry$ === 0) {
      value$4 = first(call$4);
      value$5 = index(environment$.v, "_G", "upvalue _ENV");
      call$5 = fn$1(value$1, value$2, flag$1, (typeof value$4 === "string" ? same(value$4, value$5) : value$4 === value$5 || (typeof value$4 === "object" && (value$4 as NonNullable<Value>).meta?.compares !== false && eq(value$4, value$5))));
      if (call$5 === null && suspended(call$5)) { yield at + 23; call$5 = rt.resumed; }
    }
    if (entry$ === 12) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn(index(environment$.v, "setfenv", "upvalue _ENV"), "global setfenv");
      fn$2 = fn(index(environment$.v, "setmetatable", "upvalue _ENV"), "global setmetatable");
      table$1 = new LuaTable();
      table$2 = new LuaTable();
      rawset(table$2, "__index", index(environment$.v, "_G", "upvalue _ENV"));
      call$1 = fn$2(table$1, table$2);
      if (call$1 === null && suspended(call$1)) { yield at + 11; call$1 = rt.resumed; }
    }
    if (entry$ === 13) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      call$2 = call$1 === null ? fn$1(1, ...results(call$1)) : fn$1(1, call$1);
      if (call$2 === null && suspended(call$2)) { yield at + 24; call$2 = rt.resumed; }
    }
    if (entry$ === 14) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      setfield(environment$.v, "x", 10, "upvalue _ENV");
      fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
      value$1 = index(environment$.v, "x", "upvalue _ENV");
      value$2 = index(environment$.v, "_G", "upvalue _ENV");
      value$3 = index(value$2, "x", "global _G");
      call$1 = fn(show, "local show")();
      if (call$1 === null && suspended(call$1)) { yield at + 13; call$1 = rt.resumed; }
    }
    if (entry$ === 15) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      call$2 = call$1 === null ? fn$1(value$1, value$3, ...results(call$1)) : fn$1(value$1, value$3, call$1);
      if (call$2 === null && suspended(call$2)) { yield at + 25; call$2 = rt.resumed; }
    }
    if (entry$ === 16) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      setfield(environment$.v, "g", g$make(new Box(environment$.v)), "upvalue _ENV");
      fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
      call$1 = fn(index(environment$.v, "g", "upvalue _ENV"), "global g")();
      if (call$1 === null && suspended(call$1)) { yield at + 15; call$1 = rt.resumed; }
    }
    if (entry$ === 17) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      value$1 = first(call$1);
      value$2 = index(environment$.v, "_G", "upvalue _ENV");
      call$2 = fn$1(value$1, index(value$2, "g", "global _G"));
      if (call$2 === null && suspended(call$2)) { yield at + 26; call$2 = rt.resumed; }
    }
    if (entry$ === 0) {
      y = 0;
    }
    if (entry$ <= 19) {
      if (entry$ === 0) {
        i = 1;
      }
      for (; entry$ !== 0 || i <= 3; i++) {
        if (entry$ === 18) { entry$ = 0; call$1 = rt.resumed; }
        else if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
          f$$2 = f$make(new Box(environment$.v), i) as Value;
          fn$1 = fn(environment$.v !== undefined ? environment$.v.$print ?? $absent$print(environment$.v.meta, environment$.v, "upvalue _ENV") : index(environment$.v, "print", "upvalue _ENV"), "global print");
          call$1 = fn(f$$2, "local f")();
          if (call$1 === null && suspended(call$1)) { yield at + 17; call$1 = rt.resumed; }
        }
        if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
        else {
          call$2 = call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1);
          if (call$2 === null && suspended(call$2)) { yield at + 27; call$2 = rt.resumed; }
        }
      }
    }
    if (entry$ === 20) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      fn$1 = fn(index(environment$.v, "print", "upvalue _ENV"), "global print");
      fn$2 = fn(index(environment$.v, "pcall", "upvalue _ENV"), "global pcall");
      call$1 = fn$2(index(environment$.v, "undefinedfn", "upvalue _ENV"));
      if (call$1 === null && suspended(call$1)) { yield at + 18; call$1 = rt.resumed; }
    }
    if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
    else {
      call$2 = call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1);
      if (call$2 === null && suspended(call$2)) { yield at + 28; call$2 = rt.resumed; }
    }
    return none();
  }
  return bindEnvironment(main, environment$);
}
