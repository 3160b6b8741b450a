/**
 * Lua's own quicksort: the same comparisons in the same order as PUC Lua, so that an order function sees what it sees there, and an
 * invalid one leads to the same order or the same "invalid order function for sorting".
 *
 * The items are copied out of the table, sorted, and put back when the sort ends, also by an error: an order function that reads the
 * table meanwhile sees the old order, and what it writes there is lost. (PUC Lua sorts in place; the manual defines neither.)
 *
 * The algorithm is a machine whose states are its five comparisons, because the order function may be suspended in any of them: then
 * the variables are saved, and the sort goes on from there when the function's result is known.
 *
 * Governing text: Lua 5.2 manual §6.5 `table.sort`; after Sedgewick, "Algorithms in MODULA-3", as in PUC Lua.
 */
import { charge, chargeMemory, tick } from "../budget.ts";
import { enterC } from "../c-calls.ts";
import { calledBack } from "../debug-calls.ts";
import { raise } from "../error.ts";
import { type Frame, LIBRARY, rt } from "../machine.ts";
import { lt, truthy } from "../operators.ts";
import { first, none, suspended } from "../results.ts";
import { capture } from "../suspend.ts";
import type { LuaTable } from "../table.ts";
import type { LuaFunction, Result, Value } from "../value.ts";

/** A comparison whose answer the machine waits for; `begin`: none yet. */
const BEGIN = 0;
const ENDS = 1;
const MIDDLE_LOW = 2;
const MIDDLE_HIGH = 3;
const FROM_LEFT = 4;
const FROM_RIGHT = 5;

class Sort {
  /** Item i at i − 1. An invalid order function of 5.0 or 5.1 can reach, and even write, the place after the last one. */
  readonly items: Value[];
  readonly less: LuaFunction | undefined;
  /** 5.2 notices one step earlier that the order function is invalid. */
  readonly margin: number;
  /** Parts still to be sorted: low and high end by turns. */
  readonly parts: number[] = [];
  low: number;
  high: number;
  i = 0;
  j = 0;
  pivot: Value = undefined;
  at = BEGIN;

  constructor(items: Value[], less: LuaFunction | undefined, margin: number) {
    this.items = items;
    this.less = less === undefined ? undefined : calledBack(less);
    this.margin = margin;
    this.low = 0;
    this.high = items.length - 1;
  }

  /** Sorts until it is done (true) or the order function was suspended (false); then the next call brings its `answer`. */
  run(answer: boolean): boolean {
    const { items, less, margin, parts } = this;
    let { low, high, i, j, pivot, at } = this;
    let yes = answer;
    for (;;) {
      let a: Value;
      let b: Value;
      // Each state takes the answer to its comparison and either goes to the next one, which sets a and b, or ends its part.
      part: {
        if (at === FROM_LEFT) {
          if (yes) {
            if (i > high - margin) raise("invalid order function for sorting");
            a = items[++i];
            b = pivot;
          } else {
            at = FROM_RIGHT;
            a = pivot;
            b = items[--j];
          }
        } else if (at === FROM_RIGHT) {
          if (yes) {
            if (j < low + margin) raise("invalid order function for sorting");
            a = pivot;
            b = --j < 0 ? undefined : items[j];
          } else if (j < i) {
            swap(items, high - 1, i);
            // The smaller part first, the larger one later: the stack stays short.
            if (i - low < high - i) {
              parts.push(i + 1, high);
              high = i - 1;
            } else {
              parts.push(low, i - 1);
              low = i + 1;
            }
            at = BEGIN;
            continue;
          } else {
            swap(items, i, j);
            at = FROM_LEFT;
            a = items[++i];
            b = pivot;
          }
        } else if (at === BEGIN) {
          if (low >= high) break part;
          at = ENDS;
          a = items[high];
          b = items[low];
        } else if (at === ENDS) {
          if (yes) swap(items, low, high);
          if (high - low === 1) break part;
          // The middle as PUC Lua finds it, which counts from 1.
          i = ((low + high + 2) >> 1) - 1;
          at = MIDDLE_LOW;
          a = items[i];
          b = items[low];
        } else if (at === MIDDLE_LOW && !yes) {
          at = MIDDLE_HIGH;
          a = items[high];
          b = items[i];
        } else {
          if (yes) swap(items, i, at === MIDDLE_LOW ? low : high);
          if (high - low === 2) break part;
          pivot = items[i];
          swap(items, i, high - 1);
          i = low;
          j = high - 1;
          at = FROM_LEFT;
          a = items[++i];
          b = pivot;
        }
        tick();
        if (less === undefined) {
          yes = typeof a === "number" && typeof b === "number" ? a < b : lt(a, b);
          continue;
        }
        const result = less(a, b);
        if (suspended(result)) {
          this.low = low;
          this.high = high;
          this.i = i;
          this.j = j;
          this.pivot = pivot;
          this.at = at;
          return false;
        }
        yes = truthy(first(result));
        continue;
      }
      const nextHigh = parts.pop();
      const nextLow = parts.pop();
      if (nextHigh === undefined || nextLow === undefined) return true;
      low = nextLow;
      high = nextHigh;
      at = BEGIN;
    }
  }
}

function swap(items: Value[], i: number, j: number): void {
  const item = items[i];
  items[i] = items[j];
  items[j] = item;
}

/** Sorts the items 1..`n` of `table` by `less`, or by `<`. `margin`: 1 for 5.2's stricter check of the order function, else 0. */
export function sortTable(table: LuaTable, n: number, less: LuaFunction | undefined, margin: number): Result {
  if (n < 2) return none();
  chargeMemory(8 * n);
  charge(n);
  const { arr } = table;
  const items: Value[] = arr.slice(0, n);
  for (let i = items.length + 1; i <= n; i++) items.push(table.get(i));
  const sort = new Sort(items, less, margin);
  let done = true;
  const depth = enterC();
  try {
    done = sort.run(false);
    rt.cCalls = depth;
  } finally {
    if (done) putBack(table, items);
  }
  return done ? none() : capture(resumed(table, sort), LIBRARY);
}

function* resumed(table: LuaTable, sort: Sort): Frame {
  try {
    while (!sort.run(truthy(first(rt.resumed)))) yield;
  } finally {
    putBack(table, sort.items);
  }
  return none();
}

function putBack(table: LuaTable, items: readonly Value[]): void {
  for (let i = 0; i < items.length; i++) table.setNumber(i + 1, items[i]);
}
