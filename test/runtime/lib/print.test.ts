/** What `print` writes: of zero bytes, where 5.0 and 5.1 use C's `fputs`, which ends there (the real ones that judge elsewhere print in another way); and at most. */
import { expect, test } from "vitest";
import type { Dialect } from "../../../compiler/ast.ts";
import { instanceOf, LuaHost, runLua } from "../run-lua.ts";

const CASES: readonly (readonly [Dialect, string])[] = [
  ["5.0", "a\tc\tx\n"],
  ["5.1", "a\tc\tx\n"],
  ["5.2", "a\0b\tc\tx\0y\n"],
  ["vpop3", "a\0b\tc\tx\0y\n"],
];

test("a call prints up to its limit, then one line says that more is left out, and the call goes on", async () => {
  const source = `function hook() for i = 1, 100 do print(("x"):rep(9)) end return "done" end`;
  const host = new LuaHost();
  const script = instanceOf(source, { dialect: "vpop3", limits: { printBytes: 25 }, host });
  await script.run([]);
  for (let call = 1; call <= 2; call++) expect(await script.call("hook", [])).toEqual({ kind: "returned", values: ["done"] });
  const once = `${"xxxxxxxxx\n".repeat(2)}(not printed: what this call prints beyond its limit of 25 bytes)\n`;
  expect(host.printed).toBe(once + once);
});

test.each(CASES)("print in Lua %s stops at a zero byte or not, as C does", async (dialect, expected) => {
  const { text } = await runLua(`print("a\\0b", "c", setmetatable({}, {__tostring = function() return "x\\0y" end}))`, {
    dialect,
  });
  expect(text).toBe(expected);
});

test.each<[Dialect, string]>([
  ["5.1", "a\t1no text\nbno text\n"],
  ["5.2", "a\t1no text\nbno text\n"],
  ["vpop3", "no text\nno text\n"],
])("print in Lua %s has written what stands before a text that fails", async (dialect, expected) => {
  const source = `
    local failing = setmetatable({}, {__tostring = function() error("no text", 0) end})
    print(select(2, pcall(print, "a", 1, failing, "z"))) print(select(2, pcall(print, "b", failing)))`;
  expect((await runLua(source, { dialect })).text).toBe(expected);
});

test("addresses are as long as on 64-bit Linux", async () => {
  const { text } = await runLua("print(#tostring({}), #tostring(print), #tostring(coroutine.create(print)))");
  expect(text).toBe("21\t24\t22\n");
});
