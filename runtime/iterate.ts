/**
 * Traversal of tables: `next`, the step function of `ipairs`, and the iterator that emitted loops use in their place when they find
 * one of these functions at the loop's start.
 *
 * Governing text: Lua 5.1 manual §2.4.5, §5.1 (`next`, `ipairs`).
 */
import { refuel } from "./budget.ts";
import { fn } from "./callable.ts";
import { argumentError, LuaError, quoted } from "./error.ts";
import { GlobalTable } from "./globals.ts";
import { rt } from "./machine.ts";
import { toNumber } from "./metamethods.ts";
import { typeOf } from "./metatable.ts";
import { nameOf } from "./names.ts";
import { noList } from "./nothing.ts";
import { passOver } from "./pass-over.ts";
import type { Matches } from "./pattern/matches.ts";
import { first, none, pair, returned, second, triple } from "./results.ts";
import { LuaTable, WeakTable } from "./table.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

/** `next (table [, index])` */
export function next(table: Value, key?: Value): Result {
  if (!(table instanceof LuaTable)) {
    return argumentError(1, "next", `table expected, got ${arguments.length === 0 ? "no value" : typeOf(table)}`);
  }
  const following = table.nextKey(key);
  if (rt.fuel < 0) `${refuel}`; // it may have passed over many places
  if (following === undefined) return undefined;
  if (following === false && table.get(false) === undefined) {
    throw new LuaError(`invalid key ${rt.realm.dialect === "5.0" ? "for" : "to"} ${quoted("next")}`);
  }
  return pair(following, table.get(following));
}

/** What 5.1's `pairs` returns: a function of its own that does the same. */
export function pairsStep(...values: Parameters<typeof next>): Result {
  return next(...values);
}

/** What `ipairs` returns: `t, i` → `i + 1, t[i + 1]`, nothing at the first nil. Raw, as in 5.0 to 5.2. */
export function ipairsStep(table: Value, i?: Value): Result {
  if (!(table instanceof LuaTable)) {
    if (rt.realm.dialect !== "5.0") indexOfStep(i, arguments.length); // looked at first
    return argumentError(1, "ipairs", `table expected, got ${arguments.length === 0 ? "no value" : typeOf(table)}`);
  }
  const key = (typeof i === "number" && (i | 0) === i ? i : indexOfStep(i, arguments.length)) + 1;
  const value = table.get(Math.trunc(key));
  if (value !== undefined) return pair(key, value);
  return rt.realm.dialect === "5.2" || rt.realm.dialect === "vpop3" ? undefined : none();
}

/** The index that a step goes on from, where it is no integer: C's int; 5.0 takes anything, and counts on from a fraction. */
function indexOfStep(i: Value, count: number): number {
  const number = toNumber(i);
  if (rt.realm.dialect === "5.0") return number ?? 0;
  if (number !== undefined) return number | 0;
  return argumentError(2, "ipairs", `number expected, got ${count < 2 ? "no value" : typeOf(i)}`);
}

/** 5.0's `ipairs`: with one argument the beginning of a loop, with two its own step function. */
export function ipairs50(table?: Value, i?: Value): Result {
  if (!(table instanceof LuaTable)) {
    return argumentError(1, "ipairs", `table expected, got ${arguments.length === 0 ? "no value" : typeOf(table)}`);
  }
  return arguments.length < 2 ? triple(ipairs50, table, 0) : ipairsStep(table, toNumber(i));
}

/** How an iterator goes on. */
const SEQUENCE = 0;
const ARRAY = 1;
const FIELDS = 2;
const HASH = 3;
const CALLS = 4;
const MATCHES = 5;

/**
 * What an emitted `for … in` loop steps through: a table (array part, properties, hash; deletion during the walk is allowed), a sequence (1, 2, …
 * up to the first nil), or an iterator function that is called. One class, so that loops stay monomorphic.
 */
export class TableIterator {
  key: Value = undefined;
  value: Value = undefined;
  /** The table whose array part is being walked, an empty one at all other times. Emitted loops take the items from it and count `at` up. */
  list: LuaTable;
  /** Place in the array part, the names or the hash. */
  at = 0;
  private readonly table: LuaTable | undefined;
  private phase: number;
  private names: readonly `$${string}`[] | undefined = undefined;
  private readonly f: LuaFunction | undefined;
  private readonly state: Value;
  private readonly matches: Matches | undefined;

  constructor(table: LuaTable | undefined, phase: number, f?: LuaFunction, state?: Value, control?: Value, matches?: Matches) {
    this.list = table ?? noList;
    this.table = table;
    this.matches = matches;
    this.phase = phase;
    this.f = f;
    this.state = state;
    this.key = control;
  }

  /** Goes to the next entry; false at the end. */
  step(): boolean {
    const { list, at } = this;
    const value = at < list.arr.length ? list.arr[at] : undefined;
    if (value === undefined) return this.stepOn();
    this.at = at + 1;
    this.key = at + 1;
    this.value = value;
    return true;
  }

