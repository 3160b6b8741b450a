/** byte, char, dump, len, lower, upper, rep, reverse and sub, judged by real Lua; the tables of each dialect. */
import { describe, expect, test } from "vitest";
import { createStringLibrary } from "../../../runtime/lib/string.ts";
import { type Argument, CALLBACKS, type Case, compare, runHere, VERSIONS } from "./string-cases.ts";

const calls = (name: string, ...lists: Argument[][]): Case[] => lists.map((args) => ({ name, args }));

const CASES: readonly Case[] = [
  ...calls(
    "rep",
    [],
    ["x"],
    ["x", 2.7],
    ["x", -1],
    ["x", 0],
    ["x", "3"],
    ["", 5],
    ["ab", 3, ","],
    ["ab", 1, ","],
    ["ab", 0, ","],
  ),
  ...calls("rep", [undefined, 1], [12, 2], ["x", undefined], ["x", CALLBACKS.wrongTable], ["\0", 3], ["x", 2, 1]),
  ...calls(
    "sub",
    [],
    ["x"],
    ["abc", 2],
    ["abc", -2],
    ["abc", 0],
    ["abc", -100, 2],
    ["abc", 2, 100],
    ["abc", 3, 2],
    ["abc", 1, -1],
  ),
  ...calls(
    "sub",
    ["abc", 1, -4],
    ["abc", 0, 0],
    [123, 2],
    ["abc", "2", "2"],
    ["abc", "x"],
    ["abc", 1, "x"],
    ["abc", 1, undefined],
  ),
  ...calls("sub", ["abc", 2.9], ["abc", -2.9], ["a\0b", 2], ["\xe9\xff", 2]),
  ...calls("byte", [], ["abc"], ["abc", 0], ["abc", 4], ["abc", -1], ["abc", -4], ["abc", 1, -1], ["abc", 0, 2], ["abc", -10, 2]),
  ...calls(
    "byte",
    ["abc", 2, 10],
    ["abc", 3, 1],
    [""],
    ["\xff\0"],
    ["abcdef", 1, 5],
    ["abc", "x"],
    ["abc", 1, "x"],
    ["abc", 0, 0],
  ),
  ...calls("char", [], [65], [65, 66, "67"], [256], [-1], ["x"], [65.9], [0, 255], [undefined], [65, undefined]),
  ...calls("len", [], ["abc"], [12], ["a\0b"], [undefined], [true], [""]),
  ...calls("lower", [], ["ABCxyz\xc0\xdf[@`{"], [12], [undefined], ["HELLO"]),
  ...calls("upper", [], ["abcXYZ\xe0\xff\xdf\xb5[@`{"], [12], [undefined], ["hello"]),
  ...calls("reverse", ["abc"], [""], [], ["a\0\xff"], [123], [`${"x".repeat(5000)}y`]),
  ...calls("dump", [], [undefined], [1]),
];

describe.each(VERSIONS)("the string library of Lua %s", (version) => {
  test("gives what real Lua gives for positions, counts, bytes and wrong arguments", () => {
    const cases = CASES.filter((one) => version !== "5.0" || one.name !== "reverse");
    expect(compare(version, cases)).toEqual([]);
  });
});

test("positions beyond 64-bit integers become the smallest one, as on x86-64", () => {
  const cases = calls("sub", ["abc", 1e300], ["abc", -1e300], ["abc", Number.NaN], ["abc", 2, 1e300]);
  expect(runHere("5.1", cases)).toEqual(["sabc", "sabc", "sabc", "s"]);
});

test("a string longer than JavaScript can hold is an error that pcall catches", () => {
  expect(runHere("5.1", calls("rep", ["x", 2 ** 31 - 1]))).toEqual(["!not enough memory"]);
  expect(runHere("5.2", calls("rep", ["x", 2 ** 31 - 1]))).toEqual(["!resulting string too large"]);
});

test("byte gives no more values than the version's stack holds", () => {
  expect(runHere("5.1", calls("byte", ["x".repeat(9000), 1, -1]))).toEqual(["!stack overflow (string slice too long)"]);
  expect(runHere("5.2", calls("byte", ["x".repeat(9000), 1, -1]))).toEqual([new Array(9000).fill("#120").join(",")]);
});

test("no function can be dumped", () => {
  expect(runHere("5.1", calls("dump", [CALLBACKS.no]))).toEqual(["!unable to dump given function"]);
});

test.each([
  ["5.0", "byte char dump find format gfind gsub len lower rep sub upper"],
  ["5.1", "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper"],
  ["5.2", "byte char dump find format gmatch gsub len lower match rep reverse sub upper"],
  ["vpop3", "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper"],
] as const)("the table of %s has that version's functions", (dialect, names) => {
  const library = createStringLibrary(dialect);
  const all = "byte char dump find format gfind gmatch gsub len lower match rep reverse sub upper".split(" ");
  expect(all.filter((name) => typeof library.get(name) === "function").join(" ")).toBe(names);
});

test("two instances have tables of their own and share the functions", () => {
  const one = createStringLibrary("vpop3");
  const other = createStringLibrary("vpop3");
  one.set("find", undefined);
  expect(typeof other.get("find")).toBe("function");
  expect(one.get("gsub")).toBe(other.get("gsub"));
});

describe("the vpop3 dialect", () => {
  test.each([
    ["gsub leaves an escape in the replacement that only 5.2 refuses", "gsub", ["a", "a", "%y"], "sy,#1"],
    ["gsub keeps a lone % at the end of the replacement", "gsub", ["a", "a", "x%"], "sx%,#1"],
    ["gsub knows %0", "gsub", ["ab", "a", "<%0>"], "s<a>b,#1"],
    ["a zero byte is a byte like others in a pattern", "find", ["a\0b", "\0b"], "#2,#3"],
    ["%g is a class", "match", [" x ", "%g"], "sx"],
    ["%z is a class", "find", ["a\0", "%z"], "#2,#2"],
    ["rep takes a separator", "rep", ["x", 3, "-"], "sx-x-x"],
    ["format takes any value for %s", "format", ["%s %s", true, undefined], "strue nil"],
  ] as const)("%s", (_, name, args, expected) => {
    expect(runHere("vpop3", [{ name, args }])).toEqual([expected]);
  });
});
