/** string.format, judged by real Lua. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../compiler/ast.ts";
import { beyondMusl, formatCase } from "./string-arbitraries.ts";
import { type Argument, CALLBACKS, type Case, compare, type KnownDifference, runHere, VERSIONS } from "./string-cases.ts";

const format = (...args: Argument[]): Case => ({ name: "format", args });

const FLOATS: readonly Case[] = [
  format("%.0f %.0f %.0f %.0f", 0.5, 1.5, 2.5, 3.5),
  format("%#.0f %#g %#.3g %g", 1, 1, 100, 100),
  format("%e %E %G", 1e-5, 1e100, 1e-10),
  format("%05f|%5.1f|%-8.2f|", Infinity, -Infinity, 1),
  format("%+g % g", Infinity, Infinity),
  format("%.99f", 1 / 3),
  format("%.20f %.17g %.14g", 0.1, 0.1, 0.1),
  format("%99.99f", 1e-300),
  format("%f", 1e308),
  format("%.f|%.0e|%#.0e|%.0g", 1.5, 12345, 12345, 12345),
  format("%g %g %g %g %g", 1e15, 123456789, 0.0001, 0.00001, -0),
  format("%+.3e", 0),
  format("%5.1f%%", 99.55),
  format("%f", "0x10"),
];

const INTEGERS: readonly Case[] = [
  format("%-05d|%05d|%5d|%-5d|", 3, 3, 3, 3),
  format("%#o %#x %#X %#x", 8, 255, 255, 0),
  format("%+d % d %+ d", 1, 2, 3),
  format("%.0d|%.0x|%#.0o", 0, 0, 0),
  format("%5.3d|%-5.3d|%05.3d", 7, 7, 7),
  format("%d|%i|%u", "10", "3", 3),
  format("%d %d", 2.7, -2.7),
  format("%x %o %X", 48879, 511, 48879),
  format("%+x|% x|%+u|%0-5d|", 65, 65, 65, 65),
  format("%x", 0.5),
];

const TEXTS: readonly Case[] = [
  format("%05s|%-5s|%5s|", "ab", "ab", "ab"),
  format("%.3s|%10.2s|%.s|%.0s|", "abcdef", "abc", "x", "y"),
  format("%s", "a\0b"),
  format("%s", "x".repeat(100)),
  format("%5s", `${"x".repeat(100)}\0y`),
  format("%s", `${"x".repeat(98)}\0y`),
  format("%.20s", "x".repeat(200)),
  format("%s %s", 1, 2.5),
  format("%q", 'a\0b\r\n\t\x7f2\x001"\\'),
  format("%q|%10q", "\r", "x"),
  format("%q", 12),
  format("%c%c%c", 65, 0, 66),
  format("%5c|%-5c|", 0, 0),
  format("%5c|%-5c|%05c|%.3c", 65, 65, 65, 65),
  format("%c", 321),
  format("a%%b%%"),
  format(""),
  format(12),
];

const FAULTS: readonly Case[] = [
  format(),
  format(undefined),
  format("%y", 1),
  format("%5", 1),
  format("%5%", 1),
  format("%ld", 1),
  format("%10.123f", 1),
  format("%123d", 1),
  format("%.123d", 1),
  format("%0000000d", 1),
  format("%-#0+ 5d", 3),
  format("%-#0+ -5d", 3),
  format("%d"),
  format("%d", "x"),
  format("%d", true),
  format("%c"),
  format("%q"),
  format("%q", undefined),
  format("%s"),
  format("%s", undefined),
  format("%s", true),
  format("%s%s", 1),
  format("%1$d", 1),
  format("%d", CALLBACKS.wrongTable),
];

/** What the musl build that judges here does differently from glibc, which is the rule. */
const KNOWN: readonly KnownDifference[] = [
  {
    versions: VERSIONS,
    reason: "the oracle's C library cuts instead of rounding with precision 0",
    is: ({ args: [text] }) => text === "%.0f %.0f %.0f %.0f" || text === "%.f|%.0e|%#.0e|%.0g",
  },
];

