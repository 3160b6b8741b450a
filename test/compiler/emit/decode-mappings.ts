/** Reads what a source map says, as debuggers do (ECMA-426). */
import type { Mapping } from "../../../compiler/emit/source-map.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The places of `mappings` that have an original. */
export function decodeMappings(text: string): Mapping[] {
  const mappings: Mapping[] = [];
  let originalLine = 0;
  let originalColumn = 0;
  for (const [line, segments] of text.split(";").entries()) {
    let column = 0;
    for (const segment of segments.split(",")) {
      if (segment === "") continue;
      const [columns, , lines, originalColumns] = decodeNumbers(segment);
      column += columns ?? 0;
      if (lines === undefined || originalColumns === undefined) continue;
      originalLine += lines;
      originalColumn += originalColumns;
      mappings.push({ line, column, originalLine, originalColumn });
    }
  }
  return mappings;
}

function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const c of segment) {
    const digit = DIGITS.indexOf(c);
    value |= (digit & 31) << shift;
    if ((digit & 32) !== 0) {
      shift += 5;
      continue;
    }
    numbers.push((value & 1) === 1 ? -(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
