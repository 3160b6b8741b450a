// Compiled by Moonpost 0.1.0 from numbers.lua (Lua dialect vpop3).
import { type Environment, type LuaFunction, type LuaTable, type Result, type Value, add, concat, div, index as runtime$index, isText, joined, lt, mod, mod2 as runtime$mod2, mul, none, pay, sub, textOf as runtime$textOf, unm } from "moonpost/runtime";

// The runtime's small functions, copied: they do the usual case, the runtime all others.
function index(o: Value, k: Value, what?: string): Value {
  if (typeof k === "number" && o !== undefined && o.arr !== undefined) {
    const hash = o.hash;
    if (hash === undefined) {
      if (o.meta.ends) return k >= 1 && k <= o.arr.length ? o.arr[k - 1] : undefined;
    } else if (k === 0 && hash.zero.length > 0) return hash.zero[0];
  }
  return runtime$index(o, k, what);
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
function textOf(value: string | number): string {
  if (typeof value === "string") return value;
  return (value | 0) === value && value !== 0 ? `${value}` : runtime$textOf(value);
}

export default function chunk(env: Environment): LuaFunction {
  const $n = env.cell("n");
  const $steps = env.cell("steps");
  const $b = env.cell("b");
  const $a = env.cell("a");
  const $sum = env.cell("sum");
  const $list = env.cell("list");
  const $quarter = env.cell("quarter");
  const $sign = env.cell("sign");

  const main = (function main(...varargs$: Value[]): Result {
    const $n$cell = $n;
    const $steps$cell = $steps;
    const $b$cell = $b;
    const $a$cell = $a;
    const $sum$cell = $sum;
    const $list$cell = $list;
    const $quarter$cell = $quarter;
    const $sign$cell = $sign;
    let paid$ = 0, ahead$ = 3;
    // 1: -- loops that only compute numbers hold globals in variables
    // 2: steps, n = 0, 27
    $n.v = 27 as Value;
    $steps.v = 0 as Value;
    // 3: while n ~= 1 do
    loop$1: for (;;) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (!env.isWatched && typeof $n$cell.v === "number" && typeof $steps$cell.v === "number") {
        let n$kept = $n$cell.v, steps$kept = $steps$cell.v;
        numbers$2: {
          for (; paid$ > 0; paid$--) {
            if (!(n$kept !== 1)) break numbers$2;
            // 4: if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end
            if (((n$kept | 0) === n$kept ? n$kept & 1 : mod2(n$kept, 2)) === 0) {
              n$kept = n$kept / 2;
            } else {
              const number$1 = 3 * n$kept;
              n$kept = number$1 + 1;
            }
            // 5: steps = steps + 1
            steps$kept = steps$kept + 1;
          }
          $n$cell.v = n$kept;
          $steps$cell.v = steps$kept;
          continue loop$1;
        }
        $n$cell.v = n$kept;
        $steps$cell.v = steps$kept;
        break loop$1;
      }
      for (; paid$ > 0; paid$--) {
        if (!($n$cell.v !== 1)) break loop$1;
        if ((typeof $n$cell.v === "number" ? mod2($n$cell.v, 2) : mod($n$cell.v, 2, "global n")) === 0) {
          $n$cell.v = typeof $n$cell.v === "number" ? $n$cell.v / 2 : div($n$cell.v, 2, "global n");
        } else {
          const value$1: Value = typeof $n$cell.v === "number" ? 3 * $n$cell.v : mul(3, $n$cell.v, undefined, "global n");
          $n$cell.v = typeof value$1 === "number" ? value$1 + 1 : add(value$1, 1);
        }
        $steps$cell.v = typeof $steps$cell.v === "number" ? $steps$cell.v + 1 : add($steps$cell.v, 1, "global steps");
      }
    }
    // 7: a, b = 0, 1
    $b.v = 1 as Value;
    $a.v = 0 as Value;
    // 8: for i = 1, 30 do
    loop$3: for (let i = 1; i <= 30; ) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const stop$1 = 30 - i < paid$ ? 30 : i + paid$;
      if (!env.isWatched && typeof $b$cell.v === "number" && typeof $a$cell.v === "number") {
        let b$kept = $b$cell.v, a$kept = $a$cell.v;
        numbers$4: {
          for (paid$ -= stop$1 - i + 1; i <= stop$1; i++) {
            // 9: a, b = b, a + b
            const number$2 = b$kept;
            const number$3 = a$kept + b$kept;
            b$kept = number$3;
            a$kept = number$2;
            // 10: if a > 100000 and not (i < 5) then break end
            if ((a$kept > 100000) && (!(i < 5))) {
              break numbers$4;
            }
          }
          $a$cell.v = a$kept;
          $b$cell.v = b$kept;
          continue loop$3;
        }
        $a$cell.v = a$kept;
        $b$cell.v = b$kept;
        break loop$3;
      }
      for (paid$ -= stop$1 - i + 1; i <= stop$1; i++) {
        const value$2: Value = $b$cell.v;
        const value$3: Value = typeof $a$cell.v === "number" && typeof $b$cell.v === "number" ? $a$cell.v + $b$cell.v : add($a$cell.v, $b$cell.v, "global a", "global b");
        $b$cell.v = value$3;
        $a$cell.v = value$2;
        if ((typeof $a$cell.v === "number" ? $a$cell.v > 100000 : lt(100000, $a$cell.v)) && (!(i < 5))) {
          break loop$3;
        }
      }
    }
    // 12: sum = 0
    $sum.v = 0 as Value;
    // 13: for k = 9, 1, -2 do sum = sum + k end
    if ((paid$ -= 5) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 5);
    for (let k = 9; k >= 1; k += -2) {
      $sum$cell.v = typeof $sum$cell.v === "number" ? $sum$cell.v + k : add($sum$cell.v, k, "global sum", "local k");
    }
    // 14: repeat sum = sum * 0.5 until sum < 1
    loop$5: for (;;) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (!env.isWatched && typeof $sum$cell.v === "number") {
        let sum$kept = $sum$cell.v;
        numbers$6: {
          for (; paid$ > 0; paid$--) {
            sum$kept = sum$kept * 0.5;
            if (sum$kept < 1) break numbers$6;
          }
          $sum$cell.v = sum$kept;
          continue loop$5;
        }
        $sum$cell.v = sum$kept;
        break loop$5;
      }
      for (; paid$ > 0; paid$--) {
        $sum$cell.v = typeof $sum$cell.v === "number" ? $sum$cell.v * 0.5 : mul($sum$cell.v, 0.5, "global sum");
        if (typeof $sum$cell.v === "number" ? $sum$cell.v < 1 : lt($sum$cell.v, 1)) break loop$5;
      }
    }
    // 15: local twice = 0
    let twice = 0;
    // 16: while true do
    loop$7: for (;;) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      if (!env.isWatched && typeof $sum$cell.v === "number") {
        let sum$kept = $sum$cell.v;
        numbers$8: {
          for (; paid$ > 0; paid$--) {
            // 17: twice = twice + 2
            twice = twice + 2;
            // 18: sum = sum - 1
            sum$kept = sum$kept - 1;
            // 19: if sum < -20 then break end
            if (sum$kept < (-20)) {
              break numbers$8;
            }
          }
          $sum$cell.v = sum$kept;
          continue loop$7;
        }
        $sum$cell.v = sum$kept;
        break loop$7;
      }
      for (; paid$ > 0; paid$--) {
        twice = twice + 2;
        $sum$cell.v = typeof $sum$cell.v === "number" ? $sum$cell.v - 1 : sub($sum$cell.v, 1, "global sum");
        if (typeof $sum$cell.v === "number" ? $sum$cell.v < (-20) : lt($sum$cell.v, -20)) {
          break loop$7;
        }
      }
    }
    // 21: -- these may call metamethods
    // 22: for i = 1, 3 do sum = sum + steps .. "" end
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i$$2 = 1; i$$2 <= 3; i$$2++) {
      const value$4: Value = typeof $sum$cell.v === "number" && typeof $steps$cell.v === "number" ? $sum$cell.v + $steps$cell.v : add($sum$cell.v, $steps$cell.v, "global sum", "global steps");
      $sum$cell.v = isText(value$4) ? joined(textOf(value$4) + "") : concat([value$4, ""]);
    }
    // 23: for i = 1, 3 do sum = sum + list[i] end
    if ((paid$ -= 3) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 3);
    for (let i$$3 = 1; i$$3 <= 3; i$$3++) {
      const value$5: Value = $sum$cell.v;
      const value$6: Value = $list$cell.v !== undefined && $list$cell.v.arr !== undefined ? ($list$cell.v as LuaTable).arr[i$$3 - 1] ?? index($list$cell.v, i$$3, "global list") : index($list$cell.v, i$$3, "global list");
      $sum$cell.v = typeof value$5 === "number" && typeof value$6 === "number" ? value$5 + value$6 : add(value$5, value$6, "global sum", "field ?");
    }
    // 24: sign, quarter = 1, 0
    $quarter.v = 0 as Value;
    $sign.v = 1 as Value;
    // 25: for k = 1, 99 do
    loop$9: for (let k$$2 = 1; k$$2 <= 99; ) {
      if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const stop$2 = 99 - k$$2 < paid$ ? 99 : k$$2 + paid$;
      if (!env.isWatched && typeof $quarter$cell.v === "number" && typeof $sign$cell.v === "number") {
        let quarter$kept = $quarter$cell.v, sign$kept = $sign$cell.v;
        for (paid$ -= stop$2 - k$$2 + 1; k$$2 <= stop$2; k$$2++) {
          // 26: quarter = quarter + sign / (2 * k - 1)
          const number$4 = quarter$kept;
          const number$5 = sign$kept;
          const number$6 = 2 * k$$2;
          const number$7 = number$6 - 1;
          const number$8 = number$5 / number$7;
          quarter$kept = number$4 + number$8;
          // 27: sign = -sign
          sign$kept = sign$kept === sign$kept ? -sign$kept : unm(sign$kept) as number;
        }
        $quarter$cell.v = quarter$kept;
        $sign$cell.v = sign$kept;
        continue loop$9;
      }
      for (paid$ -= stop$2 - k$$2 + 1; k$$2 <= stop$2; k$$2++) {
        const value$7: Value = $quarter$cell.v;
        const value$8: Value = $sign$cell.v;
        const number$9 = 2 * k$$2;
        const number$10 = number$9 - 1;
        const value$9: Value = typeof value$8 === "number" ? value$8 / number$10 : div(value$8, number$10, "global sign");
        $quarter$cell.v = typeof value$7 === "number" && typeof value$9 === "number" ? value$7 + value$9 : add(value$7, value$9, "global quarter");
        $sign$cell.v = typeof $sign$cell.v === "number" && $sign$cell.v === $sign$cell.v ? -$sign$cell.v : unm($sign$cell.v, "global sign");
      }
    }
    return none();
  });
  return main;
}
