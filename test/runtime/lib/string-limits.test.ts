/** The string library inside the sandbox: fuel, memory, suspension, and what becomes of a pattern's text. */
import { beforeEach, describe, expect, test, vi } from "vitest";
import { LimitError, LuaError } from "../../../runtime/error.ts";
import { keepFrames, runFrames } from "../../../runtime/frames.ts";
import { createStringLibrary } from "../../../runtime/lib/string.ts";
import { FrameStack, rt, SUSPENDED } from "../../../runtime/machine.ts";
import { followsOf } from "../../../runtime/pattern/follow.ts";
import { generate } from "../../../runtime/pattern/generate.ts";
import { parsePattern } from "../../../runtime/pattern/parse.ts";
import { sieveOf } from "../../../runtime/pattern/sieve.ts";
import { results, suspended } from "../../../runtime/results.ts";
import { stringRulesOf } from "../../../runtime/string-rules.ts";
import { LuaTable } from "../../../runtime/table.ts";
import type { LuaFunction, Result, Value } from "../../../runtime/value.ts";
import { enterRealm } from "./string-cases.ts";

const library = createStringLibrary("vpop3");

function call(name: string, ...values: Value[]): Result {
  const f = library.get(name);
  if (typeof f !== "function") throw new Error(`no function ${name}`);
  return f(...values);
}

/** The limit that the call exceeded. */
function exceeded(name: string, ...values: Value[]): string {
  try {
    call(name, ...values);
  } catch (error) {
    if (error instanceof LimitError) return error.limit;
    throw error;
  }
  return "none";
}

const long = "a".repeat(3000);

describe("fuel", () => {
  beforeEach(() => enterRealm("vpop3", { fuel: 200_000 }));

  test.each([
    ["find", "nested repetitions", [long, `${".-".repeat(8)}b`]],
    ["match", "greedy repetitions", [long, `${"a*".repeat(8)}b`]],
    ["gsub", "repetitions at every start", [long, "a*a*a*b", ""]],
    ["find", "back references", [long, "(a*)(a*)%1%2b"]],
    ["find", "balances at every start", ["(".repeat(20_000), "%b()"]],
    ["find", "optional items", [long, `${"a?".repeat(28)}${"a".repeat(28)}b`]],
    ["rep", "long results", ["x", 1e8]],
    [
      "find",
      "a long plain text that nearly occurs everywhere",
      ["a".repeat(400_000), `${"a".repeat(100_000)}b${"a".repeat(100_000)}`],
    ],
    ["find", "a long run of bytes in a pattern", ["a".repeat(400_000), `${"a".repeat(1000)}[b]`]],
    ["find", "frontiers", ["a ".repeat(3000), "%f[%a].-%f[%s].-%f[%a].-b"]],
  ] as const)("%s with %s ends when it is used up", (name, _, values) => {
    expect(exceeded(name, ...values)).toBe("fuel");
  });

  test.each([
    ["a long text without a match", "find", ["a".repeat(100_000), "b"]],
    ["a long text and a class", "find", ["a".repeat(100_000), "[^a]+"]],
    ["a long plain text", "find", [`${"some words ".repeat(10_000)}b`, `${"some words ".repeat(50)}b`]],
    ["a trim", "match", [`  ${"x ".repeat(50_000)} `, "^%s*(.-)%s*$"]],
    ["runs that end in no match", "find", [" ".repeat(100_000), "%s+x"]],
    ["a header", "match", [`${"x".repeat(50_000)}\r\nSubject: hello\r\n`, "\r\nSubject: (.-)\r\n"]],
  ] as const)("is enough for %s, in linear time", (_, name, values) => {
    expect(exceeded(name, ...values)).toBe("none");
  });

  test("a script that makes ever new patterns pays for each", () => {
    const patterns = Array.from({ length: 1000 }, (_, i) => `%d+${i}x`);
    expect(() => {
      for (const pattern of patterns) call("find", "abc", pattern);
    }).toThrow(LimitError);
  });
});

