/** Source maps, version 3 (ECMA-426): places as base 64 VLQ numbers. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** One place: 0-based generated line and column, 0-based original line and column. */
export interface Mapping {
  readonly line: number;
  readonly column: number;
  readonly originalLine: number;
  readonly originalColumn: number;
}

export interface SourceMap {
  readonly version: 3;
  readonly file: string;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = "";
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS.charAt(rest > 0 ? digit | 32 : digit);
  } while (rest > 0);
  return text;
}

/** The `mappings` of places in one source, which are in generated order. */
export function encodeMappings(mappings: readonly Mapping[]): string {
  let text = "";
  let line = 0;
  let column = 0;
  let originalLine = 0;
  let originalColumn = 0;
  let separator = "";
  for (const mapping of mappings) {
    while (line < mapping.line) {
      text += ";";
      line++;
      column = 0;
      separator = "";
    }
    text += separator + encodeNumber(mapping.column - column) + encodeNumber(0);
    text += encodeNumber(mapping.originalLine - originalLine) + encodeNumber(mapping.originalColumn - originalColumn);
    ({ column, originalLine, originalColumn } = mapping);
    separator = ",";
  }
  return text;
}
