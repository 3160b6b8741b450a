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
