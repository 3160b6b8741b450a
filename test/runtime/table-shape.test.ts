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

/** Keys that get a value, and such that become nil. */
type Writes = readonly (readonly [present: boolean, ...keys: Value[]])[];

function from(first: number, last: number): number[] {
  const step = first <= last ? 1 : -1;
  return Array.from({ length: Math.abs(last - first) + 1 }, (_, i) => first + i * step);
}

/** Items that move, one after the other: each is taken out before, or after, it gets its new place. */
function moves(keys: readonly number[], by: number, outFirst: boolean): Writes {
  return keys.flatMap((key) =>
    outFirst
      ? ([
          [false, key],
          [true, key + by],
        ] as const)
      : ([
          [true, key + by],
          [false, key],
        ] as const),
  );
}

/** The lengths are those of PUC Lua 5.1 and 5.2. */
const lengths: readonly (readonly [what: string, length: number, writes: Writes])[] = [
  [
    "a name was nil only after the last integer came",
    0,
    [
      [true, 2, "name", ...from(18, 49)],
      [false, 18],
      [true, 50],
      [false, "name"],
    ],
  ],
  [
    "the first item went where others had been appended",
    0,
    [
      [true, ...from(12, 17), 1],
      [false, 1],
      [true, 2],
    ],
  ],
  [
    "a fraction came back to its place",
    2,
    [
      [true, 1.5, 8],
      [false, 1.5],
      [true, 7, 1, 2, 3],
      [false, 3],
      [true, 1.5],
    ],
  ],
  [
    "a fraction came back and had lost its place",
    8,
    [
      [true, 1.5],
      [false, 1.5],
      [true, 1.25, 3, -1.5, ...from(8, 4), 1.5],
    ],
  ],
  [
    "a fraction lies beside more integers than places are followed for",
    66,
    [
      [true, 2.5, ...from(66, 32)],
      [false, ...from(32, 2)],
      [true, 1000],
    ],
  ],
  [
    "a short queue moves on where a long one was",
    0,
    [[true, ...from(1000, 1039)], [false, ...from(1000, 1030)], ...moves(from(1031, 1062), 9, true), [true, ...from(5, 2)]],
  ],
  [
    "items moved down",
    0,
    [[true, ...from(70, 109)], [false, ...from(98, 109)], ...moves(from(70, 97), -40, false), [true, ...from(5, 2)]],
  ],
];

test.each(lengths)("PUC Lua's length is found where %s", (_what, length, writes) => {
  const asked = new LuaTable();
  const left = new LuaTable();
  for (const [present, ...keys] of writes) {
    for (const at of keys) {
      for (const table of [asked, left]) table.set(at, present ? true : undefined);
      asked.length();
    }
  }
  expect([asked.length(), left.length()]).toEqual([length, length]);
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
