/** Finalisers, in processes of their own: finding garbage looks at the whole heap, which is small there. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runMoonpost } from "./run-moonpost.ts";

const folder = temporaryFolder();

async function printed(dialect: "5.1" | "5.2", source: string): Promise<string> {
  writeFileSync(join(folder, `${dialect}.lua`), source);
  const { stdout, stderr, code } = await runMoonpost(["run", "--lua", dialect, `${dialect}.lua`], folder);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return stdout;
}

test("5.1: userdata that have become garbage are finalised, the latest first, those in use not before the end", async () => {
  const source = `
local function proxy(name)
  local p = newproxy(true)
  local meta = getmetatable(p)
  meta.self = p
  meta.__gc = function(o) print("collected " .. name, o == meta.self) end
  return p
end
local first, second = proxy("first"), proxy("second")
local kept = proxy("held by a local")
local reader do local p = proxy("held by a closure") reader = function() return p end end
local sleeping = coroutine.wrap(function() local p = proxy("held by a coroutine") coroutine.yield() return p end)
sleeping()
local keys, values = setmetatable({[first] = "key"}, {__mode = "k"}), setmetatable({first}, {__mode = "v"})
getmetatable(first).__gc = function(o) print("collected first", keys[o], values[1]) end
first, second = nil
collectgarbage()
print("next", next(keys) ~= nil)
reader = nil
local bad = newproxy(true)
getmetatable(bad).__gc = function() error("in a finaliser", 0) end
bad = nil
print(pcall(collectgarbage)) -- the error leaves what waits behind it for the next time
print("key", next(keys))
print(pcall(collectgarbage))
print("end", kept ~= nil, sleeping ~= nil)`;
  expect(await printed("5.1", source)).toBe(
    [
      "collected second\ttrue",
      "collected first\tkey\tnil",
      "next\ttrue",
      "false\tin a finaliser",
      "key\tnil",
      "collected held by a closure\ttrue",
      "true\t0",
      "end\ttrue\ttrue",
      "collected held by a coroutine\ttrue",
      "collected held by a local\ttrue",
      "",
    ].join("\n"),
  );
});

test("5.2: tables that got their metatable when it had __gc are finalised", async () => {
  const source = `
local meta = {__gc = function(t) print("collected", t.name) end}
local late = {}
local without = setmetatable({name = "marked too late"}, late)
late.__gc = meta.__gc
for i = 1, 3 do local t = setmetatable({name = i}, meta) t.self = t end
without = nil
local revived
setmetatable({name = "revived"}, {__gc = function(t) revived = t end})
collectgarbage()
print(revived.name)
revived = nil
collectgarbage()
GLOBAL = setmetatable({name = "global"}, meta)
for i = 1, 100 do collectgarbage() end -- of what the globals lead to nothing is looked for
error("errors at the end are lost")`;
  writeFileSync(join(folder, "last.lua"), source);
  const { stdout, code } = await runMoonpost(["run", "--lua", "5.2", "last.lua"], folder);
  expect(code).toBe(1);
  expect(stdout).toBe("collected\t3\ncollected\t2\ncollected\t1\nrevived\ncollected\tglobal\n");
});

// V8's own threads, when they have compiled something, may give back in one pass of a thousand what the script takes in it: on a busy machine one run in eight.
test("the figures of the collector behave as PUC Lua's: memory grows, steps end, a collection shrinks it", {
  retry: 3,
}, async () => {
  const source = `
collectgarbage() collectgarbage("stop")
local before = collectgarbage("count")
local t = {} for i = 1, 20000 do t[i] = {i} end
local grown = collectgarbage("count")
print(before < 2000, grown > before + 500)
t = nil
local steps = 0
repeat steps = steps + 1 until collectgarbage("step", 10)
print(steps > 1, collectgarbage("count") < grown, collectgarbage("step", 1000000))
local unseen = 0
for i = 1, 1000 do
  collectgarbage()
  local before = collectgarbage("count")
  local t = {} for j = 1, 100 do t[j] = {{}} end
  if collectgarbage("count") <= before then unseen = unseen + 1 end
end
print("growth not seen", unseen)
collectgarbage("restart")
local weak = setmetatable({}, {__mode = "k"})
for i = 1, 20 do weak[{}] = i end
for i = 1, 20 do weak[i] = i end
collectgarbage()
local n = 0 for _ in pairs(weak) do n = n + 1 end
print(n)`;
  expect(await printed("5.1", source)).toBe("true\ttrue\ntrue\ttrue\ttrue\ngrowth not seen\t0\n20\n");
});

test("5.1: a finaliser that only its weak metatable holds goes, as other values do", async () => {
  const source = `
local object = newproxy(true)
setmetatable(getmetatable(object), {__mode = "v"})
getmetatable(object).__gc = function() print "called" end
collectgarbage()
print(getmetatable(object).__gc)
object = nil
collectgarbage()`;
  expect(await printed("5.1", source)).toBe("nil\n");
});
