/** The work of compiling grows as the text does, whatever the text is made of. Counted in the compiler's own steps, not in time. */
import { describe, expect, test } from "vitest";
import { compileForLoad } from "../../../compiler/index.ts";
import { runLua } from "../../runtime/run-lua.ts";

const repeated = (count: number, part: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => part(i)).join("\n");
const many = (count: number): string => repeated(count, () => "f()");

/** A text with `n` of something. */
const TEXTS: readonly (readonly [what: string, text: (n: number) => string])[] = [
  ["conditions that call functions", (n) => `if x then ${repeated(n, (i) => `elseif f(${i}) then g()`)} else h() end`],
  ["conditions that read fields", (n) => `local t = {} if x then ${repeated(n, (i) => `elseif t.a == t[${i}].b then g()`)} end`],
  ["conditions that return", (n) => `if x then ${repeated(n, (i) => `elseif f() == ${i} then return g()`)} end`],
  ["conditions without calls", (n) => `if x then ${repeated(n, (i) => `elseif x == ${i} then y = 1`)} end`],
  ["calls under a long local name", (n) => `local ${"a".repeat(n)} = f() ${many(n)}`],
  ["calls in a function with a long name", (n) => `function ${"a".repeat(n)}() ${many(n)} end`],
  ["calls with a long parameter", (n) => `function f(${"a".repeat(n)}) ${many(n)} end`],
  ["calls of one local function", (n) => `local function f(a) return a end ${many(n)}`],
  ["gotos to labels before them", (n) => repeated(n, (i) => `::l${i}:: f() goto l${i}`)],
  ["gotos to labels after them", (n) => repeated(n, (i) => `do goto l${i} end`) + repeated(n, (i) => `::l${i}:: f()`)],
  ["calls where many locals are alive", (n) => `${repeated(150, (i) => `local a${i} = f()`)} ${many(n)}`],
  ["loops in loops", (n) => repeated(n / 50, () => `${"while f() do ".repeat(50)}${" end".repeat(50)}`)],
  [
    "comparisons with a local that stands for a long text",
    (n) => `local s = "${"a".repeat(n)}" ${repeated(n, () => "x = y == s")}`,
  ],
  ["functions in functions", (n) => repeated(n / 50, () => `${"f = function() g() ".repeat(50)}${" end".repeat(50)}`)],
  ["assignments from each other", (n) => `local a, b = 1, 2 ${repeated(n, (i) => (i % 2 === 0 ? "a = b" : "b = a"))}`],
];

function stepsOf(text: string): number {
  let steps = 0;
  const spend = (more: number): void => {
    steps += more;
  };
  const { javascript } = compileForLoad(text, { shownName: "case", chunkName: "=case", dialect: "vpop3", spend });
  expect(javascript.length).toBeLessThan(steps);
  return steps;
}

describe("twice the text is about twice the work", () => {
  test.each(TEXTS)("%s", (_what, text) => {
    expect(stepsOf(text(1200)) / stepsOf(text(600))).toBeLessThan(2.4);
  });
});

test("thousands of conditions are compiled and work", async () => {
  const clauses = repeated(3000, (i) => `elseif is(x, ${i}) then answer = ${i} + wait()`);
  const source = `local function wait() return nap(0.5) end
    local function is(a, b) return a == b end
    local function find(x) local answer if x == nil then answer = -1 ${clauses} else answer = "none" end return answer end
    print(find(), find(0), find(1500), find(2999), find(3000))`;
  for (const everyCallSuspends of [false, true]) {
    const { text } = await runLua(source, { everyCallSuspends, limits: { fuel: Number.POSITIVE_INFINITY } });
    expect(text).toBe("-1\t0.5\t1500.5\t2999.5\tnone\n");
  }
});

test("the work can be ended at any time", () => {
  const end = new Error("enough");
  const text = `${repeated(150, (i) => `local a${i} = f()`)} ${many(5000)}`;
  let left = 200_000;
  const spend = (steps: number): void => {
    left -= steps;
    if (left < 0) throw end;
  };
  expect(() => compileForLoad(text, { shownName: "case", chunkName: "=case", dialect: "vpop3", spend })).toThrow(end);
});

test("however many names a chunk has, no call has more arguments than V8 takes", () => {
  const text = `local t = {} ${repeated(12_000, (i) => `t.a${i} = ${i}`)}`;
  const { javascript } = compileForLoad(text, { shownName: "case", chunkName: "=case", dialect: "vpop3", spend: () => {} });
  expect(javascript.match(/^ *fields\(.*/gm)?.map((call) => call.split(", ").length)).toEqual([10_000, 2_000]);
});

test.each(["1", "y"])("a chain of any length is compiled in debug mode: %s + …", (operand) => {
  const before = process.cpuUsage();
  const text = `local y = 1 local x = ${Array(40_000).fill(operand).join("+")}`;
  expect(() => compileForLoad(text, { shownName: "case", chunkName: "=case", dialect: "5.1", debugging: true })).not.toThrow();
  expect(process.cpuUsage(before).user / 1e6, "seconds").toBeLessThan(3);
});

/** Texts whose compiling took far more time than the steps that it told: what counts there is the time of a step. */
const QUICK: readonly (readonly [what: string, text: string])[] = [["short statements", "x = 1\n".repeat(50_000)]];

test.each(QUICK)("%s: the steps that are told pay for the time", (_what, text) => {
  stepsOf("x = 1 ".repeat(5000)); // so that V8 has compiled the compiler
  const before = process.cpuUsage();
  const steps = stepsOf(text);
  expect((process.cpuUsage(before).user * 1000) / steps, "nanoseconds").toBeLessThan(250);
});
