import { SourceMap } from "node:module";
import { describe, expect, test } from "vitest";
import { encodeMappings } from "../../../compiler/emit/source-map.ts";
import { compile } from "../../../compiler/index.ts";
import { decodeMappings } from "./decode-mappings.ts";

const SOURCE = [
  "local a = 1",
  "function DoHELO(host)",
  "  local known = lookup(host)",
  '  return known and "yes" or fail(host)',
  "end",
  "",
].join("\n");

async function compiled() {
  const result = await compile(SOURCE, { fileName: "smtpsvr.lua", dialect: "vpop3" });
  if (result.kind === "refused") throw new Error("refused");
  return result;
}

/** 0-based line and column of a text in the JavaScript. */
function placeOf(javascript: string, text: string): readonly [line: number, column: number] {
  const offset = javascript.indexOf(text);
  expect(offset, text).toBeGreaterThanOrEqual(0);
  const before = javascript.slice(0, offset).split("\n");
  return [before.length - 1, before.at(-1)?.length ?? 0];
}

describe("the source map leads from the JavaScript to the Lua line", () => {
  test.each([
    ['"global lookup"', 3],
    ['"global fail"', 4],
  ])("%s is of line %i", async (text, line) => {
    const { javascript, sourceMap } = await compiled();
    const [jsLine, column] = placeOf(javascript, text);
    const entry = new SourceMap(JSON.parse(sourceMap)).findEntry(jsLine, column);
    expect(entry).toMatchObject({ originalLine: line - 1, originalSource: "smtpsvr.lua" });
  });

  test("the runtime's line table agrees with it", async () => {
    const { javascript, info } = await compiled();
    const [jsLine, column] = placeOf(javascript, '"global lookup"');
    let found = 0;
    for (let i = 0; i < info.lineTable.length; i += 3) {
      const line = info.lineTable[i] ?? 0;
      if (line < jsLine + 1 || (line === jsLine + 1 && (info.lineTable[i + 1] ?? 0) <= column))
        found = info.lineTable[i + 2] ?? 0;
    }
    expect(found).toBe(3);
  });

  test("mappings survive writing and reading", () => {
    const mappings = [
      { line: 0, column: 0, originalLine: 5, originalColumn: 70_000 },
      { line: 0, column: 17, originalLine: 0, originalColumn: 3 },
      { line: 4, column: 2, originalLine: 900, originalColumn: 0 },
    ];
    expect(decodeMappings(encodeMappings(mappings))).toEqual(mappings);
  });
});
