/** Numbers to text and back, judged by real Lua. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberToString, stringToNumber } from "../../runtime/number.ts";
import { type RealVersion, runReal } from "../lua/oracle.ts";
import { finite } from "./lib/string-arbitraries.ts";
import { luaLiteral, VERSIONS } from "./lib/string-cases.ts";

function lines(version: RealVersion, expressions: readonly string[]): string[] {
  const groups: string[] = [];
  for (let i = 0; i < expressions.length; i += 100) {
    groups.push(
      `do local t = {${expressions.slice(i, i + 100).join(", ")}} for i = 1, ${expressions.slice(i, i + 100).length} do print(t[i]) end end`,
    );
  }
  const { stdout, error } = runReal(version, groups.join("\n"));
  expect(error).toBeUndefined();
  return stdout.split("\n").slice(0, -1);
}

const SPECIAL: readonly number[] = [
  ...[
    0,
    1,
    -1,
    0.5,
    1e14,
    1e15,
    123456789012345,
    99999999999999.9,
    999999999999995,
    2 ** 53,
    2 ** 63,
    1e100,
    1e21,
    1e22,
    1e-5,
    1e-4,
  ],
  ...[
    0.0001234,
    0.1,
    1 / 3,
    2 / 3,
    100,
    1e300 * 1e10,
    -1e300 * 1e10,
    5e-324,
    1.7976931348623157e308,
    3.14159265358978,
    1e-7,
    123456.789,
  ],
  ...[
    10000000000000.5,
    10000000000001.5,
    33507311359749.785,
    99999999999999.95,
    0.09999999999999999,
    1e14 - 0.5,
    0.00012207031250005,
    12345678901234.5,
    -12345678901235.5,
  ],
];

test("numberToString writes what %.14g writes, for special and 3000 random doubles", () => {
  const random = fc.sample(finite, { seed: 20_070_401, numRuns: 3000 });
  // Half a unit of the 14th digit: there the oracle's C library (musl) rounds wrongly; the next test has what glibc writes.
  const numbers = [...SPECIAL, ...random].filter((n) => Math.abs(n) < 1e13 || Math.abs(n) >= 1e14 || Math.abs(n) % 1 !== 0.5);
  const there = lines("5.2", numbers.map(luaLiteral));
  const here = numbers.map(numberToString);
  expect(here.flatMap((text, i) => (text === there[i] ? [] : [`${numbers[i]}: here ${text}, there ${there[i]}`]))).toEqual([]);
});

test.each([
  [Number.NaN, "-nan"],
  [-0, "-0"],
  [Infinity, "inf"],
  [-Infinity, "-inf"],
  [10000000000000.5, "10000000000000"],
  [10000000000001.5, "10000000000002"],
  [99999999999999.5, "1e+14"],
  [12345678901234.5, "12345678901234"],
  [-12345678901235.5, "-12345678901236"],
])("%d is written as glibc on x86 writes it: %s", (n, text) => {
  expect(numberToString(n)).toBe(text);
});

/** Texts that all versions read or refuse alike, and such that they do not. */
const NUMERALS: readonly string[] = [
  ...["0", "1", "10", "007", "123456789", "1234567890", "12345678901234567890", "-1", "+1", "- 1", "--1", "+-1", "1-"],
  ...[
    "1.",
    ".5",
    ".",
    "-.5",
    "1.5",
    "1..2",
    "1.2.3",
    "1e",
    "1e5",
    "1E5",
    "1e+5",
    "1e-5",
    "1e+",
    "1e5.5",
    "e5",
    ".e5",
    "1e400",
    "1e-400",
  ],
  ...["", " ", "  1  ", "\t1\n", "\v1\f\r", "1 2", "1x", "x", "1_0", "1,5", "\xa01", "1\xa0"],
  ...["0x", "0x1", "0X1f", "0xg", "-0x10", "+0x10", "0x 10", " 0xA ", "0x1fffffffffffff", "0x20000000000001", "0x20000000000003"],
  ...[
    "0xffffffffffffffffff",
    "0x1p",
    "0x1.",
    "1p4",
    "0x.",
    "0xp1",
    "0x1e5",
    "00x1",
    "5e-324",
    "2.4703282292062327e-324",
    "2.4703282292062328e-324",
  ],
  ...[
    "9007199254740993",
    "9007199254740992.5",
    "0.1e1",
    "infinit",
    "na",
    "0b1",
    "1f",
    "1d",
    "0x1.8",
    "0x.8",
    "0x1p4",
    "0x1p-1074",
    "0x1.8p-1074",
  ],
  ...["0x1.fffffffffffff8p1023", "0x0.00000000000001p-1022", "0xA.8p1", "0x1P+3"],
];

/** 5.0 and 5.1 hand the text to C's strtod and take what it takes. */
const STRTOD: readonly string[] = ["inf", "-inf", "INF", "infinity", "nan", "NaN", "nan(1)", "1\x00x", "\x001", "inf "];

describe.each(VERSIONS)("stringToNumber in Lua %s", (version) => {
  test("reads and refuses what real Lua reads and refuses", () => {
    // 5.1 hands what follows the 0 to strtoul; the oracle's takes a lone x, glibc's does not.
    const texts = [...NUMERALS, ...STRTOD].filter((text) => text !== "0x" || version !== "5.1");
    const there = lines(
      version,
      texts.map((text) => `string.format("%.17g", tonumber(${luaLiteral(text)}) or "-12345.5")`),
    );
    const here = texts.map((text) => stringToNumber(text, version) ?? -12345.5);
    const shown = (n: number): string => (Number.isNaN(n) ? "nan" : String(n));
    const real = there.map((line) =>
      line.includes("nan") ? "nan" : line === "inf" ? "Infinity" : line === "-inf" ? "-Infinity" : String(Number(line)),
    );
    expect(
      texts.flatMap((text, i) =>
        shown(here[i] ?? 0) === real[i] ? [] : [`${luaLiteral(text)}: here ${here[i]}, there ${real[i]}`],
      ),
    ).toEqual([]);
  });
});

test("what numberToString writes with 14 digits reads back as the same text", () => {
  fc.assert(
    fc.property(finite, (n) => {
      const text = numberToString(n);
      const back = stringToNumber(text, "5.2");
      return back !== undefined && numberToString(back) === text;
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test("a long text that is nearly a number is refused in linear time", () => {
  const started = performance.now();
  expect(stringToNumber(`${"1".repeat(1_000_000)}x`, "5.2")).toBeUndefined();
  expect(stringToNumber(`${" ".repeat(1_000_000)}x`, "5.2")).toBeUndefined();
  expect(stringToNumber(`0x${"1".repeat(1_000_000)}.x`, "5.1")).toBeUndefined();
  // Quadratic time would be minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});
