// Compiled by Moonpost 0.1.0 from metamethods.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type Value, LuaTable, addR, at, capture, concatR, fields, first as runtime$first, fn as runtime$fn, forNumber, indexR, intrinsics, isText, joined, lenR, ltR, none, nothing, pay, refuel, rt, setfieldR, setindexR, suspended as runtime$suspended, textOf as runtime$textOf, unmR } from "moonpost/runtime";

fields("__index", "yield", "__concat");
// The runtime's small functions, copied: they do the usual case, the runtime all others.
function first(result: Result): Value {
  return result === null ? runtime$first(result) : result;
}
function fn(f: Value, what?: string): LuaFunction {
  return typeof f === "function" ? f : runtime$fn(f, what);
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
    readonly $__index?: undefined;
    readonly $yield?: undefined;
    readonly $__concat?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $coroutine = env.cell("coroutine");
  const $setmetatable = env.cell("setmetatable");
  const $Fill = env.cell("Fill");
  let Queue!: LuaTable;
  let started = false;

  // 4: Queue.__concat = function(queue, item)
  function __concat(queue: Value, item: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    // 5: coroutine.yield(item)
    const value$1 = ($coroutine.v ?? nothing()).$yield;
    let value$2: Value;
    if (value$1 !== undefined) {
      value$2 = value$1;
    } else {
      let call$1 = indexR($coroutine.v, "yield", "global coroutine");
      if (call$1 === null) { if (suspended(call$1)) return capture(__concat$resumed(1, queue, item), at + 5); call$1 = rt.v0; }
      value$2 = call$1;
    }
    const call$2 = fn(value$2, "field yield")(item);
    if (call$2 === null && suspended(call$2)) return capture(__concat$resumed(2, queue, item), at + 17);
    // 6: queue[#queue + 1] = item
    let call$3 = lenR(queue, "local queue");
    if (call$3 === null) { if (suspended(call$3)) return capture(__concat$resumed(3, queue, item), at + 6); call$3 = rt.v0; }
    let value$3: Value;
    if (typeof call$3 === "number") {
      value$3 = call$3 + 1;
    } else {
      let call$4 = addR(call$3, 1);
      if (call$4 === null) { if (suspended(call$4)) return capture(__concat$resumed(4, queue, item), at + 18); call$4 = rt.v0; }
      value$3 = call$4;
    }
    const call$5 = setindexR(queue, value$3, item, "local queue");
    if (call$5 === null && suspended(call$5)) return capture(__concat$resumed(5, queue, item), at + 19);
    // 7: return queue
    return queue;
  }
  function* __concat$resumed(entry$: number, queue: Value, item: Value): Frame {
    let value$1!: Value, value$2!: Value, call$1!: Result, value$3!: Value, call$2!: Result, call$3!: Result;
    if (entry$ <= 1) {
      if (entry$ === 0 && value$1 !== undefined) {
        value$2 = value$1;
      } else {
        entry$ = 0; call$1 = rt.resumed;
        value$3 = first(call$1);
        value$2 = value$3;
      }
    }
    if (entry$ === 2) { entry$ = 0; call$2 = rt.resumed; }
    else if (entry$ === 0) {
      if ($coroutine.v?.$yield === rt.thread!.yields) { rt.yielded = item; call$2 = yield ~(at + 17); }
      else {
        call$2 = fn(value$2, "field yield")(item);
        if (call$2 === null && suspended(call$2)) { yield at + 17; call$2 = rt.resumed; }
      }
    }
    if (entry$ === 3) { entry$ = 0; call$1 = rt.resumed; }
    else if (entry$ === 0) {
      call$1 = lenR(queue, "local queue");
      if (call$1 === null && suspended(call$1)) { yield at + 6; call$1 = rt.resumed; }
    }
    if (entry$ === 0) {
      value$1 = first(call$1);
    }
    if (entry$ <= 4) {
      if (entry$ === 0 && typeof value$1 === "number") {
        value$2 = value$1 + 1;
      } else {
        if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
        else {
          call$2 = addR(value$1, 1);
          if (call$2 === null && suspended(call$2)) { yield at + 18; call$2 = rt.resumed; }
        }
        value$3 = first(call$2);
        value$2 = value$3;
      }
    }
    if (entry$ !== 0) { entry$ = 0; call$3 = rt.resumed; }
    else {
      call$3 = setindexR(queue, value$2, item, "local queue");
      if (call$3 === null && suspended(call$3)) { yield at + 19; call$3 = rt.resumed; }
    }
    return queue;
  }

  // 10: function Fill(n)
  function Fill(n: Value): Result {
    let paid$ = 0, ahead$ = 3;
    // 11: local queue = setmetatable({}, Queue)
    const table$1 = new LuaTable();
    let value$1: Value = table$1 as Value;
    if ($setmetatable.v === intrinsics.setmetatable && Queue?.record?.special === false) table$1.meta = Queue.record;
    else value$1 = first(fn($setmetatable.v, "global setmetatable")(table$1, Queue));
    let queue = value$1;
    // 12: for i = 1, n do queue = queue .. i end
    const number$1 = forNumber(n, "limit");
    for (let i = 1; i <= number$1; i++) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      let value$2: Value;
      if (isText(queue)) {
        value$2 = joined(textOf(queue) + textOf(i));
      } else {
        let call$1: Result = concatR([queue, i], ["local queue", "local i"]);
        if (call$1 === null) { if (suspended(call$1)) return capture(Fill$resumed(1, n, queue, i, number$1), at + 12); call$1 = rt.v0; }
        value$2 = call$1;
      }
      queue = value$2;
    }
    // 13: if #queue > 3 then return queue[1] + 1 end
    let call$2 = lenR(queue, "local queue");
    if (call$2 === null) { if (suspended(call$2)) return capture(Fill$resumed(2, n, queue, undefined!, undefined!), at + 13); call$2 = rt.v0; }
    let value$3: Value;
    if (typeof call$2 === "number") {
      value$3 = call$2 > 3;
    } else {
      let call$3 = ltR(3, call$2);
      if (call$3 === null) { if (suspended(call$3)) return capture(Fill$resumed(3, n, queue, undefined!, undefined!), at + 20); call$3 = rt.v0; }
      value$3 = call$3;
    }
    if (value$3 === true) {
      let call$4 = indexR(queue, 1, "local queue");
      if (call$4 === null) { if (suspended(call$4)) return capture(Fill$resumed(4, n, queue, undefined!, undefined!), at + 21); call$4 = rt.v0; }
      let value$4: Value;
      if (typeof call$4 === "number") {
        value$4 = call$4 + 1;
      } else {
        let call$5 = addR(call$4, 1, "field ?");
        if (call$5 === null) { if (suspended(call$5)) return capture(Fill$resumed(5, n, queue, undefined!, undefined!), at + 22); call$5 = rt.v0; }
        value$4 = call$5;
      }
      return value$4;
    }
    // 14: return -n
    let value$5: Value;
    if (typeof n === "number" && n === n) {
      value$5 = -n;
    } else {
      let call$6 = unmR(n, "local n");
      if (call$6 === null) { if (suspended(call$6)) return capture(Fill$resumed(6, n, queue, undefined!, undefined!), at + 14); call$6 = rt.v0; }
      value$5 = call$6;
    }
    return value$5;
  }
  function* Fill$resumed(entry$: number, n: Value, queue: Value, i: number, number$1: number): Frame {
    let table$1!: LuaTable, value$1!: Value, call$1!: Result, value$2!: Value, call$2!: Result, value$3!: Value, call$3!: Result, value$4!: Value, value$5!: Value, call$4!: Result, value$6!: Value;
    if (entry$ <= 1) {
      for (; entry$ !== 0 || i <= number$1; i++) {
        if (entry$ === 0) {
          if (--rt.fuel < 0) `${refuel}`;
        }
        if (entry$ === 0 && isText(queue)) {
          value$1 = joined(textOf(queue) + textOf(i));
        } else {
          if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
          else {
            call$1 = concatR([queue, i], ["local queue", "local i"]);
            if (call$1 === null && suspended(call$1)) { yield at + 12; call$1 = rt.resumed; }
          }
          value$2 = first(call$1);
          value$1 = value$2;
        }
        queue = value$1;
      }
    }
    if (entry$ <= 5) {
      if (entry$ === 2) { entry$ = 0; call$1 = rt.resumed; }
      else if (entry$ === 0) {
        call$1 = lenR(queue, "local queue");
        if (call$1 === null && suspended(call$1)) { yield at + 13; call$1 = rt.resumed; }
      }
      if (entry$ === 0) {
        value$1 = first(call$1);
      }
      if (entry$ <= 3) {
        if (entry$ === 0 && typeof value$1 === "number") {
          value$2 = value$1 > 3;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$2 = rt.resumed; }
          else {
            call$2 = ltR(3, value$1);
            if (call$2 === null && suspended(call$2)) { yield at + 20; call$2 = rt.resumed; }
          }
          value$3 = first(call$2);
          value$2 = value$3;
        }
      }
      if (entry$ === 0 ? value$2 === true : entry$ >= 4 && entry$ <= 5) {
        if (entry$ === 4) { entry$ = 0; call$3 = rt.resumed; }
        else if (entry$ === 0) {
          call$3 = indexR(queue, 1, "local queue");
          if (call$3 === null && suspended(call$3)) { yield at + 21; call$3 = rt.resumed; }
        }
        if (entry$ === 0) {
          value$4 = first(call$3);
        }
        if (entry$ === 0 && typeof value$4 === "number") {
          value$5 = value$4 + 1;
        } else {
          if (entry$ !== 0) { entry$ = 0; call$4 = rt.resumed; }
          else {
            call$4 = addR(value$4, 1, "field ?");
            if (call$4 === null && suspended(call$4)) { yield at + 22; call$4 = rt.resumed; }
          }
          value$6 = first(call$4);
          value$5 = value$6;
        }
        return value$5;
      }
    }
    if (entry$ === 0 && typeof n === "number" && n === n) {
      value$1 = -n;
    } else {
      if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
      else {
        call$1 = unmR(n, "local n");
        if (call$1 === null && suspended(call$1)) { yield at + 14; call$1 = rt.resumed; }
      }
      value$2 = first(call$1);
      value$1 = value$2;
    }
    return value$1;
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    // 1: -- Operators are suspension points where metamethods may yield.
    // 2: local Queue = {}
    Queue = new LuaTable();
    // 3: Queue.__index = Queue
    const call$1 = setfieldR(Queue, "__index", Queue, "local Queue");
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1), at + 3);
    const call$2 = setfieldR(Queue, "__concat", __concat, "local Queue");
    if (call$2 === null && suspended(call$2)) return capture(main$resumed(2), at + 8);
    $Fill.v = Fill as Value;
    return none();
  });
  function* main$resumed(entry$: number): Frame {
    let call$1!: Result;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
    else {
      call$1 = setfieldR(Queue, "__concat", __concat, "local Queue");
      if (call$1 === null && suspended(call$1)) { yield at + 8; call$1 = rt.resumed; }
    }
    $Fill.v = Fill as Value;
    return none();
  }
  return main;
}
