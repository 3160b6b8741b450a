/**
 * From the emitted TypeScript to the JavaScript that runs: esbuild takes the types off; its map and the emitter's places together
 * lead from each JavaScript position to the Lua one.
 */
import { transform } from "esbuild";
import type { PlacedText, Segment } from "./emit/index.ts";
import { decodeMappings } from "./emit/source-map.ts";

/** Takes the types off the factory form of a module. The places of the result lead to Lua. */
export async function bundle(factory: PlacedText): Promise<PlacedText> {
  const { code, map } = await transform(factory.text, {
    loader: "ts",
    target: "es2024",
    sourcemap: "external",
    sourcefile: "chunk.ts",
    charset: "ascii",
    legalComments: "none",
  });
  const { mappings } = JSON.parse(map) as { mappings: string }; // esbuild's own output
  const finder = new SegmentFinder(factory.segments);
  const segments: Segment[] = [];
  for (const { line, column, originalLine, originalColumn } of decodeMappings(mappings)) {
    const found = finder.at(originalLine, originalColumn);
    if (found === undefined) continue;
    const exact = found.line === originalLine && found.column === originalColumn;
    segments.push({ line, column, luaLine: found.luaLine, luaOffset: found.luaOffset, callee: exact ? found.callee : undefined });
  }
  return { text: code, segments };
}

/** Finds the last segment at or before a place. */
class SegmentFinder {
  readonly #segments: readonly Segment[];
  constructor(segments: readonly Segment[]) {
    this.#segments = segments;
  }
  at(line: number, column: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const segment = this.#segments[middle];
      if (segment !== undefined && (segment.line < line || (segment.line === line && segment.column <= column))) low = middle + 1;
      else high = middle;
    }
    return this.#segments[low - 1];
  }
}
