/** The constructors that a module has for tables with many names begin as `LuaTable` does: field for field, in its order. */
import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import { LuaTable } from "../../runtime/table.ts";
import { runLua } from "./run-lua.ts";

test.each(["{ a = x, b = 2, c = 'c' }", "{ a = x, b = 2, c = 'c', d = false, e = {} }"])("%s", async (form) => {
  const { outcome } = await runLua(`local x = 1; return ${form}`);
  const made = outcome.kind === "returned" ? outcome.values[0] : undefined;
  if (!(made instanceof LuaTable)) throw new Error("no table");
  expect(Object.getPrototypeOf(made)).toBe(LuaTable.prototype);
  const ordinary = new LuaTable();
  const names = Object.keys(made).filter((name) => !Object.hasOwn(ordinary, name));
  expect(Object.keys(made)).toEqual([...Object.keys(ordinary), ...names]);
  expect(names.map((name) => name.slice(1))).toEqual([...form.matchAll(/(\w) =/g)].map(([, name]) => name));
  for (const field of ["meta", "arr", "hash", "room"] as const) expect(made[field]).toBe(ordinary[field]);
});

test("tables that chunks make which were loaded one by one have one shape, as those of one place have", async () => {
  setFlagsFromString("--allow-natives-syntax");
  const haveSameShape = new Function("a", "b", "return %HaveSameMap(a, b)");
  setFlagsFromString("--no-allow-natives-syntax");
  const { outcome } = await runLua(`
    local function record(name) return loadstring("return { name = '" .. name .. "', age = " .. #name .. ", city = false }")() end
    return record("a"), record("bc")`);
  if (outcome.kind !== "returned") throw new Error("failed");
  const [a, b] = outcome.values;
  expect([a, b].map((each) => each instanceof LuaTable && each.get("name"))).toEqual(["a", "bc"]);
  expect(haveSameShape(a, b)).toBe(true);
});
