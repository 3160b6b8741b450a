/** What a script held is gone when its call has ended over the limit, and what earlier calls left behind is no room for the next. */
import { expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { instanceOf, LuaHost } from "./run-lua.ts";

const MEGABYTE = 1_000_000;
const LIMITS = { memoryBytes: 10 * MEGABYTE, fuel: 50_000_000, deadlineMs: 60_000 };

class ServerHost extends LuaHost {
  /** The most that was in use after garbage had been collected. */
  mostLeft = 0;
  override readonly memory = this.#memory();

  #memory(): LuaHost["memory"] {
    const memory = hostMemory(true);
    return {
      ...memory,
      collect: () => {
        memory.collect();
        this.mostLeft = Math.max(this.mostLeft, memory.usedBytes());
      },
    } as unknown as LuaHost["memory"]; // the same interface, as it really is
  }
}

const GROWING = {
  tables: "while true do t[#t + 1] = {} end",
  closures: "while true do local a = {} t[#t + 1] = function() return a end end",
  "functions with an environment": "if false then setfenv(1, {}) end while true do t[#t + 1] = function() return a end end",
  "addresses of tables": "while true do local a = {} t[a] = tostring(a) end",
  coroutines: "while true do t[#t + 1] = coroutine.create(print) end",
  strings: "while true do t[#t + 1] = ('x'):rep(10000 + #t):upper() end",
};

function holder(body: string, host: ServerHost, limits = LIMITS) {
  return instanceOf(`function hold() local t = {} ${body} end`, { dialect: "vpop3", host, limits });
}

test.each(Object.entries(GROWING))(
  "%s that filled the memory are gone when the call and its session have ended",
  async (_what, body) => {
    const host = new ServerHost();
    const attack = async (): Promise<void> => {
      const instance = holder(body, host);
      await instance.run([]);
      expect(await instance.call("hold", [])).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
    };
    await attack(); // what V8 keeps of the code is the same each time
    host.memory.collect();
    const before = host.memory.usedBytes();
    for (let i = 0; i < 2; i++) await attack();
    host.memory.collect();
    expect(host.memory.usedBytes() - before).toBeLessThan(2 * MEGABYTE);
  },
);

test.each([
  ["memory", LIMITS],
  ["fuel", { ...LIMITS, fuel: 150_000 }],
])("the memory of a call that ended over its limit of %s is collected at once", async (_limit, limits) => {
  const host = new ServerHost();
  const instance = holder(GROWING.tables, host, limits);
  await instance.run([]);
  host.memory.collect();
  const before = host.memory.usedBytes();
  await instance.call("hold", []);
  expect(host.memory.usedBytes() - before).toBeLessThan(5 * MEGABYTE);
});

function leaveLitter(): void {
  const litter = Array.from({ length: 1_500_000 }, (_, i) => ({ i }));
  expect(litter).toHaveLength(1_500_000);
}

test("garbage of earlier calls is no room for a script", async () => {
  const host = new ServerHost();
  const instance = holder(GROWING.tables, host);
  await instance.run([]);
  host.memory.collect();
  const before = host.memory.usedBytes();
  host.mostLeft = 0;
  leaveLitter();
  expect(host.memory.usedBytes() - before).toBeGreaterThan(40 * MEGABYTE);
  await instance.call("hold", []);
  expect(host.mostLeft - before).toBeLessThan(LIMITS.memoryBytes + 15 * MEGABYTE);
});

const CHUNKS = `
function load(n)
  for i = 1, n do
    local f = loadstring('local x = ' .. i .. ' return x')
    setfenv(f, {('x'):rep(30000) .. i})
    f()
  end
end`;

test("the environments of loaded chunks go with what is known of the chunks", async () => {
  const host = new ServerHost();
  const instance = instanceOf(CHUNKS, { dialect: "5.1", host, limits: { fuel: 1e9, memoryBytes: 1e9 } });
  await instance.run([]);
  await instance.call("load", [2500]); // more than stay known
  host.memory.collect();
  const before = host.memory.usedBytes();
  await instance.call("load", [2500]);
  host.memory.collect();
  expect(host.memory.usedBytes() - before).toBeLessThan(30 * MEGABYTE);
});
