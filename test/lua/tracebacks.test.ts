import { describe, expect, test } from "vitest";
import { actualText, expectedText, readCorpus } from "./corpus.ts";

const CASES = readCorpus(new URL("tracebacks/", import.meta.url)).flatMap(({ name, versions, source }) =>
  versions.map((version) => ({ title: `${version} ${name}`, version, source })),
);

// What lies below the main chunk is the host's; a coroutine has nothing below it.
const inCoroutine = (source: string): string => `coroutine.wrap(function() ${source}\nend)()`;

describe("a stack shows the levels that real Lua's shows", () => {
  test.each(CASES)("$title", async ({ version, source }) => {
    const program = inCoroutine(source);
    expect(await actualText(program, version)).toBe(expectedText(program, version));
  });
});
