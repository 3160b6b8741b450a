// Compiled by Moonpost 0.1.0 from closures.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type LuaTable, type Result, type TableIterator, type Value, Box, absent as runtime$absent, at, capture, concat, fields, first as runtime$first, fn as runtime$fn, index as runtime$index, isText, joined, none, pair, pay, refuel, results, rt, several, suspended as runtime$suspended, textOf as runtime$textOf, truthy, walkResult } from "moonpost/runtime";

fields("x");
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
function textOf(value: string | number): string {
  if (typeof value === "string") return value;
  return (value | 0) === value && value !== 0 ? `${value}` : runtime$textOf(value);
}

declare global {
  interface Function {
    readonly $x?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $ipairs = env.cell("ipairs");
  const $log = env.cell("log");
  const $ask = env.cell("ask");
  const $Notify = env.cell("Notify");
  const $select = env.cell("select");
  const $Start = env.cell("Start");
  let new$!: number;
  let class$: Value;
  let default$!: string;
  let started = false;

  // 1: -- Closures in functions that may be suspended, and in ones that may not.
  // 2: local function counter(step)
  function counter(step: number): Value {
    // 3: local count = 0
    let count = 0;
    // 4: return function()
    return function function_4(): number {
      // 5: count = count + step
      count = count + step;
      // 6: return count
      return count;
    };
  }

  function note$make(address: Value) {
    return function note(text: string): Result {
      if (--rt.fuel < 0) `${refuel}`;
      const call$1 = fn($log.v, "global log")(isText(address) ? joined(textOf(address) + (": " + text)) : concat([address, ": ", text], ["upvalue address", undefined, "local text"]));
      if (call$1 === null && suspended(call$1)) return capture(undefined, at + 13);
      return none();
    };
  }

  function function_19$make(sent: Box) {
    return function function_19(): number {
      return (sent.v as number);
    };
  }

  // 10: function Notify(list)
  function Notify(list: Value): Result {
    const $ask$cell = $ask;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    // 11: local sent = 0
    const sent = new Box(0);
    // 12: for i, address in ipairs(list) do
    const each$1 = walkResult(fn($ipairs.v, "global ipairs")(list));
    for (;;) {
      const items$1 = each$1.list.arr, at$2 = each$1.at;
      let key$3: Value, item$4: Value;
      if (at$2 < items$1.length && (item$4 = items$1[at$2]) !== undefined) key$3 = each$1.at = at$2 + 1;
      else if (each$1.stepOn()) { key$3 = each$1.key; item$4 = each$1.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const i = key$3;
      const address = item$4;
      // 13: local function note(text) log(address .. ": " .. text) end
      const note = note$make(address);
      // 14: if ask(address) then
      let call$1: Result = fn($ask$cell.v, "global ask")(address);
      if (call$1 === null) { if (suspended(call$1)) return capture(Notify$resumed(1, list, sent, i, address, note, each$1), at + 14); call$1 = rt.v0; }
      if (truthy(call$1)) {
        // 15: sent = sent + 1
        sent.v = ((sent.v as number) + 1) as Value;
        // 16: note("sent")
        const call$2 = note("sent");
        if (call$2 === null && suspended(call$2)) return capture(Notify$resumed(2, list, sent, i, address, note, each$1), at + 16);
      }
    }
    // 19: return sent, function() return sent end
    return pair((sent.v as number), function_19$make(sent));
  }
  function* Notify$resumed(entry$: number, list: Value, sent: Box, i: Value, address: Value, note: (p0: string) => Result, each$1: TableIterator): Frame {
    let call$1!: Result, value$1!: Value, call$2!: Result;
    while (entry$ !== 0 || each$1.step()) {
      if (entry$ === 0) {
        if (--rt.fuel < 0) `${refuel}`;
        i = each$1.key;
        address = each$1.value;
        note = note$make(address);
      }
      if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
      else if (entry$ === 0) {
        call$1 = fn($ask.v, "global ask")(address);
        if (call$1 === null && suspended(call$1)) { yield at + 14; call$1 = rt.resumed; }
      }
      if (entry$ === 0) {
        value$1 = first(call$1);
      }
      if (entry$ === 0 ? truthy(value$1) : entry$ === 2) {
        if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
        else {
          sent.v = ((sent.v as number) + 1) as Value;
          call$2 = note("sent");
          if (call$2 === null && suspended(call$2)) { yield at + 16; call$2 = rt.resumed; }
        }
      }
    }
    return pair((sent.v as number), function_19$make(sent));
  }

  // 23: function Start(first, index, ...)
  function Start(first$: Value, index$: Value, ...varargs$: Value[]): Result {
    if (--rt.fuel < 0) `${refuel}`;
    if (varargs$.length > 99) pay(varargs$.length >> 3);
    // 24: local mode = "fast"
    const mode: string = "fast";
    // 25: if mode == "slow" then return new end
    if (mode === "slow") {
      return new$;
    }
    // 26: if first == "a" then
    if (first$ === "a") {
      // 27: if first == "b" then return index end
      if ((first$ as Value) === "b") {
        return index$;
      }
    }
    // 29: if index == nil then return index.x end
    if (index$ === undefined) {
      return (index$ as Value) !== undefined ? (index$ as Value as LuaTable).$x ?? absent((index$ as Value as LuaTable).meta, index$, "$x", "local index") : index(index$, "x", "local index");
    }
    // 30: return class(), default, select("#", ...)
    let call$1 = fn(class$, "upvalue class")();
    if (call$1 === null) { if (suspended(call$1)) return capture(Start$resumed(1, varargs$, first$, index$, mode), at + 30); call$1 = rt.v0; }
    return several([call$1, default$, ...results(fn($select.v, "global select")("#", ...varargs$))]);
  }
  function* Start$resumed(entry$: number, varargs$: Value[], first$: Value, index$: Value, mode: string): Frame {
    let call$1!: Result, value$1!: Value;
    entry$ = 0; call$1 = rt.resumed;
    value$1 = first(call$1);
    return several([value$1, default$, ...results(fn($select.v, "global select")("#", ...varargs$))]);
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    if (--rt.fuel < 0) `${refuel}`;
    $Notify.v = Notify as Value;
    // 22: local new, class, default = 1, counter(2), "x"
    new$ = 1;
    class$ = counter(2);
    default$ = "x";
    $Start.v = Start as Value;
    return none();
  });
  return main;
}