describe("memory", () => {
  test.each([
    ["rep", ["x", 2e6]],
    ["rep", ["x", 1000, "y".repeat(2000)]],
    ["gsub", ["a".repeat(2000), "a", "x".repeat(1e6)]],
    ["upper", ["x".repeat(2e6)]],
    ["reverse", ["x".repeat(2e6)]],
  ] as const)("%s charges what it makes before it makes it", (name, values) => {
    enterRealm("vpop3", { memoryBytes: 1e6 });
    expect(exceeded(name, ...values)).toBe("memory");
  });

  test("%q of many bytes that it escapes takes little more than its result", () => {
    enterRealm("vpop3");
    const before = process.memoryUsage().heapUsed;
    const quoted = call("format", "%q", "\0".repeat(4e6));
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
    expect(quoted).toBe(`"${"\\0".repeat(4e6)}"`);
  });

  test("%q looks at its limits while it works", () => {
    enterRealm("vpop3", { fuel: 1e6 });
    let asked = 0;
    const { memory } = rt.realm.host;
    const usedBytes = vi.spyOn(memory, "usedBytes").mockImplementation(() => ++asked);
    expect(exceeded("format", "%q", "\0".repeat(4e6))).toBe("fuel");
    expect(asked).toBeGreaterThan(1);
    usedBytes.mockRestore();
  });
});

describe("a gsub whose callback is suspended", () => {
  /** A callback that suspends; `answer` is what it will have given when the machine goes on. */
  const waiting: LuaFunction = () => {
    rt.n = SUSPENDED;
    return null;
  };

  /** Goes on with an answer for each time the callback was asked; gives the results of the gsub. */
  function goOn(result: Result, answers: readonly Value[]): Value[] {
    const stack = new FrameStack();
    expect(suspended(result)).toBe(true);
    keepFrames(stack);
    for (const answer of answers) {
      rt.resumed = answer;
      const next = runFrames(stack);
      if (!suspended(next)) return results(next);
    }
    throw new Error("the substitution wants more answers");
  }

  beforeEach(() => enterRealm("vpop3"));

  test("goes on with each answer where it was", () => {
    const result = call("gsub", "one two three", "%a+", waiting);
    expect(goOn(result, ["1", false, 3])).toEqual(["1 two 3", 3]);
  });

  test("has its own captures, though the same pattern ran meanwhile", () => {
    const f: LuaFunction = (word) => {
      call("gsub", "zzz yyy", "(%a)%a+", "");
      return word === "t" ? waiting() : word;
    };
    expect(goOn(call("gsub", "one two three", "(%a)%a+", f), ["2", "3"])).toEqual(["o 2 3", 3]);
  });

  test("waits for the __index function of a replacement table as well", () => {
    const table = new LuaTable();
    const metatable = new LuaTable();
    metatable.set("__index", waiting);
    table.metatable = metatable;
    expect(goOn(call("gsub", "a b", "%a", table), ["x", undefined])).toEqual(["x b", 2]);
  });

  test("ends with the error that the callback raises after it went on", () => {
    const stack = new FrameStack();
    expect(suspended(call("gsub", "a b", "%a", waiting))).toBe(true);
    keepFrames(stack);
    expect(() => runFrames(stack, { error: new LuaError("no answer") })).toThrow(expect.objectContaining({ value: "no answer" }));
  });

  test("refuses a wrong answer as if it had come at once", () => {
    expect(() => goOn(call("gsub", "a b", "%a", waiting), [new LuaTable()])).toThrow(
      expect.objectContaining({ value: "invalid replacement value (a table)" }),
    );
  });
});

describe("generated code", () => {
  test("is the same for patterns that differ in literal bytes only by numbers: no text of the script is in it", () => {
    const hostile = [
      '");process.exit();("',
      "`$\x7bprocess.exit()}`",
      "*/process.exit()/*",
      "\xe2\x80\xa8process",
      "__proto__",
      "</script>",
    ];
    for (const text of hostile) {
      for (const pattern of [text, `[${text}]`, `(${text})-`, `.-${text}`, `%f[${text}]`, `[^${text}]+${text}?`]) {
        const parsed = parsePattern(pattern, stringRulesOf("5.2"), true);
        const follows = followsOf(parsed.items);
        const { source } = generate(parsed, follows, sieveOf(parsed, follows));
        const words = new Set(source.match(/[A-Za-z_$]+/g));
        for (const word of words) expect(ALLOWED.test(word), `${word} in the code of ${pattern}`).toBe(true);
        expect(/["'`\\]/.test(source.replaceAll('"use strict"', ""))).toBe(false);
      }
    }
  });
});

/** Every word that the generator writes: keywords, its own names, methods of strings. */
const ALLOWED =
  /^(use|strict|return|function|search|let|const|for|while|do|if|else|continue|break|false|burn|fault|indexOf|charCodeAt|startsWith|substring|length|lastIndex|test|captures|end|[abcdfhilmnpqswLT])$/;
