/** Character classes of Lua source text, as bit sets. Governing text: `isalpha`… of the C locale. */
export const NAME_START = 1;
export const NAME_PART = 2;
export const DIGIT = 4;
export const HEX_DIGIT = 8;
export const SPACE = 16;

/** The end of the text, where a byte is asked for. */
export const EOZ = -1;

const KINDS: Uint8Array = Uint8Array.from({ length: 256 }, (_, code) => {
  const char = String.fromCharCode(code);
  return (
    (/[A-Za-z_]/.test(char) ? NAME_START : 0) |
    (/[A-Za-z0-9_]/.test(char) ? NAME_PART : 0) |
    (/[0-9]/.test(char) ? DIGIT : 0) |
    (/[0-9A-Fa-f]/.test(char) ? HEX_DIGIT : 0) |
    (/[ \t\n\v\f\r]/.test(char) ? SPACE : 0)
  );
});

/** Where the name ends that has a part at `from`. */
export function nameEnd(source: string, from: number): number {
  const kinds = KINDS;
  let end = from + 1;
  while (((kinds[source.charCodeAt(end)] ?? 0) & NAME_PART) !== 0) end++;
  return end;
}

/** The classes of a byte; none for EOZ and NaN (what `charCodeAt` gives past the end). */
export function kindOf(code: number): number {
  return KINDS[code] ?? 0;
}
