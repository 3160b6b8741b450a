/** What `#` finds in lists with nils must not depend on how often it was asked before, though the sizes that decide it are worked out late. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LuaTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";

type Step = (write: (key: Value, value: Value) => void) => void;

const key = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 70 }), fc.constantFrom(0, 1.5, -1, 1000, "name"));
const single: fc.Arbitrary<Step> = fc.tuple(key, fc.boolean()).map(
  ([at, present]) =>
    (write) =>
      write(at, present ? true : undefined),
);
const row: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map(([from, count]) => (write) => {
    for (let i = from; i < from + count; i++) write(i, true);
  });
/** Each turn takes an item from the front and adds one at the end. */
const queue: fc.Arbitrary<Step> = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 200 }))
  .map(([from, waiting, turns]) => (write) => {
    for (let i = from; i < from + waiting; i++) write(i, true);
    for (let i = from; i < from + turns; i++) {
      write(i, undefined);
      write(i + waiting, true);
    }
  });

test("the length of a list with nils is the same whether it was asked for after each write or only at the end", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(single, single, single, single, row, queue), { maxLength: 30 }), (steps) => {
      const asked = new LuaTable();
      const left = new LuaTable();
      for (const step of steps) {
        step((at, value) => {
          asked.set(at, value);
          left.set(at, value);
          asked.length();
        });
      }
      expect(left.length()).toBe(asked.length());
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["a queue whose end stays where it is", 3, 0],
  ["a queue that grows", 40, 60],
])("%s keeps its items while it moves on", (_what, waiting, more) => {
  const table = new LuaTable();
  let last = 0;
  let first = 1;
  const add = (): void => table.set(++last, last);
  for (let i = 0; i < waiting; i++) add();
  for (let turn = 0; turn < 5000; turn++) {
    expect(table.get(first)).toBe(first);
    table.set(first++, undefined);
    add();
    if (turn < more) add();
  }
  expect(table.get(first - 1)).toBeUndefined();
  expect(table.get(last)).toBe(last);
  expect(table.length()).toBe(0);
});

test("a list that is filled backwards lies in the array part, and no hash part is left", () => {
  const table = new LuaTable();
  for (let i = 5000; i >= 1; i--) table.set(i, i);
  expect([table.arr.length, table.hash, table.length()]).toEqual([5000, undefined, 5000]);
});

test("a lone large key takes no places", () => {
  const table = new LuaTable();
  table.set(1_000_000, true);
  expect([table.arr.length, table.get(1_000_000), table.length()]).toEqual([0, true, 0]);
});
