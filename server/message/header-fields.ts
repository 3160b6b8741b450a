/**
 * The header of a message as a list of fields, byte for byte: joined again, the fields give the header back. Nothing is decoded and nothing
 * is repaired; a line that is no field is kept as a field without a name.
 *
 * Governing text: RFC 5322 §2.2 (fields, folding). Bytes are char codes 0–255.
 */

export interface HeaderField {
  /** The name as received; "" for a line that has no name. */
  readonly name: string;
  /** The whole field as received, folding and final line end included. */
  readonly raw: string;
}

/** The offset behind the empty line that ends the header; the length of `bytes` if there is none. */
export function headerEnd(bytes: Buffer): number {
  if (bytes.length >= 2 && bytes[0] === 13 && bytes[1] === 10) return 2;
  const at = bytes.indexOf("\r\n\r\n", 0, "latin1");
  return at < 0 ? bytes.length : at + 4;
}

/** Whether a header has its final empty line. One without it is a whole message, or the first part of a header that is too long. */
export function isWholeHeader(header: Buffer): boolean {
  return header.length === 2 ? header.toString("latin1") === "\r\n" : header.subarray(-4).toString("latin1") === "\r\n\r\n";
}

/**
 * The header of a message that begins with `bytes`: up to its final empty line. If that is not among the bytes: all of them if they are
 * the whole message, otherwise the complete fields.
 */
export function leadingHeader(bytes: Buffer, isWholeMessage: boolean): Buffer {
  const header = bytes.subarray(0, headerEnd(bytes));
  if (isWholeMessage || isWholeHeader(header)) return header;
  for (let at = header.lastIndexOf("\r\n"); at >= 0; at = at > 0 ? header.lastIndexOf("\r\n", at - 1) : -1) {
    const next = header[at + 2];
    // A field ends where the next line is not folded (RFC 5322 §2.2.3); at the very end of the bytes that is unknown.
    if (next !== undefined && next !== 0x20 && next !== 0x09) return header.subarray(0, at + 2);
  }
  return header.subarray(0, 0);
}

/** The fields of a header; its final empty line is left out. */
export function headerFields(header: Buffer): HeaderField[] {
  const fields: HeaderField[] = [];
  const text = header.toString("latin1");
  for (let start = 0; start < text.length; ) {
    let end = lineEnd(text, start);
    if (text.startsWith("\r\n", start)) break;
    while (text[end] === " " || text[end] === "\t") end = lineEnd(text, end);
    const raw = text.slice(start, end);
    fields.push({ name: fieldName(raw), raw });
    start = end;
  }
  return fields;
}

/** The field's value: what follows the colon, unfolded (RFC 5322 §2.2.3) and without white space around it. */
export function fieldValue(field: HeaderField): string {
  return field.raw
    .slice(field.name === "" ? 0 : field.raw.indexOf(":") + 1)
    .replace(/\r\n(?=[ \t])/g, "")
    .trim();
}

/** The field without its final line end; folding stays. */
export function fieldLine(field: HeaderField): string {
  return field.raw.endsWith("\r\n") ? field.raw.slice(0, -2) : field.raw;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\r\n", from);
  return at < 0 ? text.length : at + 2;
}

/** The name before the colon: printable ASCII without the colon, white space before the colon allowed (RFC 5322 §4.5). */
function fieldName(raw: string): string {
  return /^([!-9;-~]+)[ \t]*:/.exec(raw)?.[1] ?? "";
}
