// Compiled by Moonpost 0.1.0 from mail-rule.lua (Lua dialect vpop3).
import { type Environment, type Frame, type LuaFunction, type Result, type TableIterator, type Value, LuaTable, NO_ITEMS, NO_ROOM, PLAIN, absent as runtime$absent, add, at, capture, concat, fields, first as runtime$first, fn as runtime$fn, fnMethod as runtime$fnMethod, freshItems, inPlace, index as runtime$index, intrinsics, isText, joined, len as runtime$len, lt, mul, none, pair, patternSite, pay, refuel, results, rt, second, setfield, setindex as runtime$setindex, sub, suspended as runtime$suspended, tableMaker, textOf as runtime$textOf, truthy, walkResult } from "moonpost/runtime";

fields("word", "score", "lower", "find", "x");
const pattern$1 = patternSite("viagra", "find");
const word_score$table = tableMaker(function (this: LuaTable, word: Value, score: Value): void {
  this.meta = PLAIN;
  this.arr = NO_ITEMS;
  this.hash = undefined;
  this.room = NO_ROOM;
  this.$word = word;
  this.$score = score;
});
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
    readonly $word?: undefined;
    readonly $score?: undefined;
    readonly $lower?: undefined;
    readonly $find?: undefined;
    readonly $x?: undefined;
  }
}

