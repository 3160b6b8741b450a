/** Count hooks of `debug.sethook` where a chunk is not in debug mode, as on servers: they count fuel. */
import { expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { LuaHost, runLua } from "./run-lua.ts";

class MeasuredHost extends LuaHost {
  override readonly clock = { ...new LuaHost().clock, nowMs: () => performance.now() };
  override readonly memory = hostMemory();
}

/** Sets a hook and takes it away again in each turn. */
const SETS_HOOKS = "local sethook = debug.sethook local function f() end while true do sethook(f, '', 1) sethook()";

test.each([
  ["ran longer than 100 ms", `${SETS_HOOKS} end`],
  [
    "bytes of memory",
    `local kept = {} ${SETS_HOOKS} for i = 1, 5 do kept[#kept + 1] = {i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i, i} end end`,
  ],
])("hooks set again and again do not put off limits: %s", async (message, source) => {
  const limits = { fuel: 20_000_000, memoryBytes: 30_000_000, deadlineMs: message.startsWith("ran") ? 100 : 20_000 };
  const { outcome } = await runLua(source, { dialect: "vpop3", limits, host: new MeasuredHost() });
  expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit", message: expect.stringContaining(message) } });
});

test("a hook takes itself away, and another takes its place", async () => {
  const { text } = await runLua(
    `local sethook, n, first, second = debug.sethook, 0, 0, 0
    local function work() for i = 1, 300000 do local x = i end end
    sethook(function() n = n + 1 if n == 3 then sethook() end end, "", 1000)
    work()
    sethook(function() first = first + 1 sethook(function() second = second + 1 end, "", 10000) end, "", 1000)
    work()
    sethook()
    print(n, first, second > 5, debug.gethook())`,
    { dialect: "vpop3" },
  );
  expect(text).toBe("3\t1\ttrue\tnil\t\t0\n");
});
