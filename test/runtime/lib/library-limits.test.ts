/**
 * Calls of library functions with huge arguments: each must end with a limit, soon, and nothing in Lua may catch that.
 */
import { expect, test } from "vitest";
import { LuaTable } from "../../../runtime/table.ts";
import { hostMemory } from "../../../server/host/memory.ts";
import { instanceOf, LuaHost } from "../run-lua.ts";

class TimedHost extends LuaHost {
  override readonly clock = {
    nowMs: () => performance.now(),
    cpuSeconds: () => performance.now() / 1000,
    zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
  };
  override readonly memory = hostMemory();
}

/** What a call may cost here. */
const FUEL = 20_000;
const MEMORY = 100_000_000;
const PATIENCE_MS = 1000;

/** The call; `s`: 4 MB of text; `t`: 200 000 numbers. */
const CASES: readonly (readonly [call: string, what: string])[] = [
  ["string.rep('x', 1e8)", "a long result"],
  ["table.concat(t)", "many items"],
  ["string.find(s, 'b')", "a search through everything"],
  ["string.find(s, 'xxxxxxb', 1, true)", "a plain search"],
  ["string.find(s, '.-.-.-b')", "backtracking"],
  ["string.match(s, '(x*)%1b')", "back references"],
  ["string.gsub(s, 'x', 'yy')", "many replacements"],
  ["string.gsub(s, '', '')", "empty matches"],
  ["string.gsub(s, 'x', function() end)", "many callbacks"],
  ["string.gsub('x', 'x', ('%0'):rep(1e6))", "a long replacement"],
  ["(function() for _ in string.gmatch(s, 'x') do end end)()", "many matches"],
  ["string.format('%s%s%s', s, s, s)", "long texts"],
  ["string.format('%q', s)", "a long quotation"],
  ["string.format(('%d'):rep(1e5), (unpack or table.unpack)(t, 1, 200))", "a long format"],
  ["table.sort(t)", "many items"],
  ["table.sort(t, function(a, b) return a > b end)", "many comparisons"],
  ["table.insert(t, 1, 0)", "an insertion at the front"],
  ["table.remove(t, 1)", "a removal at the front"],
  ["(function() for i = 1, 100 do table.insert(t, 1, 0) end end)()", "insertions at the front"],
  ["table.maxn(t)", "a table that is looked through"],
  ["string.upper(s)", "a long text"],
  ["string.lower(s)", "a long text"],
  ["string.reverse(s)", "a long text"],
  ["tonumber(s, 36)", "a long text in a base"],
  ["tostring(setmetatable({}, {__tostring = function() return s:rep(9) end}))", "a metamethod"],
  ["load(s)", "a long chunk"],
  ["load(('x = 1 '):rep(2e4))", "a long program"],
  ["load(function() return ' ' end)", "a reader without end"],
  ["loadstring('return ' .. s)", "a long name"],
  ["os.date(('%c'):rep(1e4))", "a long format"],
  ["(function() for i = 1, 1e4 do (unpack or table.unpack)(t, 1, 200) end end)()", "many results"],
  ["(function() for i = 1, 1e4 do string.byte(s, 1, 200) end end)()", "many bytes"],
  ["(function() for i = 1, 1e4 do select(-1, (unpack or table.unpack)(t, 1, 200)) end end)()", "many arguments"],
  ["(function() for i = 1, 1e4 do math.max((unpack or table.unpack)(t, 1, 200)) end end)()", "many arguments"],
  ["(function() for i = 1, 1e4 do string.char(string.byte(s, 1, 200)) end end)()", "many bytes"],
  ["(function() for k in pairs(t) do end end)()", "a long table"],
  ["(function() for k in next, t do end end)()", "a long table"],
  ["table.foreach(t, function() end)", "a long table"],
  ["table.foreachi(t, function() end)", "a long list"],
  ["print(s, s, s)", "a long line"],
  ["(function() for i = 1, 1e4 do pcall(error, 'x', 2) end end)()", "many errors"],
  ["(function() for i = 1, 1e3 do debug.traceback() end end)()", "many tracebacks"],
  ["(function() for i = 1, 1e3 do debug.getinfo(1) end end)()", "many looks at the stack"],
  ["(function() local x = s < (s .. 'x') end)()", "a comparison of long texts"],
  ["(function() for i = 1, 20 do local x = s .. i end end)()", "long concatenations"],
  ["bit32 and (function() for i = 1, 1e5 do bit32.bxor(i, 1) end end)()", "many calls"],
  ["(function() for i = 1, 1e5 do math.random() end end)()", "many calls"],
];

