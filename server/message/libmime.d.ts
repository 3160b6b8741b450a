/** The part of libmime that is used here; the package has no declarations of its own. */
declare module "libmime" {
  interface HeaderValue {
    /** The value before the first parameter; false if there is none. */
    readonly value: string | false;
    /** Parameters by name in lower case; RFC 2231 pieces joined, charsets decoded to Unicode. */
    readonly params: Readonly<Record<string, string>>;
  }
  const libmime: {
    parseHeaderValue(value: string): HeaderValue;
    /** Decodes RFC 2047 words to Unicode. */
    decodeWords(value: string): string;
  };
  export default libmime;
}
