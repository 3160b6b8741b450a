/** Scripts on a server share its heap: whatever their dialect, none of them has it collected, and no finaliser runs outside of a hook. */
import { describe, expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { LuaHost, runLua } from "./run-lua.ts";

class ServerHost extends LuaHost {
  collections = 0;
  override readonly memory = {
    ...hostMemory(true),
    collect: () => {
      this.collections++;
    },
    takeUnreachable: () => {
      throw new Error("the heap was looked at");
    },
  } as unknown as LuaHost["memory"]; // the same interface, as it really is
}

const SOURCE = `
local weak = setmetatable({}, {__mode = "k"})
local finalise = function() print("finalised") end
local object = newproxy and newproxy(true) or setmetatable({}, {__gc = finalise})
if newproxy then getmetatable(object).__gc = finalise end
weak[object] = true
object = nil
for i = 1, 100 do collectgarbage() collectgarbage("step") end
print(type(collectgarbage("count")), next(weak) ~= nil)
`;

describe.each(["5.1", "5.2"] as const)("in dialect %s", (dialect) => {
  test("collectgarbage collects nothing and no finaliser runs", async () => {
    const host = new ServerHost();
    const { text } = await runLua(SOURCE, { dialect, host });
    expect(text).toBe("number\ttrue\n");
    expect(host.collections).toBe(0);
  });

  test("a loop of collectgarbage ends with its fuel", async () => {
    const { outcome } = await runLua('while true do collectgarbage() collectgarbage("count") end', {
      dialect,
      host: new ServerHost(),
      limits: { fuel: 1_000_000 },
    });
    expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
  });
});
