/** Lists of recipients that grow with each RCPT: the script sees them as they are, and many of them take linear time. */
import { describe, expect, it } from "vitest";
import type { LuaTable } from "../../../runtime/table.ts";
import { LongLists } from "../../../server/hooks/long-lists.ts";

const addresses = (n: number) => Array.from({ length: n }, (_, i) => `user${i}@example.net`);

function given(lists: LongLists, list: readonly string[]): LuaTable {
  const table = lists.table(list);
  if (table === undefined) throw new Error("expected a table, found none");
  return table;
}

function items(table: LuaTable): unknown[] {
  return Array.from({ length: table.length() }, (_, i) => table.get(i + 1));
}

describe("a long list", () => {
  it("is one table that grows; a short one is left to others", () => {
    const lists = new LongLists();
    const list = addresses(100);
    const table = given(lists, list);
    list.push("new@example.net");
    expect(given(lists, list)).toBe(table);
    expect(items(table)).toEqual(list);
    list.pop();
    list.push("other@example.net");
    expect(items(given(lists, list))).toEqual(list);
    expect(lists.table(addresses(10))).toBeUndefined();
  });

  it.each<[string, (table: LuaTable) => void]>([
    ["an item changed", (table) => table.set(5, "changed")],
    ["the last item changed", (table) => table.set(100, "changed")],
    ["items added", (table) => table.set(101, "more")],
    ["the last item removed", (table) => table.set(100, undefined)],
    ["an item in the middle removed", (table) => table.set(50, undefined)],
    ["a name added", (table) => table.set("name", "x")],
    ["a key of another type added", (table) => table.set(true, "x")],
    [
      "all removed",
      (table) => {
        for (let i = 100; i > 0; i--) table.set(i, undefined);
      },
    ],
  ])("is as the server has it, whatever the script did: %s", (_, change) => {
    const lists = new LongLists();
    const list = addresses(100);
    change(given(lists, list));
    list.push("new@example.net");
    const table = given(lists, list);
    expect(items(table)).toEqual(list);
    expect([table.get("name"), table.get(true), table.get(102)]).toEqual([undefined, undefined, undefined]);
  });

  it("of very many items has a changed one put right after some calls", () => {
    const lists = new LongLists();
    const list = addresses(5000);
    given(lists, list).set(4000, "changed");
    for (let i = 0; i < 5; i++) given(lists, list);
    expect(given(lists, list).get(4000)).toBe("user3999@example.net");
  });

  it("is compared in steps that do not grow with it", () => {
    const reads = (n: number) => {
      const list = addresses(n);
      let count = 0;
      const counted = new Proxy(list, {
        get: (target, name) => {
          if (typeof name === "string" && /^[0-9]/.test(name)) count++;
          return Reflect.get(target, name);
        },
      });
      const lists = new LongLists();
      lists.table(counted);
      count = 0;
      list.push("new@example.net");
      lists.table(counted);
      return count;
    };
    expect(reads(40_000)).toBe(reads(4000));
  });
});
