// Compiled by Moonpost 0.1.0 from rows.lua (Lua dialect vpop3).
import { type Environment, type LuaFunction, type Result, type Value, LuaTable, absent as runtime$absent, add, asList, fields, first as runtime$first, forNumber, freshItems, grow, index as runtime$index, kept, lt, mod2 as runtime$mod2, mul, noHash, noList, none, pay, setindex as runtime$setindex } from "moonpost/runtime";

fields("n", "rows", "weights");
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function absent(meta: LuaTable["meta"] | undefined, o: Value, field: `$${string}`, what?: string): Value {
  return meta?.ends ? undefined : runtime$absent(meta, o, field, what);
}
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
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

declare global {
  interface Function {
    readonly $n?: undefined;
    readonly $rows?: undefined;
    readonly $weights?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $DoRcpt = env.cell("DoRcpt");
  const $total = env.cell("total");
  const $grid = env.cell("grid");
  const $N = env.cell("N");
  const $DoHelo = env.cell("DoHelo");
  const $DoData = env.cell("DoData");
  let started = false;

  // 1: -- Shortest ways between all places of a grid.
  // 2: local function shortest(d, n)
  function shortest(d: LuaTable, n: number): Result {
    let paid$ = 0, ahead$ = 3;
    // 3: for k = 1, n do
    for (let k = 1; k <= n; k++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      // 4: for i = 1, n do
      for (let i = 1; i <= n; i++) {
        if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        // 5: for j = 1, n do
        loop$1: for (let j = 1; j <= n; ) {
          if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
          const stop$1 = n - j < paid$ ? n : j + paid$;
          const item$2 = d.arr[i - 1];
          let row$3 = (item$2 !== undefined && item$2.arr !== undefined && item$2 !== d ? (item$2 as LuaTable) : noList);
          const item$4 = d.arr[k - 1];
          let row$5 = (item$4 !== undefined && item$4.arr !== undefined && item$4 !== d ? (item$4 as LuaTable) : noList);
          for (paid$ -= stop$1 - j + 1; j <= stop$1; j++) {
            // 6: if d[i][k] + d[k][j] < d[i][j] then d[i][j] = d[i][k] + d[k][j] end
            const value$1: Value = row$3.arr[k - 1] ?? kept(index(index(d, i, "local d"), k, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
            const value$2: Value = row$5.arr[j - 1] ?? kept(index(index(d, k, "local d"), j, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
            const value$3: Value = typeof value$1 === "number" && typeof value$2 === "number" ? value$1 + value$2 : kept(add(value$1, value$2, "field ?", "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
            const value$4: Value = row$3.arr[j - 1] ?? kept(index(index(d, i, "local d"), j, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
            if (typeof value$3 === "number" && typeof value$4 === "number" ? value$3 < value$4 : kept(lt(value$3, value$4), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d))) {
              const table$1 = row$3;
              const value$5: Value = table$1 === noList ? kept(index(d, i, "local d"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d)) : table$1;
              const value$6: Value = row$3.arr[k - 1] ?? kept(index(index(d, i, "local d"), k, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
              const value$7: Value = row$5.arr[j - 1] ?? kept(index(index(d, k, "local d"), j, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
              const value$8: Value = typeof value$6 === "number" && typeof value$7 === "number" ? value$6 + value$7 : kept(add(value$6, value$7, "field ?", "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
              if (j <= table$1.arr.length && table$1.arr[j - 1] !== undefined && value$8 !== undefined) table$1.arr[j - 1] = value$8; else if (!grow(table$1, j, value$8)) kept(setindex(value$5, j, value$8, "field ?"), row$3 = asList(d.arr[i - 1], d), row$5 = asList(d.arr[k - 1], d));
            }
          }
        }
      }
    }
    return none();
  }

  // 12: function DoRcpt()
  function DoRcpt(): Value {
    let paid$ = 0, ahead$ = 3;
    // 13: local d = {}
    const d = new LuaTable();
    // 14: for i = 1, 4 do
    if ((paid$ -= 4) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 4);
    for (let i = 1; i <= 4; i++) {
      // 15: d[i] = {}
      const table$1 = new LuaTable();
      if (i <= d.arr.length && d.arr[i - 1] !== undefined) d.arr[i - 1] = table$1; else setindex(d, i, table$1, "local d");
      // 16: for j = 1, 4 do d[i][j] = (i * 3 + j) % 5 end
      if ((paid$ -= 4) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 4);
      for (let j = 1; j <= 4; j++) {
        const value$1: Value = d.arr[i - 1] ?? index(d, i, "local d");
        const number$1 = i * 3;
        const number$2 = number$1 + j;
        const number$3 = mod2(number$2, 5);
        if (value$1 !== undefined && value$1.arr !== undefined && j <= value$1.arr.length && value$1.arr[j - 1] !== undefined) value$1.arr[j - 1] = number$3; else setindex(value$1, j, number$3, "field ?");
      }
      // 17: for j = 0, 4 do d[i][j] = j end
      if ((paid$ -= 5) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 5);
      for (let j$$2 = 0; j$$2 <= 4; j$$2++) {
        const value$2: Value = d.arr[i - 1] ?? index(d, i, "local d");
        if (j$$2 > 0 && value$2 !== undefined && value$2.arr !== undefined && j$$2 <= value$2.arr.length && value$2.arr[j$$2 - 1] !== undefined) value$2.arr[j$$2 - 1] = j$$2; else if (j$$2 === 0 && value$2 !== undefined && value$2.arr !== undefined && ((value$2 as LuaTable).hash ?? noHash).zero.length > 0) ((value$2 as LuaTable).hash ?? noHash).zero[0] = j$$2; else setindex(value$2, j$$2, j$$2, "field ?");
      }
    }
    // 19: shortest(d, 4)
    first(shortest(d, 4));
    // 20: return d[2][3]
    const value$3 = d.arr[1] ?? index(d, 2, "local d");
    return value$3 !== undefined && value$3.arr !== undefined ? (value$3 as LuaTable).arr[2] ?? index(value$3, 3, "field ?") : index(value$3, 3, "field ?");
  }

  // 26: function DoHelo()
  function DoHelo(): Result {
    const $N$cell = $N;
    const $grid$cell = $grid;
    const $total$cell = $total;
    let paid$ = 0, ahead$ = 3;
    // 27: for i = 1, N do
    const number$1 = forNumber($N.v, "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      // 28: for j = 1, N do total = total + grid[i][j] end
      const number$2 = forNumber($N$cell.v, "limit");
      loop$1: for (let j = 1; j <= number$2; ) {
        if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        const stop$1 = number$2 - j < paid$ ? number$2 : j + paid$;
        let list$2 = asList(env.isWatched ? undefined : $grid$cell.v);
        const item$3 = list$2.arr[i - 1];
        let row$4 = (item$3 !== undefined && item$3.arr !== undefined && item$3 !== list$2 ? (item$3 as LuaTable) : noList);
        for (paid$ -= stop$1 - j + 1; j <= stop$1; j++) {
          const value$1: Value = $total$cell.v;
          const value$2: Value = row$4.arr[j - 1] ?? kept(index(index($grid$cell.v, i, "global grid"), j, "field ?"), list$2 = asList(env.isWatched ? undefined : $grid$cell.v), row$4 = asList(list$2.arr[i - 1], list$2));
          $total$cell.v = typeof value$1 === "number" && typeof value$2 === "number" ? value$1 + value$2 : kept(add(value$1, value$2, "global total", "field ?"), list$2 = asList(env.isWatched ? undefined : $grid$cell.v), row$4 = asList(list$2.arr[i - 1], list$2));
        }
      }
    }
    return none();
  }

  // 32: -- Lists and rows in fields.
  // 33: function DoData(session)
  function DoData(session: Value): Value {
    let paid$ = 0, ahead$ = 3;
    // 34: local sum = 0
    let sum = 0 as Value;
    // 35: for i = 1, 4 do
    if ((paid$ -= 4) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 4);
    for (let i = 1; i <= 4; i++) {
      // 36: for j = 1, session.n do sum = sum + session.rows[i][j] * session.weights[j] end
      const number$1 = forNumber(session !== undefined ? session.$n ?? absent(session.meta, session, "$n", "local session") : index(session, "n", "local session"), "limit");
      loop$1: for (let j = 1; j <= number$1; ) {
        if (paid$ <= 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
        sum = typeof sum === "number" ? +sum : kept(sum);
        const stop$1 = number$1 - j < paid$ ? number$1 : j + paid$;
        let list$2 = asList(session?.$rows);
        let list$3 = asList(session?.$weights);
        const item$4 = list$2.arr[i - 1];
        let row$5 = (item$4 !== undefined && item$4.arr !== undefined && item$4 !== list$2 ? (item$4 as LuaTable) : noList);
        for (paid$ -= stop$1 - j + 1; j <= stop$1; j++) {
          const value$1: Value = row$5.arr[j - 1] ?? kept(index(index(index(session, "rows", "local session"), i, "field rows"), j, "field ?"), list$2 = asList(session?.$rows), list$3 = asList(session?.$weights), row$5 = asList(list$2.arr[i - 1], list$2));
          const value$2: Value = list$3.arr[j - 1] ?? kept(index(index(session, "weights", "local session"), j, "field weights"), list$2 = asList(session?.$rows), list$3 = asList(session?.$weights), row$5 = asList(list$2.arr[i - 1], list$2));
          const value$3: Value = typeof value$1 === "number" && typeof value$2 === "number" ? value$1 * value$2 : kept(mul(value$1, value$2, "field ?", "field ?"), list$2 = asList(session?.$rows), list$3 = asList(session?.$weights), row$5 = asList(list$2.arr[i - 1], list$2));
          sum = typeof sum === "number" && typeof value$3 === "number" ? sum + value$3 : kept(add(sum, value$3, "local sum"), list$2 = asList(session?.$rows), list$3 = asList(session?.$weights), row$5 = asList(list$2.arr[i - 1], list$2));
        }
      }
    }
    // 38: return sum
    return sum;
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    $DoRcpt.v = DoRcpt as Value;
    // 23: -- The same with globals.
    // 24: N, grid, total = 4, {}, 0
    const table$1 = new LuaTable();
    $total.v = 0 as Value;
    $grid.v = table$1 as Value;
    $N.v = 4 as Value;
    $DoHelo.v = DoHelo as Value;
    $DoData.v = DoData as Value;
    return none();
  });
  return main;
}