/** What glibc 2.36 writes where the oracle cannot judge: `%a`, precision 0, integers of 64 bits. Recorded from Debian's lua5.1 and lua5.2. */
const RECORDED: readonly (readonly [dialect: Dialect, text: string, value: number, expected: string])[] = [
  ["5.2", "%a", 1, "0x1p+0"],
  ["5.2", "%a", 0, "0x0p+0"],
  ["5.2", "%a", -0.1, "-0x1.999999999999ap-4"],
  ["5.2", "%a", 5e-324, "0x0.0000000000001p-1022"],
  ["5.2", "%a", Infinity, "inf"],
  ["5.2", "%.0a", 1.5, "0x2p+0"],
  ["5.2", "%.0a", 2.5, "0x1p+1"],
  ["5.2", "%.1a", 1.96875, "0x2.0p+0"],
  ["5.2", "%.3a", 1 / 3, "0x1.555p-2"],
  ["5.2", "%.20a", 1 / 3, "0x1.55555555555550000000p-2"],
  ["5.2", "%20.3a", 1 / 3, "          0x1.555p-2"],
  ["5.2", "%020a", 1 / 3, "0x1.5555555555555p-2"],
  ["5.2", "%A", 0xabc, "0X1.578P+11"],
  ["5.2", "%#a", 1, "0x1.p+0"],
  ["5.2", "%.2a", 5e-324, "0x0.00p-1022"],
  ["5.2", "%.0f", 0.5, "0"],
  ["5.2", "%.0f", 1.5, "2"],
  ["5.2", "%.0e", 12345, "1e+04"],
  ["5.2", "%#.0E", 1.5, "2.E+00"],
  ["5.2", "%#.5g", 99999.5, "1.e+05"],
  ["5.2", "%#.5g", 100000, "1.0000e+05"],
  ["5.2", "%#.4g", 9.9996, "10.00"],
  ["5.2", "%#0 40o", 857, "0000000000000000000000000000000000001531"],
  ["5.2", "%d", 2 ** 40, "1099511627776"],
  ["5.2", "%x", 2 ** 63, "8000000000000000"],
  ["5.2", "%d", -(2 ** 63), "-9223372036854775808"],
  ["5.1", "%x", -1, "ffffffffffffffff"],
  ["5.1", "%u", -1, "18446744073709551615"],
  ["5.1", "%d", 2 ** 63, "-9223372036854775808"],
  ["5.1", "%x", 2 ** 64, "0"],
  ["5.1", "%g", Number.NaN, "-nan"],
];

test.each(RECORDED)("Lua %s with glibc formats %s of %d as %s", (dialect, text, value, expected) => {
  expect(runHere(dialect, [format(text, value)])).toEqual([`s${expected}`]);
});

test.each([
  ["%d", 2 ** 63, "not a number in proper range"],
  ["%d", Number.NaN, "not a number in proper range"],
  ["%x", -1, "not a non-negative number in proper range"],
  ["%u", 2 ** 64, "not a non-negative number in proper range"],
])("Lua 5.2 refuses %s of %d", (text, value, detail) => {
  expect(runHere("5.2", [format(text, value)])).toEqual([`!bad argument #2 to 'format' (${detail})`]);
});

for (const version of VERSIONS) {
  describe(`string.format of Lua ${version}`, () => {
    test.each([
      ["floats", FLOATS],
      ["integers", INTEGERS],
      ["texts", TEXTS],
      ["faults", FAULTS],
    ])("writes %s as real Lua does", (_, cases) => {
      expect(compare(version, cases, KNOWN)).toEqual([]);
    });

    test("writes 2000 generated directives as real Lua does", () => {
      const cases = fc.sample(
        formatCase("eEfgG").filter((one) => !beyondMusl(one)),
        { seed: 20_070_401, numRuns: 2000 },
      );
      expect(compare(version, cases, KNOWN)).toEqual([]);
    });
  });
}
