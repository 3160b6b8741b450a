/** `text` for a terminal: control characters, which mail could smuggle there, come out as `?`; tabs and line feeds stay. */
export function printable(text: string): string {
  return text.replaceAll(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "?");
}
