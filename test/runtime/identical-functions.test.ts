/** Two functions of the same text are two functions: what is told of one comes from where it stands, and not from where the other does. */
import { expect, test } from "vitest";
import { instanceOf, runLua } from "./run-lua.ts";

const TWINS = `
local a = loadstring("--[[of a]] return function(x) --[[inner a]] return x end", "=a")
local b = loadstring("--[[of b]] return function(x) --[[inner b]] return x end", "=b")
local function tell(f) print(debug.getinfo(f, "S").source, (string.dump(f):match("inner %a"))) end
tell(a()) tell(b()) tell(a) tell(b)`;

test.each(["5.1", "5.2", "vpop3"] as const)("%s: identical functions of two loaded chunks are told apart", async (dialect) => {
  expect((await runLua(TWINS, { dialect })).text).toBe("=a\tinner a\n=b\tinner b\n=a\tinner a\n=b\tinner b\n");
});

test("what another session loads later does not show in a function of this one", async () => {
  const mine = instanceOf(
    `f = loadstring("return 1 + 1 -- mine", "=mine") function look() return string.dump(f) .. debug.getinfo(f).source end`,
    {
      dialect: "vpop3",
    },
  );
  await mine.run([]);
  await instanceOf(`loadstring("return 1 + 1 -- secret", "=hidden")()`, { dialect: "vpop3" }).run([]);
  const outcome = await mine.call("look", []);
  expect(outcome).toMatchObject({ kind: "returned", values: [expect.stringContaining("mine")] });
  expect(JSON.stringify(outcome)).not.toMatch(/secret|hidden/);
});

test("a library function is not taken for a function of the script that has its name", async () => {
  const source = `function find() end function len() end print(debug.getinfo(string.find).what, debug.getinfo(find).what, debug.getinfo(string.len).what)`;
  expect((await runLua(source, { dialect: "vpop3" })).text).toBe("C\tLua\tC\n");
});
