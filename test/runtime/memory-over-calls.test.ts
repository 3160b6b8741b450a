/** What an instance holds from one call to the next counts as well: each call may use all its memory, and a session makes many. */
import { expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { instanceOf, LuaHost } from "./run-lua.ts";

const MEGABYTE = 1_000_000;

class ServerHost extends LuaHost {
  override readonly memory = {
    ...hostMemory(true),
    ceilingBytes: hostMemory().usedBytes() + 60 * MEGABYTE,
  } as unknown as LuaHost["memory"]; // the same interface, as it really is
}

const LIMITS = { memoryBytes: 20 * MEGABYTE };

const KEEPING = {
  "long strings": "n = (n or 0) + 1 kept[n] = ('x'):rep(2000000 + n):upper()",
  "tables, too few in a call to be measured": "n = (n or 0) + 1 local t = {} for i = 1, 20000 do t[i] = {i} end kept[n] = t",
};

test.each(Object.entries(KEEPING))("%s are held over many calls", async (_what, body) => {
  const host = new ServerHost();
  const holder = instanceOf(`kept = {} function hold() ${body} end`, { dialect: "vpop3", host, limits: LIMITS });
  const other = instanceOf("function work() local t = {} for i = 1, 10000 do t[i] = i end return #t end", {
    dialect: "vpop3",
    host,
    limits: LIMITS,
  });
  await holder.run([]);
  await other.run([]);
  let calls = 0;
  let outcome = await holder.call("hold", []);
  while (outcome.kind === "returned" && ++calls < 400) outcome = await holder.call("hold", []);
  expect(outcome).toMatchObject({ kind: "failed", failure: { kind: "limit", message: expect.stringContaining("memory") } });
  expect(host.memory.usedBytes()).toBeLessThan(host.memory.ceilingBytes + 60 * MEGABYTE);
  for (let i = 0; i < 20; i++) expect(await other.call("work", [])).toEqual({ kind: "returned", values: [10000] });
});