/** Ways to go on after an error; none may. */
const CATCHES: readonly (readonly [how: string, wrap: (call: string) => string])[] = [
  ["pcall", (call) => `pcall(function() return ${call} end)`],
  ["xpcall with a handler", (call) => `xpcall(function() return ${call} end, function() return 1 end)`],
  ["a coroutine", (call) => `coroutine.resume(coroutine.create(function() return ${call} end))`],
];

const LONG_TEXT = "x".repeat(4_000_000);
const NUMBERS = Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 200_003);

test.each(CASES)("%s (%s) ends with a limit that is not caught", async (call) => {
  for (const [how, wrap] of CATCHES) {
    const limits = { fuel: FUEL, memoryBytes: MEMORY, deadlineMs: PATIENCE_MS };
    const script = instanceOf(`function attack() ${wrap(call)} end`, { dialect: "vpop3", host: new TimedHost(), limits });
    await script.run([]);
    script.set("s", LONG_TEXT);
    script.set("t", LuaTable.list([...NUMBERS]));
    const began = performance.now();
    const outcome = await script.call("attack", []);
    expect(outcome, how).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
    expect(performance.now() - began, "milliseconds").toBeLessThan(PATIENCE_MS);
  }
});

test("what V8 would have to compile in one piece is paid for before: a text that makes much JavaScript ends at the usual limit", async () => {
  const source = `
    local line = ("f("):rep(150) .. "x" .. (")"):rep(150) .. "\\n"
    function attack() return load(line:rep(25)) ~= nil end`;
  const limits = { fuel: 50_000_000, memoryBytes: MEMORY, deadlineMs: 30_000 };
  const script = instanceOf(source, { dialect: "vpop3", host: new TimedHost(), limits });
  await script.run([]);
  expect(await script.call("attack", [])).toMatchObject({ kind: "failed", failure: { kind: "limit" } });
});

test("what V8 would have to compile in one piece ends the call where the deadline would pass meanwhile", async () => {
  const source = `function attack(lines) return load(("x = x + 1\\n"):rep(lines)) ~= nil end`;
  const limits = { fuel: 50_000_000, memoryBytes: MEMORY, deadlineMs: 20 };
  const script = instanceOf(source, { dialect: "vpop3", host: new LuaHost(), limits }); // whose clock stands still
  await script.run([]);
  expect(await script.call("attack", [100])).toMatchObject({ kind: "returned", values: [true] });
  expect(await script.call("attack", [5000])).toMatchObject({
    kind: "failed",
    failure: { kind: "limit", message: expect.stringContaining("longer than 20 ms") },
  });
});

/** Milliseconds of the processor in this thread: neither other processes nor V8's other threads count. */
function workedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const LONG_TEXTS = [
  ["statements", `("a=1 "):rep(1e6)`],
  ["items", `"return {" .. ("1,"):rep(2e6) .. "}"`],
  ["calls", `("f()"):rep(1e6, " ")`],
] as const;

test.each(LONG_TEXTS)("a text of many %s ends the call near its deadline, while it is read", async (_what, text) => {
  const host = new LuaHost();
  const clock = { ...host.clock, nowMs: workedMs };
  const limits = { fuel: 1e9, memoryBytes: 1e10, deadlineMs: 100 };
  const source = `function attack() return load(${text}) ~= nil end`;
  const script = instanceOf(source, { dialect: "vpop3", host: Object.assign(host, { clock }), limits });
  await script.run([]);
  const began = workedMs();
  expect(await script.call("attack", [])).toMatchObject({
    kind: "failed",
    failure: { kind: "limit", message: expect.stringContaining("longer than 100 ms") },
  });
  expect(workedMs() - began, "milliseconds until it ended").toBeLessThan(500);
});
