/** Between Lua's and SMTP's byte strings (one char code 0–255 per byte) and Unicode text, over UTF-8. */

/** The text whose UTF-8 the bytes are. Bytes that are no UTF-8 become U+FFFD, which matches nothing. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** The UTF-8 of a text, a char code 0 to 255 for each byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