export default function chunk(env: Environment): LuaFunction {
  const $check = env.cell("check");
  const $ipairs = env.cell("ipairs");
  const $print = env.cell("print");
  const $log = env.cell("log");
  const $DoRCPTTO = env.cell("DoRCPTTO");
  let rules!: LuaTable;
  let total: Value;
  let started = false;

  // 3: -- adds up the score
  // 4: local function classify(subject, size)
  function classify(subject: Value, size: Value): Result {
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    // 5: local score = 0
    let score = 0 as Value;
    // 6: if check(subject) and size > 10 then
    let call$1 = fn($check.v, "global check")(subject);
    if (call$1 === null) { if (suspended(call$1)) return capture(classify$resumed(1, subject, size, score), at + 6); call$1 = rt.v0; }
    if (truthy(call$1) && (typeof size === "number" ? size > 10 : lt(10, size))) {
      // 7: score = score + 1
      score = typeof score === "number" ? score + 1 : add(score, 1, "local score");
    } else {
      const value$1 = first(fnMethod((typeof subject === "string" ? rt.strings : subject)?.$lower, subject, "$lower", "local subject")(subject));
      if (truthy(typeof value$1 === "string" && rt.strings.$find === intrinsics.find ? inPlace.found(pattern$1.at(value$1, 0)) : first(fnMethod(value$1?.$find, value$1, "$find")(value$1, "viagra")))) {
        // 9: score = score * 2
        score = typeof score === "number" ? score * 2 : mul(score, 2, "local score");
      }
    }
    // 11: for i, rule in ipairs(rules) do
    const each$1 = walkResult(fn($ipairs.v, "global ipairs")(rules));
    for (;;) {
      const items$1 = each$1.list.arr, at$2 = each$1.at;
      let key$3: Value, item$4: Value;
      if (at$2 < items$1.length && (item$4 = items$1[at$2]) !== undefined) key$3 = each$1.at = at$2 + 1;
      else if (each$1.stepOn()) { key$3 = each$1.key; item$4 = each$1.value; } else break;
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      const i = key$3;
      const rule = item$4;
      // 12: if subject:find(rule.word, 1, true) then score = score + rule.score end
      const fn$1 = fnMethod((typeof subject === "string" ? rt.strings : subject)?.$find, subject, "$find", "local subject");
      const value$2: Value = rule !== undefined ? rule.$word ?? absent(rule.meta, rule, "$word", "local rule") : index(rule, "word", "local rule");
      if (truthy(typeof subject === "string" && typeof value$2 === "string" && fn$1 === intrinsics.find ? inPlace.found(inPlace.plain(subject, value$2, 0)) : first(fn$1(subject, value$2, 1, true)))) {
        const value$3: Value = rule !== undefined ? rule.$score ?? absent(rule.meta, rule, "$score", "local rule") : index(rule, "score", "local rule");
        score = typeof score === "number" && typeof value$3 === "number" ? score + value$3 : add(score, value$3, "local score", "field score");
      }
    }
    // 14: total = total + score
    total = typeof total === "number" && typeof score === "number" ? total + score : add(total, score, "upvalue total", "local score");
    // 15: return score, subject
    return pair(score, subject);
  }
  function* classify$resumed(entry$: number, subject: Value, size: Value, score: Value): Frame {
    let call$1!: Result, value$1!: Value, value$2!: Value, each$1!: TableIterator, i!: Value, rule!: Value, fn$1!: LuaFunction;
    entry$ = 0; call$1 = rt.resumed;
    value$1 = first(call$1);
    if (truthy(value$1) && (typeof size === "number" ? size > 10 : lt(10, size))) {
      score = typeof score === "number" ? score + 1 : add(score, 1, "local score");
    } else {
      value$2 = first(fnMethod((typeof subject === "string" ? rt.strings : subject)?.$lower, subject, "$lower", "local subject")(subject));
      if (truthy(typeof value$2 === "string" && rt.strings.$find === intrinsics.find ? inPlace.found(pattern$1.at(value$2, 0)) : first(fnMethod(value$2?.$find, value$2, "$find")(value$2, "viagra")))) {
        score = typeof score === "number" ? score * 2 : mul(score, 2, "local score");
      }
    }
    each$1 = walkResult(fn($ipairs.v, "global ipairs")(rules));
    while (each$1.step()) {
      if (--rt.fuel < 0) `${refuel}`;
      i = each$1.key;
      rule = each$1.value;
      fn$1 = fnMethod((typeof subject === "string" ? rt.strings : subject)?.$find, subject, "$find", "local subject");
      value$1 = rule !== undefined ? rule.$word ?? absent(rule.meta, rule, "$word", "local rule") : index(rule, "word", "local rule");
      if (truthy(typeof subject === "string" && typeof value$1 === "string" && fn$1 === intrinsics.find ? inPlace.found(inPlace.plain(subject, value$1, 0)) : first(fn$1(subject, value$1, 1, true)))) {
        value$2 = rule !== undefined ? rule.$score ?? absent(rule.meta, rule, "$score", "local rule") : index(rule, "score", "local rule");
        score = typeof score === "number" && typeof value$2 === "number" ? score + value$2 : add(score, value$2, "local score", "field score");
      }
    }
    total = typeof total === "number" && typeof score === "number" ? total + score : add(total, score, "upvalue total", "local score");
    return pair(score, subject);
  }

  // 18: function DoRCPTTO(address)
  function DoRCPTTO(address: Value): Result {
    const $print$cell = $print;
    const $log$cell = $log;
    let paid$ = 0, ahead$ = 3;
    if (--rt.fuel < 0) `${refuel}`;
    // 19: local s, subj = classify(address, #address)
    const call$1 = classify(address, len(address, "local address"));
    if (call$1 === null && suspended(call$1)) return capture(DoRCPTTO$resumed(1, address, undefined, undefined, undefined!), at + 19);
    let s = first(call$1);
    const subj = second(call$1);
    // 20: while s > 3 do
    while (typeof s === "number" ? s > 3 : lt(3, s)) {
      if (--paid$ < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023);
      continue$1: {
        // 21: s = s - 1
        s = typeof s === "number" ? s - 1 : sub(s, 1, "local s");
        // 22: if s == 5 then goto continue end
        if (s === 5) {
          break continue$1;
        }
        // 23: print("x" .. s)
        first(fn($print$cell.v, "global print")(isText(s) ? joined("x" + textOf(s)) : concat(["x", s], [undefined, "local s"])));
        // 24: ::continue::
      }
    }
    // 26: for i = 1, 10 do log(i) end
    if ((paid$ -= 10) < 0) paid$ = pay(ahead$ = (ahead$ * 2 + 1) & 1023, 10);
    for (let i = 1; i <= 10; i++) {
      const call$2 = fn($log$cell.v, "global log")(i);
      if (call$2 === null && suspended(call$2)) return capture(DoRCPTTO$resumed(2, address, s, subj, i), at + 26);
    }
    // 27: local t = {}
    const t = new LuaTable();
    // 28: t.x = s
    if (t.$x !== undefined || t.meta.open) t.$x = s; else setfield(t, "x", s, "local t");
    // 29: t[1] = subj
    if (1 <= t.arr.length && t.arr[0] !== undefined && subj !== undefined) t.arr[0] = subj; else setindex(t, 1, subj, "local t");
    // 30: return s > 3 and "no" or "yes"
    return (typeof s === "number" ? s > 3 : lt(3, s)) ? "no" : "yes";
  }
  function* DoRCPTTO$resumed(entry$: number, address: Value, s: Value, subj: Value, i: number): Frame {
    let call$1!: Result, t!: LuaTable;
    if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
    if (entry$ === 0) {
      s = first(call$1);
      subj = second(call$1);
      while (typeof s === "number" ? s > 3 : lt(3, s)) {
        if (--rt.fuel < 0) `${refuel}`;
        continue$1: {
          s = typeof s === "number" ? s - 1 : sub(s, 1, "local s");
          if (s === 5) {
            break continue$1;
          }
          first(fn($print.v, "global print")(isText(s) ? joined("x" + textOf(s)) : concat(["x", s], [undefined, "local s"])));
        }
      }
    }
    if (entry$ === 0) {
      i = 1;
    }
    for (; entry$ !== 0 || i <= 10; i++) {
      if (entry$ !== 0) { entry$ = 0; call$1 = rt.resumed; }
      else {
        if (--rt.fuel < 0) `${refuel}`;
        call$1 = fn($log.v, "global log")(i);
        if (call$1 === null && suspended(call$1)) { yield at + 26; call$1 = rt.resumed; }
      }
    }
    t = new LuaTable();
    if (t.$x !== undefined || t.meta.open) t.$x = s; else setfield(t, "x", s, "local t");
    if (1 <= t.arr.length && t.arr[0] !== undefined && subj !== undefined) t.arr[0] = subj; else setindex(t, 1, subj, "local t");
    return (typeof s === "number" ? s > 3 : lt(3, s)) ? "no" : "yes";
  }

  const main = (function main(...varargs$: Value[]): Result {
    if (started) return chunk(env)(...varargs$);
    started = true;
    if (--rt.fuel < 0) `${refuel}`;
    // 1: local rules = { {word = "free", score = 2}, {word = "money", score = 3} }
    rules = LuaTable.list([new word_score$table("free", 2), new word_score$table("money", 3)]);
    // 2: local total = 0
    total = 0 as Value;
    $DoRCPTTO.v = DoRCPTTO as Value;
    // 32: print(DoRCPTTO("free money"))
    const fn$1 = fn($print.v, "global print");
    const call$1 = fn($DoRCPTTO.v, "global DoRCPTTO")("free money");
    if (call$1 === null && suspended(call$1)) return capture(main$resumed(1, fn$1), at + 32);
    first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    return none();
  });
  function* main$resumed(entry$: number, fn$1: LuaFunction): Frame {
    let call$1!: Result;
    entry$ = 0; call$1 = rt.resumed;
    first(call$1 === null ? fn$1(...results(call$1)) : fn$1(call$1));
    return none();
  }
  return main;
}
