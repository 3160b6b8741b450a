import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { NO_ITEMS } from "../../runtime/array-part.ts";
import { actualText, expectedText, readCorpus } from "./corpus.ts";

/** Version and program → why it differs. */
const KNOWN_DIFFERENCES = JSON.parse(readFileSync(new URL("known-differences.json", import.meta.url), "utf8")) as Readonly<
  Record<string, string>
>; // our own file

const CASES = readCorpus(new URL("corpus/", import.meta.url)).flatMap(({ name, versions, source }) =>
  versions.map((version) => ({ title: `${version} ${name}`, version, source })),
);

describe("a program prints what real Lua prints", () => {
  test.each(CASES)("$title", async ({ title, version, source }) => {
    const expected = expectedText(source, version);
    const plain = await actualText(source, version);
    const suspended = await actualText(source, version, { everyCallSuspends: true });
    if (Object.hasOwn(KNOWN_DIFFERENCES, title)) {
      expect(
        plain !== expected || suspended !== expected,
        `"${title}" is listed as a known difference, but it is the same now: take it off known-differences.json`,
      ).toBe(true);
      return;
    }
    expect(plain).toBe(expected);
    expect(suspended, "with every call suspended once").toBe(expected);
    const renewed = await actualText(source, version, { everyCallSuspends: true, renewing: true });
    expect(renewed, "with every call suspended once, in code that keeps no garbage alive").toBe(expected);
    const stepped = await actualText(source, version, { stepping: true, renewing: false });
    expect(stepped, "in code for a debugger").toBe(expected);
    const steppedLate = await actualText(source, version, { stepping: true, renewing: false, everyCallSuspends: true });
    expect(steppedLate, "with every call suspended once, in code for a debugger").toBe(expected);
  });

  test("none of them puts an item where all tables without items look", () => {
    expect(NO_ITEMS).toEqual([]);
  });

  test("known differences name programs of the corpus", () => {
    const titles = new Set(CASES.map(({ title }) => title));
    expect(Object.keys(KNOWN_DIFFERENCES).filter((title) => !titles.has(title))).toEqual([]);
  });
});
