import { setFlagsFromString } from "node:v8";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_ITEMS } from "../../runtime/array-part.ts";
import { append, setindex } from "../../runtime/assigning.ts";
import { next, TableIterator, walk } from "../../runtime/iterate.ts";
import { register } from "../../runtime/names.ts";
import { LuaTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";

const NAMED = ["subject", "size", "constructor", "__proto__", "toString", "hasOwnProperty", "__index", "__newindex"];
for (const name of NAMED) register(name);
const FREE = ["meta", "arr", "hash", "Content-Type", "$x", "", "é", "valueOf", "__free"];
const OBJECTS = [new LuaTable(), new LuaTable()];

const key: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.integer({ min: -2, max: 40 }),
  fc.constantFrom(0.5, 1e300, Number.POSITIVE_INFINITY, 2 ** 53),
  fc.constantFrom(...NAMED),
  fc.constantFrom(...FREE),
  fc.boolean(),
  fc.constantFrom(...OBJECTS),
);
const value: fc.Arbitrary<Value> = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(undefined));
type Action = readonly [kind: "set" | "field" | "append" | "pop", key: Value, value: Value];
const action: fc.Arbitrary<Action> = fc.tuple(fc.constantFrom("set", "set", "set", "field", "append", "pop"), key, value);

/** What was done to the table, done to a Map. */
function apply(table: LuaTable, model: Map<Value, Value>, [kind, key, value]: Action): void {
  let at = key;
  let what = value;
  if (kind === "append") at = table.length() + 1;
  else if (kind === "pop") {
    at = table.length();
    what = undefined;
  }
  if (kind === "field" && typeof at === "string") table.setField(at, what);
  else table.set(at, what);
  if (what === undefined) model.delete(at);
  else model.set(at, what);
}

function entries(table: LuaTable): Map<Value, Value> {
  const found = new Map<Value, Value>();
  for (let at = table.nextKey(undefined); at !== undefined; at = table.nextKey(at)) {
    if (at === false && found.has(false)) throw new Error("next does not know the key that it gave");
    expect(found.has(at)).toBe(false);
    found.set(at, table.get(at));
  }
  return found;
}

describe("a table", () => {
  test("behaves as a map from values to values", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const table = new LuaTable();
        const model = new Map<Value, Value>();
        for (const each of actions) {
          apply(table, model, each);
          expect(table.get(each[1])).toBe(model.get(each[1]));
        }
        expect(sorted(entries(table))).toEqual(sorted(model));
        const walked = new Map<Value, Value>();
        for (const each = walk(next, table, undefined); each.step(); ) walked.set(each.key, each.value);
        expect(sorted(walked)).toEqual(sorted(model));
        const n = table.length();
        expect(n === 0 || table.get(n) !== undefined).toBe(true);
        expect(table.get(n + 1)).toBe(undefined);
      }),
      { numRuns: 500 },
    );
  });

  test("is traversed to its end while every entry is deleted or overwritten", () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), fc.infiniteStream(fc.boolean()), (actions, deletes) => {
        const table = new LuaTable();
        const model = new Map<Value, Value>();
        for (const each of actions) apply(table, model, each);
        const met: Value[] = [];
        for (let at = table.nextKey(undefined); at !== undefined; at = table.nextKey(at)) {
          if (at === false && met.includes(false)) throw new Error("next does not know the key that it gave");
          met.push(at);
          table.set(at, deletes.next().value ? undefined : true);
        }
        expect(new Set(met)).toEqual(new Set(model.keys()));
        expect(met.length).toBe(model.size);
      }),
      { numRuns: 500 },
    );
  });

  test("keeps -0 and 0 as one key, with the sign of the one that came first", () => {
    for (const first of [-0, 0]) {
      const table = new LuaTable();
      table.set(first, "zero");
      expect(table.get(-first)).toBe("zero");
      table.set(-first, "again");
      expect(table.get(first)).toBe("again");
      expect(table.nextKey(undefined)).toBe(first); // told apart by Object.is
      expect(table.nextKey(-first)).toBeUndefined();
    }
  });

  test("finds a name that was registered after it was stored", () => {
    const table = new LuaTable();
    table.set("late", 1);
    register("late");
    expect(table.get("late")).toBe(1);
    table.setField("late", 2);
    expect(table.get("late")).toBe(2);
    expect(entries(table)).toEqual(new Map([["late", 2]]));
    table.set("late", undefined);
    expect(entries(table).size).toBe(0);
  });

  test("says that it does not know a key", () => {
    expect(new LuaTable().nextKey("never")).toBe(false);
    expect(LuaTable.list([1]).nextKey(1.5)).toBe(false);
  });

  test("takes a list of a hundred thousand items in any order", () => {
    for (const order of ["up", "down"]) {
      const table = new LuaTable();
      for (let i = 1; i <= 100_000; i++) table.set(order === "up" ? i : 100_001 - i, i);
      expect(table.length()).toBe(100_000);
    }
  });
});

