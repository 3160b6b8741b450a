/**
 * A text that a script gave, as far as a person reads it: the first `most` characters, and how long it is. What comes back of a longer one is a copy, so that
 * whoever keeps it does not keep the whole text.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  // V8 would make the beginning a view into the whole.
  const beginning = Buffer.from(text.slice(0, most), "utf16le").toString("utf16le");
  return `${beginning}... (${text.length} bytes)`;
}
