/**
 * The attachments of a message: which parts are some, how large they are decoded, and their bytes. Sizes are counted over the encoded
 * bytes in windows, without decoding.
 *
 * Governing text: VPOP3.md §2.3 (attachments), §6.4 (SaveAttachment); RFC 2045 §6.
 */
import type { ByteRange, MimePart } from "./mime-structure.ts";

export interface Attachment {
  /** The part's place in the list of parts, from 1. */
  readonly section: number;
  /** UTF-8 bytes, "" if it has no name. */
  readonly name: string;
  readonly mimeType: string;
  /** Decoded bytes. */
  readonly sizeBytes: number;
  readonly kind: "MIME" | "UUE" | "BINHEX" | "MIMEUUE" | "MIMEBINHEX" | "TNEF";
  readonly part: MimePart;
  /** Where its encoded bytes lie. */
  readonly start: number;
  readonly end: number;
}

const WINDOW_BYTES = 262_144;
/** Text parts are searched for uuencoded and BinHex files up to this size. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;

/** The attachments in the order of the parts. Pauses between windows of big messages. */
export async function attachmentsOf(message: ByteRange, parts: readonly MimePart[]): Promise<Attachment[]> {
  const found: Attachment[] = [];
  for (const [i, part] of parts.entries()) {
    if (part.type === "multipart") continue;
    if (isAttachment(part)) found.push(await mimeAttachment(message, part, i + 1));
    else if (part.type === "text" && part.subtype === "plain" && part.end - part.body <= MAX_TEXT_BYTES) {
      found.push(...inlineFiles(message, part, i + 1));
    }
  }
  return found;
}

/** The decoded bytes of an attachment, one char a byte; undefined if its encoding is none that is known here. */
export async function attachmentBytes(message: ByteRange, attachment: Attachment): Promise<string | undefined> {
  const { start, end, kind, part } = attachment;
  if (kind === "UUE" || kind === "MIMEUUE") return uudecode(message.read(start, end).toString("latin1"));
  if (kind === "BINHEX" || kind === "MIMEBINHEX") return undefined;
  let decoded = "";
  let rest = "";
  for (let from = start; from < end; from += WINDOW_BYTES) {
    const text = rest + message.read(from, Math.min(from + WINDOW_BYTES, end)).toString("latin1");
    const last = from + WINDOW_BYTES >= end;
    const whole = last ? text.length : wholeUnits(part.encoding, text);
    decoded += decode(part.encoding, text.slice(0, whole));
    rest = text.slice(whole);
    if (!last) await nextTurn();
  }
  return decoded;
}

function isAttachment(part: MimePart): boolean {
  if (part.disposition === "attachment" || part.typeFileName !== "" || part.dispositionFileName !== "") return true;
  return part.type !== "text" && part.type !== "message" && part.disposition !== "inline";
}

async function mimeAttachment(message: ByteRange, part: MimePart, section: number): Promise<Attachment> {
  return {
    section,
    name: part.dispositionFileName === "" ? part.typeFileName : part.dispositionFileName,
    mimeType: `${part.type}/${part.subtype}`,
    sizeBytes: await decodedSize(message, part),
    kind: kindOf(part),
    part,
    start: part.body,
    end: part.end,
  };
}

function kindOf(part: MimePart): Attachment["kind"] {
  const type = `${part.type}/${part.subtype}`;
  if (type === "application/ms-tnef" || type === "application/vnd.ms-tnef") return "TNEF";
  if (type === "application/mac-binhex40" || part.encoding === "binhex") return "MIMEBINHEX";
  if (/^(?:x-)?uue(?:ncode)?$/.test(part.encoding)) return "MIMEUUE";
  return "MIME";
}

/** Files within a text: `begin 644 name` … `end`, and BinHex 4.0. */
function inlineFiles(message: ByteRange, part: MimePart, section: number): Attachment[] {
  const text = message.read(part.body, part.end).toString("latin1");
  const files: Attachment[] = [];
  const begin = /(?:^|\n)begin [0-7]{3,4} ([^\r\n]{1,255})\r?\n/g;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const from = begin.lastIndex;
    const stop = text.indexOf("\nend", from - 1);
    if (stop < 0) break;
    files.push({
      section,
      name: (match[1] ?? "").trim(),
      mimeType: "application/octet-stream",
      sizeBytes: uudecode(text.slice(from, stop + 1)).length,
      kind: "UUE",
      part,
      start: part.body + from,
      end: part.body + stop + 1,
    });
    begin.lastIndex = stop + 4;
  }
  const binHex = text.indexOf("(This file must be converted with BinHex");
  if (binHex >= 0) {
    const start = part.body + binHex;
    const mimeType = "application/mac-binhex40";
    files.push({ section, name: "", mimeType, sizeBytes: part.end - start, kind: "BINHEX", part, start, end: part.end });
  }
  return files;
}

/** How many bytes the part has when it is decoded. */
async function decodedSize(message: ByteRange, part: MimePart): Promise<number> {
  const { encoding } = part;
  if (encoding !== "base64" && encoding !== "quoted-printable") return part.end - part.body;
  let symbols = 0;
  let hex = 0;
  for (let from = part.body; from < part.end; from += WINDOW_BYTES) {
    const bytes = message.read(from, Math.min(from + WINDOW_BYTES, part.end));
    if (encoding === "base64") {
      for (const byte of bytes) if (byte > 0x20 && byte !== 0x3d) symbols++;
    } else {
      for (let i = 0; i < bytes.length; i++) {
        if (hex > 0) hex--;
        else if (bytes[i] === 0x3d) {
          // `=` before a line end counts for nothing, before two digits for one byte.
          const soft = (bytes[i + 1] ?? 0) === 0x0d || (bytes[i + 1] ?? 0) === 0x0a;
          hex = 2;
          if (!soft) symbols++;
        } else symbols++;
      }
    }
    if (from + WINDOW_BYTES < part.end) await nextTurn();
  }
  return encoding === "base64" ? Math.floor((symbols * 3) / 4) : symbols;
}

function decode(encoding: string, text: string): string {
  switch (encoding) {
    case "base64":
      return Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ""), "base64").toString("latin1");
    case "quoted-printable":
      return text
        .replace(/=\r?\n/g, "")
        .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
    default:
      return text;
  }
}

/** How much of the text can be decoded without what follows it. */
function wholeUnits(encoding: string, text: string): number {
  switch (encoding) {
    case "base64": {
      const symbols = text.replace(/[^A-Za-z0-9+/]/g, "").length;
      let drop = symbols % 4;
      let at = text.length;
      while (drop > 0 && at > 0) if (/[A-Za-z0-9+/]/.test(text[--at] ?? "")) drop--;
      return at;
    }
    case "quoted-printable":
      return Math.max(0, text.lastIndexOf("\n") + 1);
    default:
      return text.length;
  }
}

/** Historic uuencode: each line begins with its length; four characters are three bytes. */
function uudecode(text: string): string {
  let out = "";
  for (const line of text.split(/\r?\n/)) {
    const length = line === "" ? 0 : (line.charCodeAt(0) - 32) & 63;
    let bytes = "";
    for (let i = 1; bytes.length < length && i < line.length; i += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((k) => (line.charCodeAt(i + k) - 32) & 63);
      bytes += String.fromCharCode((a << 2) | (b >> 4), ((b & 15) << 4) | (c >> 2), ((c & 3) << 6) | d);
    }
    out += bytes.slice(0, length);
  }
  return out;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
