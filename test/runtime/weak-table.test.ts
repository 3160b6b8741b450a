import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, test } from "vitest";
import { LuaTable, WeakTable } from "../../runtime/table.ts";
import type { Value } from "../../runtime/value.ts";
import { enterRealm } from "./lib/string-cases.ts";
import { instanceOf, runLua } from "./run-lua.ts";

function weakTable(mode: string): LuaTable {
  const table = new LuaTable();
  table.metatable = LuaTable.record({ __mode: mode });
  return table;
}

function count(table: LuaTable): number {
  let n = 0;
  for (let key: Value = table.nextKey(undefined); key !== undefined; key = table.nextKey(key)) n++;
  return n;
}

/** V8 lets go of what a WeakRef was looked at for only when the present stretch of code is over. */
async function collect(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collectNow = runInNewContext("gc") as () => void; // V8's own function, present with that flag
  await setImmediate();
  collectNow();
  await setImmediate();
}

describe("a weak table", () => {
  beforeEach(() => enterRealm("5.2")); // as 5.2 has it: a value that leads back to its key does not keep it

  test("lets go of keys, even if their values lead back to them", async () => {
    const table = weakTable("k");
    const kept = new LuaTable();
    table.set(kept, "kept");
    (() => {
      for (let i = 0; i < 10; i++) {
        const key = new LuaTable();
        table.set(key, LuaTable.list([key]));
      }
    })();
    table.set("name", new LuaTable());
    expect(count(table)).toBe(12);
    await collect();
    expect(count(table)).toBe(2);
    expect(table.get(kept)).toBe("kept");
    expect(table.get("name")).toBeInstanceOf(LuaTable);
  });

  test("lets go of values, but never of strings and numbers", async () => {
    const table = weakTable("v");
    const kept = new LuaTable();
    table.set("kept", kept);
    table.set(1, "text");
    table.set(2, 5);
    (() => {
      for (let i = 3; i <= 10; i++) table.set(i, new LuaTable());
    })();
    expect(table.length()).toBe(10);
    await collect();
    expect(count(table)).toBe(3);
    expect(table.get("kept")).toBe(kept);
    expect(table.length()).toBe(2);
  });

  test("keeps what it held when the mode was set, and becomes ordinary again", () => {
    const table = LuaTable.record({ x: 1 });
    table.set(1, "one");
    table.set("not registered", 2);
    table.metatable = LuaTable.record({ __mode: "kv" });
    expect(table).toBeInstanceOf(WeakTable);
    expect([table.get("x"), table.get(1), table.get("not registered"), count(table)]).toEqual([1, "one", 2, 3]);
    table.metatable = undefined;
    expect(table).not.toBeInstanceOf(WeakTable);
    table.set(2, "two");
    expect([table.get("x"), table.get(1), table.get(2), table.length(), count(table)]).toEqual([1, "one", "two", 2, 4]);
  });

  test("grows and shrinks a thousand times without losing an entry", () => {
    const table = weakTable("k");
    const keys = Array.from({ length: 500 }, () => new LuaTable());
    for (let round = 0; round < 5; round++) {
      for (const [i, key] of keys.entries()) table.set(key, i);
      for (const [i, key] of keys.entries()) if (i % 2 === round % 2) table.set(key, undefined);
      expect(count(table)).toBe(250);
    }
  });

  test("behaves as a table in a script", async () => {
    const { text } = await runLua(`
      local t = setmetatable({}, {__mode = "k"})
      t.x = 1 t[1] = "a" t[2] = "b"
      local key = {}
      t[key] = "object"
      local n = 0
      for k, v in pairs(t) do n = n + 1 t[k] = nil end
      print(n, next(t), #t, t.x, t[key])
      t[#t + 1] = 5
      for i, v in ipairs(t) do print(i, v) end`);
    expect(text).toBe("4\tnil\t0\tnil\tnil\n1\t5\n");
  });
});

test("the globals stay what they are whatever the mode of their metatable", async () => {
  const source = `function f() return "called" end setmetatable(_G, {__mode = "kv", __index = function(_, key) return key end})`;
  const script = instanceOf(`${source} print(undefined_name) setmetatable(_G, nil) setmetatable(_G, {__mode = "k"})`, {
    dialect: "vpop3",
  });
  await script.run([]);
  expect(script.has("f")).toBe(true);
  expect(await script.call("f", [])).toEqual({ kind: "returned", values: ["called"] });
});
