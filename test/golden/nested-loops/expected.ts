// Compiled by Moonpost 0.1.0 from nested-loops.lua (Lua dialect vpop3).
import { type Environment, type LuaFunction, type Result, type Value, add, first as runtime$first, fn as runtime$fn, forNumber, len as runtime$len, mod2 as runtime$mod2, none, pay, refuel, rt } from "moonpost/runtime";

// The runtime's small functions, copied: they do the usual case, the runtime all others.
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fn(f, what);
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

export default function chunk(env: Environment): LuaFunction {
  const $arg = env.cell("arg");
  const $print = env.cell("print");
  let n: Value;
  let started = false;

  // 13: local function sum()
  function sum(): number {
    let paid$ = 0, ahead$ = 3;
    // 14: local s = 0
    let s = 0;
    // 15: for i = 1, n do
    const number$1 = forNumber(n, "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      // 16: for j = 1, n do s = s + i - j end
      const number$2 = forNumber(n, "limit");
      loop$1: for (let j = 1; j <= number$2; ) {
        if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        const stop$1 = number$2 - j < paid$ ? number$2 : j + paid$;
        for (paid$ -= stop$1 - j + 1; j <= stop$1; j++) {
          const number$3 = s + i;
          s = number$3 - j;
        }
      }
    }
    // 18: return s
    return s;
  }

  const main = (function main(...varargs$: Value[]): Result {
    let paid$ = 0, ahead$ = 3;
    if (started) return chunk(env)(...varargs$);
    started = true;
    // 1: -- Loops of the main chunk: those around others pay turn by turn, unless the inner ones have few turns; those in functions pay ahead.
    // 2: local n = #arg + 50
    const value$1 = len($arg.v, "global arg");
    n = typeof value$1 === "number" ? value$1 + 50 : add(value$1, 50);
    // 3: local total = 0
    let total = 0;
    // 4: for i = 1, n do
    const number$1 = forNumber(n, "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--rt.fuel < 0) `${refuel}`;
      // 5: for j = 1, n do total = total + i * j end
      const number$2 = forNumber(n, "limit");
      loop$1: for (let j = 1; j <= number$2; ) {
        if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        const stop$1 = number$2 - j < paid$ ? number$2 : j + paid$;
        for (paid$ -= stop$1 - j + 1; j <= stop$1; j++) {
          const number$3 = i * j;
          total = total + number$3;
        }
      }
      // 6: if i % 2 == 0 then
      if (((i | 0) === i ? i & 1 : mod2(i, 2)) === 0) {
        // 7: while total > 1000 do total = total - 1000 end
        loop$2: for (;;) {
          if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
          for (; paid$ > 0; paid$--) {
            if (!(total > 1000)) break loop$2;
            total = total - 1000;
          }
        }
      }
    }
    // 10: for i = 1, n do
    const number$4 = forNumber(n, "limit");
    for (let i$$2 = 1; i$$2 <= number$4; i$$2++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      // 11: for j = 1, 3 do total = total + j end
      if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
      for (let j$$2 = 1; j$$2 <= 3; j$$2++) {
        total = total + j$$2;
      }
    }
    // 20: print(total, sum())
    first(fn($print.v, "global print")(total, sum()));
    return none();
  });
  return main;
}
