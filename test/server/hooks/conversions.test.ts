import { describe, expect, it } from "vitest";
import { LuaTable } from "../../../runtime/table.ts";
import type { Value } from "../../../runtime/value.ts";
import type { Shape } from "../../../runtime/vpop3/contract.ts";
import { fromLua, misfit, toLua } from "../../../server/hooks/conversions.ts";

const list = (...items: Value[]) => LuaTable.list(items);
const table = (fields: Record<string, Value>) => LuaTable.record(fields);

describe("from a script", () => {
  it.each<[Shape, Value, unknown]>([
    ["boolean", true, true],
    ["boolean", 0, false],
    ["boolean", 1, true],
    ["boolean", -0.5, true],
    ["boolean", "", false],
    ["boolean", "0", false],
    ["boolean", "False", false],
    ["boolean", "no", true],
    ["boolean", undefined, undefined],
    ["boolean", list(), undefined],
    ["string", "x", "x"],
    ["string", 12, "12"],
    ["string", 0.1, "0.1"],
    ["string", true, undefined],
    ["reply", 550, "550"],
    ["number", 5, 5],
    ["number", " 0x10 ", 16],
    ["number", "five", undefined],
    ["number", true, undefined],
    ["lines", "a\r\nb\nc\rd\r\n", ["a", "b", "c", "d"]],
    ["lines", list("a", "b\r\nc", 5), ["a", "b", "c", "5"]],
    ["lines", "a\r\n b\n\tc\rd", ["a\r\n b\n\tc", "d"]],
    ["lines", list("a", " b", "c"), ["a\r\n b", "c"]],
    ["lines", "a\r\n\r\n \r\nb", ["a", "b"]],
    ["lines", "", []],
    ["lines", true, undefined],
    [{ listOf: "string" }, list("a", 1, true, "b"), ["a", "1", "b"]],
    [{ listOf: "string" }, "a", undefined],
    ["map", "a", undefined],
    ["any", 5, 5],
  ])("%j reads %o as %o", (shape, value, expected) => {
    expect(fromLua(shape, value)).toEqual(expected);
  });

  it("a record has the fields that are there and can be read", () => {
    const shape: Shape = {
      record: {
        SkipSend: { shape: "boolean", about: "" },
        Priority: { shape: "number", about: "" },
        Reason: { shape: "string", about: "" },
      },
    };
    expect(fromLua(shape, table({ SkipSend: 1, Priority: "70", Reason: false, Other: 1 }))).toEqual({
      SkipSend: true,
      Priority: 70,
    });
  });

  it("a map keeps names as they are, and a flag has no value", () => {
    const parameters = table({ SIZE: 10, smtputf8: true, x: list() });
    expect(fromLua("map", parameters)).toEqual(
      new Map([
        ["SIZE", "10"],
        ["smtputf8", ""],
      ]),
    );
  });

  it("metamethods of a script do not run", () => {
    const trap = new LuaTable();
    trap.metatable = table({
      __index: () => {
        throw new Error("__index ran");
      },
    });
    expect(fromLua({ record: { A: { shape: "string", about: "" } } }, trap)).toEqual({});
    expect(fromLua({ listOf: "string" }, trap)).toEqual([]);
    expect(fromLua("map", trap)).toEqual(new Map());
  });
});

describe("to a script", () => {
  it("booleans are booleans, lists count from 1, nothing is nil", () => {
    expect(toLua("boolean", true)).toBe(true);
    expect(toLua("string", undefined)).toBeUndefined();
    const items = toLua({ listOf: "string" }, ["a", "b"]) as LuaTable;
    expect([items.get(1), items.get(2), items.get(3), items.length()]).toEqual(["a", "b", undefined, 2]);
  });

  it("a map is read without case, and shows its names as they are", () => {
    const headers = toLua(
      "map",
      new Map([
        ["Subject", "x"],
        ["__proto__", "evil"],
        ["constructor", "c"],
      ]),
    ) as LuaTable;
    const index = headers.metatable?.get("__index") as (t: Value, k: Value) => Value;
    expect(headers.get("Subject")).toBe("x");
    expect(index(headers, "SUBJECT")).toBe("x");
    expect(index(headers, "__PROTO__")).toBe("evil");
    expect(index(headers, "toString")).toBeUndefined();
    expect(index(headers, 1)).toBeUndefined();
    const names: Value[] = [];
    for (let key = headers.nextKey(undefined); key !== undefined; key = headers.nextKey(key)) names.push(key);
    expect(names.sort()).toEqual(["Subject", "__proto__", "constructor"]);
  });
});

describe("what a script gives back is read up to a size", () => {
  const text = "x".repeat(1 << 20);
  const list = LuaTable.list(Array.from({ length: 50_000 }, () => text));
  const lists: LuaTable = new LuaTable();
  for (let i = 1; i <= 100; i++) lists.set(`name ${i}`, text);

  it.each<[what: string, shape: Shape, value: Value]>([
    ["a string", "string", text.repeat(17)],
    ["a reply", "reply", text.repeat(17)],
    ["lines", "lines", list],
    ["a list that holds one string many times", { listOf: "string" }, list],
    ["a table of names", "map", lists],
    ["a record", { record: { A: { shape: "lines", about: "" } } }, LuaTable.record({ A: list })],
  ])("%s", (_what, shape, value) => {
    expect(fromLua(shape, value)).toBeUndefined();
    expect(misfit(shape, value)).toBe("more than 16777216 bytes of text");
  });

  it("what is smaller is read", () => {
    expect(fromLua("string", text)).toBe(text);
    expect(fromLua({ listOf: "string" }, LuaTable.list([text, text]))).toEqual([text, text]);
    expect(misfit("string", LuaTable.list([]))).toBe("expected a string, found a table value");
  });
});