  /** The same where the list has no item at this place. */
  stepOn(): boolean {
    switch (this.phase) {
      case SEQUENCE:
        return this.stepSequence();
      case ARRAY:
        return this.stepArray();
      case FIELDS:
        return this.stepField();
      case HASH:
        return this.stepHash();
      case MATCHES:
        return this.stepMatch();
      default:
        return this.stepCall();
    }
  }

  /** `stepOn` for loops that count the place themselves: the place to go on from, -1 at the end. */
  stepFrom(at: number): number {
    this.at = at;
    return this.stepOn() ? this.at : -1;
  }

  /**
   * A sequence may go on in the hash. The array is not read here, where lists of all kinds end: V8 makes an array of numbers one of any values where
   * it reads both in one place.
   */
  private stepSequence(): boolean {
    const { at, table } = this;
    const hash = table?.hash;
    if (hash === undefined || table === undefined || at < table.arr.length) return false;
    const value = hash.get(at + 1);
    if (value === undefined) return false;
    this.at = at + 1;
    this.key = at + 1;
    this.value = value;
    return true;
  }

  /** Skips nils; at the end come the fields. */
  private stepArray(): boolean {
    const arr = this.table?.arr;
    if (arr !== undefined) {
      for (let at = this.at; at < arr.length; at++) {
        const value = arr[at];
        if (value === undefined) continue;
        passOver(at - this.at);
        this.at = at + 1;
        this.key = at + 1;
        this.value = value;
        return true;
      }
      passOver(arr.length - this.at);
    }
    this.phase = FIELDS;
    this.list = noList;
    this.at = 0;
    this.names = this.table?.fields();
    if (rt.fuel < 0) `${refuel}`;
    return this.stepField();
  }

  private stepField(): boolean {
    const { names, table } = this;
    if (names !== undefined && table !== undefined) {
      while (this.at < names.length) {
        const name = names[this.at++];
        const value = name === undefined ? undefined : table[name];
        if (value === undefined || name === undefined) continue;
        this.key = nameOf(name);
        this.value = value;
        return true;
      }
    }
    this.phase = HASH;
    this.at = 0;
    return this.stepHash();
  }

  private stepHash(): boolean {
    const hash = this.table?.hash;
    if (hash === undefined) return false;
    const at = hash.occupied(this.at);
    if (rt.fuel < 0) `${refuel}`;
    if (at < 0) return false;
    this.at = at + 1;
    this.key = hash.keys[at];
    this.value = hash.valueAt(at);
    return true;
  }

  /** The first two captures of the next match. */
  private stepMatch(): boolean {
    const { matches } = this;
    if (matches === undefined) return false;
    const start = matches.advance();
    if (start < 0) return false;
    const { s, pattern } = matches;
    this.key = pattern.firstCapture(s, start);
    this.value = pattern.kinds.length > 1 ? pattern.capture(s, 1) : undefined;
    return true;
  }

  /** Calls the iterator function; it cannot be suspended here. */
  private stepCall(): boolean {
    if (this.f === undefined) return false;
    const result = this.f(this.state, this.key);
    this.key = first(result);
    this.value = second(result);
    return this.key !== undefined;
  }
}

/** Is everything where the iterator looks? */
function isOrdinary(table: LuaTable): boolean {
  return !(table instanceof GlobalTable || table instanceof WeakTable);
}

/**
 * The iterator for a generic `for` over `f, s, c`, if `f` is `next`, the step of `pairs` or the step of `ipairs` at its beginning, or, in old scripts, `f` is the table
 * itself (5.0's `for k, v in t do`); undefined for everything else.
 */
export function iterate(f: Value, s: Value, c: Value): TableIterator | undefined {
  if (f === next || f === pairsStep)
    return s instanceof LuaTable && c === undefined && isOrdinary(s) ? new TableIterator(s, ARRAY) : undefined;
  if (f === ipairsStep || f === ipairs50)
    return s instanceof LuaTable && c === 0 && isOrdinary(s) ? new TableIterator(s, SEQUENCE) : undefined;
  if (!(f instanceof LuaTable)) return undefined;
  const { dialect } = rt.realm;
  if (dialect !== "5.0" && (dialect !== "vpop3" || f.meta.table?.$__call !== undefined)) return undefined;
  return c === undefined && isOrdinary(f) ? new TableIterator(f, ARRAY) : new TableIterator(undefined, CALLS, next, f, c);
}

/** The iterator for a generic `for` over any `f, s, c`; an iterator function that is suspended raises an error. */
export function walk(f: Value, s: Value, c: Value): TableIterator {
  return iterate(f, s, c) ?? new TableIterator(undefined, CALLS, fn(f), s, c);
}

/** `walk` over the first three results of a call. */
export function walkResult(result: Result): TableIterator {
  if (result !== null) {
    const { matches, matchesStep } = rt;
    if (matches === undefined || matchesStep !== result) return walk(result, undefined, undefined);
    rt.matches = rt.matchesStep = undefined;
    return new TableIterator(undefined, MATCHES, undefined, undefined, undefined, matches);
  }
  if (rt.n < 0) returned();
  return walk(rt.v0, rt.v1, rt.v2);
}
