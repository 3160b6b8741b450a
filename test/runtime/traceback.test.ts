import { describe, expect, test } from "vitest";
import { type RealVersion, runReal } from "../lua/oracle.ts";
import { instanceOf, runLua } from "./run-lua.ts";

/** Scripts whose tracebacks are those of coroutines, so that it does not matter what runs the script. */
const SCRIPTS: readonly (readonly [what: string, source: string])[] = [
  [
    "functions by the names they are called by",
    `local function inner() print(debug.traceback("here")) end
local t = { field = function() inner() end }
function t:method() self.field() end
function global() t:method() end
coroutine.wrap(function() global() end)()`,
  ],
  [
    "a coroutine that has not begun, sleeps, or died",
    `local function inner(x) coroutine.yield(x) end
local co = coroutine.create(function()
  inner(1)
  error("oops")
end)
print(debug.traceback(co))
coroutine.resume(co)
print(debug.traceback(co, "asleep"))
coroutine.resume(co)
print(debug.traceback(co, "dead"))`,
  ],
  [
    "library functions",
    `coroutine.wrap(function()
  pcall(function() string.gsub("x", "x", function() print(debug.traceback()) end) end)
  table.sort({2, 1}, function(a, b)
    print(debug.traceback("sorting"))
    return a < b
  end)
end)()`,
  ],
  [
    "the stack of an error under its handler",
    `local function deep(n) if n > 0 then deep(n - 1) else error("bottom") end end
coroutine.wrap(function() print(xpcall(function() deep(2) end, debug.traceback)) end)()`,
  ],
  [
    "a deep stack by its ends",
    `local function deep(n)
  if n == 0 then print(debug.traceback()) return 1 end
  return 1 + deep(n - 1)
end
coroutine.wrap(function() deep(40) end)()`,
  ],
  [
    "a stack that overflowed by its ends, though one overflowed before",
    `local function deep() return 1 + deep() end
local function outer() deep() end
coroutine.wrap(function()
  print(pcall(outer))
  local _, text = xpcall(outer, debug.traceback)
  print((text:gsub("error in error handling.*", "")))
end)()`,
  ],
];

/** 5.0's debug.traceback takes no thread. */
const VERSIONS: readonly RealVersion[] = ["5.1", "5.2"];

describe.each(VERSIONS)("a traceback shows, as Lua %s does,", (version) => {
  test.each(SCRIPTS)("%s", async (_what, source) => {
    const real = runReal(version, source);
    expect(real.error).toBe(undefined);
    expect((await runLua(source, { dialect: version, limits: { fuel: 1e9 } })).text).toBe(real.stdout);
  });
});

test("error levels count through functions that were suspended", async () => {
  const source = `local function thrower() nap(1) error("at 2", 2) end
local function caller()
  thrower()
end
print(pcall(caller))`;
  expect((await runLua(source)).text).toBe("false\tcase:3: at 2\n");
  expect((await runLua(source, { everyCallSuspends: true })).text).toBe("false\tcase:3: at 2\n");
});

test("a failure tells script, line and traceback", async () => {
  const script = instanceOf(`function DoIt(x)
  local y = x.name.first
end`);
  await script.run([]);
  expect(script.call("DoIt", [undefined])).toEqual({
    kind: "failed",
    failure: {
      kind: "error",
      message: "case:2: attempt to index local 'x' (a nil value)",
      traceback: "stack traceback:\n\tcase:2: in function 'DoIt'\n\t[C]: in ?",
      script: "case",
      line: 2,
    },
  });
});

test.each(["5.1", "5.2"] as const)("a function of the main line that has waited cannot yield, as in Lua %s", async (dialect) => {
  const source = `local function f()
  nap(1)
  coroutine.yield(1)
end
print(pcall(f))
f()`;
  const wording =
    dialect === "5.1" ? "attempt to yield across metamethod/C-call boundary" : "attempt to yield from outside a coroutine";
  const { text, outcome } = await runLua(source, { dialect });
  expect(text).toBe(`false\t${wording}\n${wording}`);
  expect(outcome.kind === "failed" && outcome.failure.traceback).toMatch(
    /^stack traceback:\n\t\[C\]: in function '(coroutine\.)?yield'\n\tcase:3: in function 'f'\n\tcase:6: in main chunk\n\t\[C\]: (in )?\?$/,
  );
});

test("a coroutine that waits and yields in turns gives its values in order", async () => {
  const source = `local co = coroutine.wrap(function()
  for i = 1, 4 do
    if i % 2 == 0 then nap(i) end
    print("resumed with", coroutine.yield(i, nap(-i)))
  end
  return "end"
end)
for i = 1, 5 do print(co(i)) end`;
  expect((await runLua(source)).text).toBe(
    "1\t-1\nresumed with\t2\n2\t-2\nresumed with\t3\n3\t-3\nresumed with\t4\n4\t-4\nresumed with\t5\nend\n",
  );
});