test.each([
  [2, true],
  [3, true],
  [8, false],
  [100, false],
])("of every %ith item, those lie in an array that fill a quarter of it", (step, listed) => {
  const table = new LuaTable();
  for (let key = step; key <= 1000 * step; key += step) table.set(key, key);
  expect(table.arr.length === 1000 * step).toBe(listed);
  expect(table.get(500 * step)).toBe(500 * step);
  expect(table.get(step + 1)).toBeUndefined();
});

describe("the record of a metatable", () => {
  test("follows changes of __index and __newindex", () => {
    const metatable = new LuaTable();
    const table = new LuaTable();
    table.metatable = metatable;
    expect(table.meta.open).toBe(true);
    const base = new LuaTable();
    metatable.set("__index", base);
    expect(table.meta.index).toBe(base);
    metatable.setField("__newindex", base);
    expect(table.meta.open).toBe(false);
    metatable.set("__index", () => 1);
    expect(table.meta.index).toBe(undefined);
    metatable.set("__newindex", undefined);
    expect(table.meta.open).toBe(true);
  });

  test("hides from inline access when the table has string keys in its hash", () => {
    const metatable = LuaTable.record({ __index: new LuaTable() });
    const table = new LuaTable();
    table.set("not a registered name", 1);
    expect(table.meta.open).toBe(false);
    table.metatable = metatable;
    expect(table.meta.index).toBe(undefined);
    expect(table.metatable).toBe(metatable);
  });
});

function sorted(map: Map<Value, Value>): [string, Value][] {
  const text = (key: Value) => (key instanceof LuaTable ? `object ${OBJECTS.indexOf(key)}` : `${typeof key} ${String(key)}`);
  return [...map].map(([key, value]): [string, Value] => [text(key), value]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}

test("the iterator of a sequence stops at the first nil, but goes on in the hash", () => {
  const table = LuaTable.list([1, 2, undefined, 4]);
  const each = new TableIterator(table, 0);
  let steps = 0;
  while (each.step()) steps++;
  expect(steps).toBe(2);
});

test("a table with many fields of constant names stays one whose fields V8 finds by inline caches", () => {
  setFlagsFromString("--allow-natives-syntax");
  const isFast = new Function("table", "return %HasFastProperties(table)");
  setFlagsFromString("--no-allow-natives-syntax");
  const methods = new LuaTable();
  for (let i = 0; i < 60; i++) methods.setField(`method${i}`, i);
  expect(isFast(methods)).toBe(true);
  expect([methods.get("method0"), methods.get("method59"), methods.nextKey("method58")]).toEqual([0, 59, "method59"]);
});

describe("the first item of an empty table goes into an array part of its own", () => {
  test.each<[string, (table: LuaTable) => void]>([
    ["a raw write", (table) => table.set(1, "x")],
    ["a write of compiled code", (table) => setindex(table, 1, "x")],
    ["t[#t + 1] = x", (table) => append(table, 0, "x")],
    ["items of a constructor", (table) => table.fill(["x"], 1)],
    [
      "keys that move out of the hash",
      (table) => {
        for (const key of [4, 3, 2, 1]) table.set(key, "x");
      },
    ],
  ])("%s", (_, write) => {
    const table = new LuaTable();
    write(table);
    expect(table.get(1)).toBe("x");
    expect(new LuaTable().get(1)).toBeUndefined();
    expect(NO_ITEMS).toEqual([]);
  });
});

test.each([0, 1])("a queue that goes on from %i keeps no room for what has left it", (from) => {
  const queue = new LuaTable();
  for (let i = 0; i < 50; i++) queue.set(from + i, i);
  for (let i = 0; i < 100_000; i++) {
    expect(queue.get(from + i)).toBe(i);
    queue.set(from + i, undefined);
    queue.set(from + 50 + i, 50 + i);
  }
  expect(queue.arr.length + (queue.hash?.keys.length ?? 0)).toBeLessThan(40_000);
  const keys: Value[] = [];
  for (let key = queue.nextKey(undefined); key !== undefined; key = queue.nextKey(key)) keys.push(key);
  expect(keys).toEqual(Array.from({ length: 50 }, (_, i) => from + 100_000 + i));
});
