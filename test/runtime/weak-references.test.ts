/** Weak tables with the process's own collector, as `moonpost run` has it. */
import { describe, expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { LuaHost, runLua } from "./run-lua.ts";

class CollectingHost extends LuaHost {
  override readonly memory = hostMemory() as LuaHost["memory"]; // the same interface, as it really is
  override readonly clock = { ...new LuaHost().clock, nowMs: () => Date.now() };
}

const COUNT = `
local function count(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local function weak(mode, fill) local t = setmetatable({}, {__mode = mode}) fill(t) return t end
`;

async function printed(source: string, dialect: "5.1" | "5.2"): Promise<string> {
  return (await runLua(COUNT + source, { dialect, host: new CollectingHost() })).text;
}

describe.each(["5.1", "5.2"] as const)("in Lua %s", (dialect) => {
  test("a collection drops weak keys and weak values, and keeps strings and numbers", async () => {
    const source = `
local keys = weak("k", function(t) for i = 1, 15 do t[{}] = i; t[i] = {}; t["s" .. i] = i end end)
local values = weak("v", function(t) for i = 1, 15 do t[i] = {}; t["s" .. i] = {}; t[i + 100] = "text" end end)
collectgarbage()
print(count(keys), count(values))`;
    expect(await printed(source, dialect)).toBe("30\t15\n");
  });

  test("what is still used stays", async () => {
    const source = `
local kept = {}
local t = weak("kv", function(t) t[1] = kept; t[kept] = kept; t[2] = {} end)
collectgarbage()
print(count(t), t[1] == kept, t[kept] == kept, t[2])`;
    expect(await printed(source, dialect)).toBe("2\ttrue\ttrue\tnil\n");
  });

  test("a key that its own value leads to goes in 5.2 only", async () => {
    const source = `
local t = weak("k", function(t) for i = 1, 10 do local key = {}; t[key] = {key} end end)
collectgarbage()
print(count(t))`;
    expect(await printed(source, dialect)).toBe(dialect === "5.1" ? "10\n" : "0\n");
  });

  test("a loop that waits for a weak value to go ends, though it makes no garbage itself", async () => {
    const source = `
local t = weak("v", function(t) t[1] = {} end)
while t[1] do local n = 1 end
print("gone")`;
    const run = await runLua(COUNT + source, { dialect, host: new CollectingHost(), limits: { fuel: 1e12 } });
    expect(run.text).toBe("gone\n");
  });
});
