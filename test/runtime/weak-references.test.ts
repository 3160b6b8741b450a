/** Weak tables with the process's own collector, as `moonpost run` has it. */
import { describe, expect, test } from "vitest";
import { hostMemory } from "../../server/host/memory.ts";
import { compileAtRunTime } from "../../server/scripts/compile-at-run-time.ts";
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

/** Counts how often the whole heap was looked at. */
class CountingHost extends CollectingHost {
  looked = 0;
  override readonly memory = {
    ...hostMemory(),
    takeUnreachable: () => {
      this.looked++;
      return [];
    },
  } as unknown as LuaHost["memory"]; // as above
}

test("in debug mode a local that is out of scope keeps nothing alive", async () => {
  class DebugHost extends CollectingHost {
    override readonly compile = compileAtRunTime(".", true) as LuaHost["compile"]; // a wider type: it may compile
  }
  const source = `
loadstring([[
  local hook = debug.sethook
  local weak = setmetatable({}, {__mode = "k"})
  for i = 1, 3 do local key = {} weak[key] = i end
  do local key = {} weak[key] = 4 end
  local kept = {}
  weak[kept] = "kept"
  collectgarbage()
  for _, value in pairs(weak) do print(value) end
]])()`;
  expect((await runLua(source, { dialect: "5.1", host: new DebugHost() })).text).toBe("kept\n");
});

describe("what is finalised without a look at the whole heap", () => {
  test("5.1: userdata, the latest first, with their metatable, address and entries of weak tables", async () => {
    const source = `
local keys, values = setmetatable({}, {__mode = "k"}), setmetatable({}, {__mode = "v"})
local addresses = {}
local function proxy(name)
  local p = newproxy(true)
  local meta = getmetatable(p)
  meta.name = name
  meta.__gc = function(o) print(getmetatable(o).name, keys[o], values[name], addresses[name] == tostring(o)) end
  keys[p], values[name], addresses[name] = name, p, tostring(p)
end
for _, name in ipairs{"a", "b", "c"} do proxy(name) end
newproxy(true)
collectgarbage()
print(next(keys) ~= nil, next(values))
collectgarbage()
print(next(keys))`;
    const host = new CountingHost();
    expect((await runLua(source, { dialect: "5.1", host })).text).toBe(
      "c\tc\tnil\ttrue\nb\tb\tnil\ttrue\na\ta\tnil\ttrue\ntrue\tnil\nnil\n",
    );
    expect(host.looked).toBe(0);
  });

  test("5.2: tables with all that they hold, those that come back, too", async () => {
    const source = `
local meta = {__gc = function(t) print(t.name, #t, t[3], t.inner.x) end}
local keys = setmetatable({}, {__mode = "k"})
for i = 1, 2 do keys[setmetatable({1, 2, 3, name = "n" .. i, inner = {x = i}}, meta)] = {i} end
local revived
setmetatable({name = "revived"}, {__gc = function(t) revived = t setmetatable(t, {__gc = function(t) print("again", t.name) end}) end})
collectgarbage()
print(revived.name)
revived = nil
collectgarbage()
print(next(keys))`;
    const host = new CountingHost();
    expect((await runLua(source, { dialect: "5.2", host })).text).toBe(
      "n2\t3\t3\t2\nn1\t3\t3\t1\nrevived\nagain\trevived\nnil\n",
    );
    expect(host.looked).toBe(0);
  });
});

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

  test("a metatable with weak values holds no metamethod, until its values are weak no more", async () => {
    const source = `
local meta = setmetatable({}, {__mode = "v"})
local n = 0
local function fill()
  meta.__index = function(_, key) n = n + 1 return key .. n end
  meta.__unm = function() n = n + 1 return n end
  meta.__concat = "a text stays"
end
local object = setmetatable({}, meta)
local function show() print(object.x, (pcall(function() return -object end)), meta.__concat) end
fill() show()
collectgarbage() show()
setmetatable(meta, {__mode = "k"}) fill()
collectgarbage() show()
setmetatable(meta, {__mode = "v"})
collectgarbage() show()
setmetatable(meta, nil) fill()
collectgarbage() show()`;
    const text = "a text stays";
    const expected = `x1\ttrue\t${text}\nnil\tfalse\t${text}\nx3\ttrue\t${text}\nnil\tfalse\t${text}\nx5\ttrue\t${text}\n`;
    expect(await printed(source, dialect)).toBe(expected);
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

test("collecting garbage for weak tables takes a small part of the time, however long a collection takes", async () => {
  let nowMs = 0;
  let collections = 0;
  class SlowlyCollectingHost extends LuaHost {
    override readonly clock = {
      ...new LuaHost().clock,
      nowMs: () => {
        nowMs += 10;
        return nowMs;
      },
    };
    override readonly memory = {
      ...hostMemory(),
      collect: () => {
        collections++;
        nowMs += 400;
      },
    } as unknown as LuaHost["memory"]; // the same interface, as it really is
  }
  const source = 'local weak = setmetatable({}, {__mode = "k"}) local n = 0 while n < 5e7 do n = n + 1 end';
  await runLua(source, { dialect: "5.1", host: new SlowlyCollectingHost() });
  expect(collections).toBeGreaterThan(0);
  expect(collections * 400).toBeLessThan(nowMs / 2);
});
