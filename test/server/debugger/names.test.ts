/** What a debugger shows where it stops: the Lua names and their values. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runDebugged } from "./debug-lua.ts";

const SCRIPT = `-- a hook and a call of it
local greeting = "hello"
limit = 3
local module = require("counting")

function DoMAILFROM(sender, new)
  local text = greeting .. " " .. sender
  for i = 1, limit do
    local d = module.double(i)
    text = text .. d
  end
  return text, new
end

print(DoMAILFROM("a@example.com", 1))
`;

const MODULE = `local M = {}
function M.double(n)
  local twice = n * 2
  return twice
end
return M
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test("locals, parameters, upvalues and globals have their Lua names, in the script and in a module that it requires", async () => {
  const folder = folderWith({ "main.lua": SCRIPT, "counting.lua": MODULE });
  const [main, module] = ["main.lua", "counting.lua"].map((name) => pathToFileURL(join(folder, name)).href);
  if (main === undefined || module === undefined) throw new Error("two files");
  const { tool } = await runDebugged(["main.lua"], folder);
  await tool.breakAt(main, 10);
  await tool.breakAt(module, 4);

  const inModule = await tool.stop();
  expect([inModule.source, inModule.line]).toEqual([module, 4]);
  expect((await tool.variables(inModule)).local).toMatchObject({ n: 1, twice: 2 });
  expect(inModule.functions.filter((name) => name !== "start$")).toEqual(["M_double", "DoMAILFROM", "main"]);
  await tool.resume();

  const inLoop = await tool.stop();
  expect([inLoop.source, inLoop.line]).toEqual([main, 10]);
  const { local, block, closure } = await tool.variables(inLoop);
  expect({ ...local, ...block }).toMatchObject({
    sender: "a@example.com",
    new$: 1,
    text: "hello a@example.com",
    i: 1,
    d: 2,
  });
  expect(closure).toMatchObject({ greeting: "hello", $limit: expect.anything() });
  expect(await tool.evaluate(inLoop, "$limit.v")).toBe(3);
  expect(await tool.script(main)).toMatchObject({ content: SCRIPT });

  const next = await tool.step(inLoop);
  expect(next?.line).toBe(8);
  const body = next && (await tool.step(next));
  expect(body?.line).toBe(9);
});

test("a value that is changed at a stop is what the script goes on with", async () => {
  const folder = folderWith({ "main.lua": 'local word = "before"\nlocal function tell()\n  print(word)\nend\ntell()\n' });
  const main = pathToFileURL(join(folder, "main.lua")).href;
  const { tool, child } = await runDebugged(["main.lua"], folder);
  await tool.breakAt(main, 3);
  const stop = await tool.stop();
  await tool.evaluate(stop, 'word = "after"');
  const printed = new Promise<string>((resolve) => child.stdout.once("data", (data) => resolve(String(data))));
  await tool.resume();
  expect(await printed).toBe("after\n");
});

test.each([
  ["vpop3", []],
  ["5.1", ["--lua", "5.1"]],
])("run --inspect-brk stops at the first line of Lua, where breakpoints can be set (%s)", async (_, options) => {
  const folder = folderWith({ "first.lua": "-- a comment\n\nlocal n = 1\nprint(n)\n" });
  const source = pathToFileURL(join(folder, "first.lua")).href;
  const { tool } = await runDebugged([...options, "first.lua"], folder, "--inspect-brk");
  expect(await tool.stop()).toMatchObject({ source, line: 3 });
  await tool.breakAt(source, 4);
  await tool.resume();
  expect(await tool.stop()).toMatchObject({ source, line: 4 });
});

test("a function whose environment is replaced stops after it has waited, as any other", async () => {
  const script = `local function wait(n)
  local got = coroutine.yield(n)
  return got + base
end
setfenv(wait, { coroutine = coroutine, base = 100 })
local co = coroutine.wrap(wait)
print(co(1), co(2))
`;
  const folder = folderWith({ "environments.lua": script });
  const source = pathToFileURL(join(folder, "environments.lua")).href;
  const { tool } = await runDebugged(["--lua", "5.1", "environments.lua"], folder);
  await tool.breakAt(source, 3);
  const stop = await tool.stop();
  expect(stop.line).toBe(3);
  expect((await tool.variables(stop)).local).toMatchObject({ n: 1, got: 2 });
});
