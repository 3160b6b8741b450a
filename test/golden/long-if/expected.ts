// Compiled by Moonpost 0.1.0 from long-if.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type Value, LuaTable, at, capture, first as runtime$first, fn as runtime$fn, index as runtime$index, refuel, rt, suspended as runtime$suspended, truthy } from "moonpost/runtime";

// The runtime's small functions, copied: they do the usual case, the runtime all others.
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

export default function chunk(env: Environment): LuaFunction {
  const $is = env.cell("is");
  const $other = env.cell("other");
  let kinds!: LuaTable;
  let started = false;

  // 2: local function kindOf(name)
  function kindOf(name: Value): Result {
    if (--rt.fuel < 0) `${refuel}`;
    // 3: local found
    let found = undefined as Value;
    // 4: if name == nil then found = "none"
    if$1: {
      if (name === undefined) {
        found = "none" as Value;
        break if$1;
      }
      let call$1 = fn($is.v, "global is")(name, 1);
      if (call$1 === null) { if (suspended(call$1)) return capture(kindOf$resumed(1, name, found), at + 5); call$1 = rt.v0; }
      if (truthy(call$1)) {
        // 5: elseif is(name, 1) then found = kinds[1]
        found = kinds.arr[0] ?? index(kinds, 1, "upvalue kinds");
        break if$1;
      }
      let call$2 = fn($is.v, "global is")(name, 2);
      if (call$2 === null) { if (suspended(call$2)) return capture(kindOf$resumed(2, name, found), at + 6); call$2 = rt.v0; }
      if (truthy(call$2)) {
        // 6: elseif is(name, 2) then found = kinds[2]
        found = kinds.arr[1] ?? index(kinds, 2, "upvalue kinds");
        break if$1;
      }
      let call$3 = fn($is.v, "global is")(name, 3);
      if (call$3 === null) { if (suspended(call$3)) return capture(kindOf$resumed(3, name, found), at + 7); call$3 = rt.v0; }
      if (truthy(call$3)) {
        // 7: elseif is(name, 3) then found = kinds[3]
        found = kinds.arr[2] ?? index(kinds, 3, "upvalue kinds");
        // 8: return found
        return found;
      }
      let call$4 = fn($is.v, "global is")(name, 4);
      if (call$4 === null) { if (suspended(call$4)) return capture(kindOf$resumed(4, name, found), at + 9); call$4 = rt.v0; }
      if (truthy(call$4)) {
        // 9: elseif is(name, 4) then found = kinds[4]
        found = kinds.arr[3] ?? index(kinds, 4, "upvalue kinds");
        break if$1;
      }
      let call$5 = fn($is.v, "global is")(name, 5);
      if (call$5 === null) { if (suspended(call$5)) return capture(kindOf$resumed(5, name, found), at + 10); call$5 = rt.v0; }
      if (truthy(call$5)) {
        // 10: elseif is(name, 5) then found = kinds[5]
        found = kinds.arr[4] ?? index(kinds, 5, "upvalue kinds");
        break if$1;
      }
      let call$6 = fn($is.v, "global is")(name, 6);
      if (call$6 === null) { if (suspended(call$6)) return capture(kindOf$resumed(6, name, found), at + 11); call$6 = rt.v0; }
      if (truthy(call$6)) {
        // 11: elseif is(name, 6) then found = kinds[6]
        found = kinds.arr[5] ?? index(kinds, 6, "upvalue kinds");
        break if$1;
      }
      let call$7 = fn($is.v, "global is")(name, 7);
      if (call$7 === null) { if (suspended(call$7)) return capture(kindOf$resumed(7, name, found), at + 12); call$7 = rt.v0; }
      if (truthy(call$7)) {
        // 12: elseif is(name, 7) then found = kinds[7]
        found = kinds.arr[6] ?? index(kinds, 7, "upvalue kinds");
        break if$1;
      }
      let call$8 = fn($is.v, "global is")(name, 8);
      if (call$8 === null) { if (suspended(call$8)) return capture(kindOf$resumed(8, name, found), at + 13); call$8 = rt.v0; }
      if (truthy(call$8)) {
        // 13: elseif is(name, 8) then found = kinds[8]
        found = kinds.arr[7] ?? index(kinds, 8, "upvalue kinds");
        break if$1;
      }
      let call$9 = fn($is.v, "global is")(name, 9);
      if (call$9 === null) { if (suspended(call$9)) return capture(kindOf$resumed(9, name, found), at + 14); call$9 = rt.v0; }
      if (truthy(call$9)) {
        // 14: elseif is(name, 9) then found = kinds[9]
        found = kinds.arr[8] ?? index(kinds, 9, "upvalue kinds");
        break if$1;
      }
      let call$10 = fn($is.v, "global is")(name, 10);
      if (call$10 === null) { if (suspended(call$10)) return capture(kindOf$resumed(10, name, found), at + 15); call$10 = rt.v0; }
      if (truthy(call$10)) {
        // 15: elseif is(name, 10) then found = kinds[10]
        found = kinds.arr[9] ?? index(kinds, 10, "upvalue kinds");
        break if$1;
      }
      let call$11 = fn($is.v, "global is")(name, 11);
      if (call$11 === null) { if (suspended(call$11)) return capture(kindOf$resumed(11, name, found), at + 16); call$11 = rt.v0; }
      if (truthy(call$11)) {
        // 16: elseif is(name, 11) then found = kinds[11]
        found = kinds.arr[10] ?? index(kinds, 11, "upvalue kinds");
        break if$1;
      }
      let call$12 = fn($is.v, "global is")(name, 12);
      if (call$12 === null) { if (suspended(call$12)) return capture(kindOf$resumed(12, name, found), at + 17); call$12 = rt.v0; }
      if (truthy(call$12)) {
        // 17: elseif is(name, 12) then found = kinds[12]
        found = kinds.arr[11] ?? index(kinds, 12, "upvalue kinds");
        break if$1;
      }
      let call$13 = fn($is.v, "global is")(name, 13);
      if (call$13 === null) { if (suspended(call$13)) return capture(kindOf$resumed(13, name, found), at + 18); call$13 = rt.v0; }
      if (truthy(call$13)) {
        // 18: elseif is(name, 13) then found = kinds[13]
        found = kinds.arr[12] ?? index(kinds, 13, "upvalue kinds");
        break if$1;
      }
      let call$14 = fn($is.v, "global is")(name, 14);
      if (call$14 === null) { if (suspended(call$14)) return capture(kindOf$resumed(14, name, found), at + 19); call$14 = rt.v0; }
      if (truthy(call$14)) {
        // 19: elseif is(name, 14) then found = kinds[14]
        found = kinds.arr[13] ?? index(kinds, 14, "upvalue kinds");
        break if$1;
      }
      let call$15 = fn($is.v, "global is")(name, 15);
      if (call$15 === null) { if (suspended(call$15)) return capture(kindOf$resumed(15, name, found), at + 20); call$15 = rt.v0; }
      if (truthy(call$15)) {
        // 20: elseif is(name, 15) then found = kinds[15]
        found = kinds.arr[14] ?? index(kinds, 15, "upvalue kinds");
        break if$1;
      }
      let call$16 = fn($is.v, "global is")(name, 16);
      if (call$16 === null) { if (suspended(call$16)) return capture(kindOf$resumed(16, name, found), at + 21); call$16 = rt.v0; }
      if (truthy(call$16)) {
        // 21: elseif is(name, 16) then found = kinds[16]
        found = kinds.arr[15] ?? index(kinds, 16, "upvalue kinds");
        break if$1;
      }
      let call$17 = fn($is.v, "global is")(name, 17);
      if (call$17 === null) { if (suspended(call$17)) return capture(kindOf$resumed(17, name, found), at + 22); call$17 = rt.v0; }
      if (truthy(call$17)) {
        // 22: elseif is(name, 17) then found = kinds[17]
        found = kinds.arr[16] ?? index(kinds, 17, "upvalue kinds");
        break if$1;
      }
      // 23: else found = other(name)
      let call$18 = fn($other.v, "global other")(name);
      if (call$18 === null) { if (suspended(call$18)) return capture(kindOf$resumed(18, name, found), at + 23); call$18 = rt.v0; }
      found = call$18;
    }
    // 25: return found
    return found;
  }
  function* kindOf$resumed(entry$: number, name: Value, found: Value): Frame {
    let call$1!: Result, value$1!: Value;
    if$1: {
      if (entry$ === 0) {
        if (name === undefined) {
          found = "none" as Value;
          break if$1;
        }
      }
      if (entry$ <= 1) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 1);
          if (call$1 === null && suspended(call$1)) { yield at + 5; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[0] ?? index(kinds, 1, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 2) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 2);
          if (call$1 === null && suspended(call$1)) { yield at + 6; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[1] ?? index(kinds, 2, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 3) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 3);
          if (call$1 === null && suspended(call$1)) { yield at + 7; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[2] ?? index(kinds, 3, "upvalue kinds");
          return found;
        }
      }
      if (entry$ <= 4) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 4);
          if (call$1 === null && suspended(call$1)) { yield at + 9; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[3] ?? index(kinds, 4, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 5) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 5);
          if (call$1 === null && suspended(call$1)) { yield at + 10; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[4] ?? index(kinds, 5, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 6) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 6);
          if (call$1 === null && suspended(call$1)) { yield at + 11; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[5] ?? index(kinds, 6, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 7) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 7);
          if (call$1 === null && suspended(call$1)) { yield at + 12; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[6] ?? index(kinds, 7, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 8) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 8);
          if (call$1 === null && suspended(call$1)) { yield at + 13; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[7] ?? index(kinds, 8, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 9) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 9);
          if (call$1 === null && suspended(call$1)) { yield at + 14; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[8] ?? index(kinds, 9, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 10) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 10);
          if (call$1 === null && suspended(call$1)) { yield at + 15; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[9] ?? index(kinds, 10, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 11) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 11);
          if (call$1 === null && suspended(call$1)) { yield at + 16; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[10] ?? index(kinds, 11, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 12) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 12);
          if (call$1 === null && suspended(call$1)) { yield at + 17; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[11] ?? index(kinds, 12, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 13) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 13);
          if (call$1 === null && suspended(call$1)) { yield at + 18; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[12] ?? index(kinds, 13, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 14) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 14);
          if (call$1 === null && suspended(call$1)) { yield at + 19; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[13] ?? index(kinds, 14, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 15) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 15);
          if (call$1 === null && suspended(call$1)) { yield at + 20; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[14] ?? index(kinds, 15, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 16) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 16);
          if (call$1 === null && suspended(call$1)) { yield at + 21; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[15] ?? index(kinds, 16, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ <= 17) {
        if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
        else {
          call$1 = fn($is.v, "global is")(name, 17);
          if (call$1 === null && suspended(call$1)) { yield at + 22; call$1 = rt.resumed; }
        }
        value$1 = first(call$1);
        if (truthy(value$1)) {
          found = kinds.arr[16] ?? index(kinds, 17, "upvalue kinds");
          break if$1;
        }
      }
      if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
      else {
        call$1 = fn($other.v, "global other")(name);
        if (call$1 === null && suspended(call$1)) { yield at + 23; call$1 = rt.resumed; }
      }
      value$1 = first(call$1);
      found = value$1;
    }
    return found;
  }

  const main = (function main(...varargs$: Value[]): Value {
    if (started) return chunk(env)(...varargs$) as Value;
    started = true;
    // 1: local kinds = {}
    kinds = new LuaTable();
    // 27: return kindOf
    return kindOf;
  });
  return main;
}
