/**
 * The MIME structure of a message by byte offsets, in one pass over the bytes where they lie. (mailparser decodes parts as a stream and does
 * not say where they stand; VPOP3 scripts get offsets and raw parts.)
 *
 * The search hops from line start to line start that begins with `--`, natively; a big message is read in windows with a pause between
 * them, so the session thread is never held for more than about a millisecond.
 *
 * Offsets count from 0 (VPOP3.md §9 O15). Paths are IMAP's (RFC 3501 §6.4.5): a message that is no multipart has the one part `1`; the
 * outermost multipart itself has no path and is not listed.
 *
 * Governing text: RFC 2046 §5.1.
 */
import { headerEnd } from "./header-fields.ts";
import { type PartHeader, readPartHeader } from "./mime-header.ts";

/** Bytes that can be read by range; `IncomingMessage` is one. */
export interface ByteRange {
  readonly sizeBytes: number;
  read(start: number, end: number): Buffer;
}

export interface MimePart extends PartHeader {
  readonly path: string;
  /** The first byte of the part's header. */
  readonly start: number;
  /** The first byte of its body. */
  readonly body: number;
  /** Behind its last byte; the line end before the next boundary does not belong to it. */
  end: number;
}

/** More parts, or deeper ones, than this are not told apart: no mail program makes such. */
const MAX_PARTS = 2000;
const MAX_DEPTH = 30;
/** The header of a part is read up to this many bytes. */
const MAX_PART_HEADER_BYTES = 65_536;
/** RFC 2046 §5.1.1: boundaries have at most 70 characters; with `--` before and after, and some tolerance. */
const MAX_BOUNDARY_LINE_BYTES = 1024;
const WINDOW_BYTES = 1 << 20;

interface Level {
  /** `--boundary`. */
  readonly delimiter: string;
  readonly digest: boolean;
  readonly path: string;
  children: number;
  /** The child that is being read. */
  open: MimePart | undefined;
}

/** All parts in the order of the message. */
export async function mimeStructure(message: ByteRange): Promise<MimePart[]> {
  const scan = new StructureScan(message);
  scan.begin();
  const size = message.sizeBytes;
  for (let from = scan.position; from < size && scan.nested; ) {
    const to = Math.min(from + WINDOW_BYTES, size);
    scan.window(from, to);
    from = Math.max(to, scan.position);
    if (from < size) await new Promise((resolve) => setImmediate(resolve));
  }
  scan.finish();
  return scan.parts;
}

class StructureScan {
  readonly parts: MimePart[] = [];
  /** Up to here everything is known. */
  position = 0;
  readonly #message: ByteRange;
  readonly #levels: Level[] = [];
  /** The message in a message/rfc822 part ends where that part ends. */
  readonly #embedded = new Map<MimePart, MimePart>();

  constructor(message: ByteRange) {
    this.#message = message;
  }

  /** False once no boundary can come any more. */
  get nested(): boolean {
    return this.#levels.length > 0;
  }

  begin(): void {
    this.#openPart(0, "", ["text", "plain"], true);
  }

  /** Reads the header at `start` and opens the part, and what is in it. `path`: its own; "" for the message itself. */
  #openPart(start: number, path: string, defaultType: readonly [string, string], outermost: boolean): MimePart {
    const bytes = this.#message.read(start, start + MAX_PART_HEADER_BYTES);
    const headerBytes = partHeaderEnd(bytes);
    const header = readPartHeader(bytes.subarray(0, headerBytes), defaultType);
    const part: MimePart = {
      ...header,
      path: outermost && header.type !== "multipart" ? (path === "" ? "1" : `${path}.1`) : path,
      start,
      body: start + headerBytes,
      end: this.#message.sizeBytes,
    };
    const container = header.type === "multipart" && header.boundary !== "" && this.#levels.length < MAX_DEPTH;
    if (!(outermost && container)) this.parts.push(part);
    if (container) {
      this.#levels.push({
        delimiter: `--${header.boundary}`,
        digest: header.subtype === "digest",
        path,
        children: 0,
        open: undefined,
      });
    }
    this.position = part.body;
    // A message within a message: its parts count below its own path (RFC 3501 §6.4.5).
    const embeds = header.type === "message" && header.subtype === "rfc822" && header.encoding !== "base64";
    if (embeds && !outermost && this.#levels.length < MAX_DEPTH) {
      this.#embedded.set(part, this.#openPart(part.body, path, ["text", "plain"], true));
    }
    return part;
  }

  /** Looks for boundary lines that begin in [from, to). */
  window(from: number, to: number): void {
    const begin = Math.max(0, from - 2);
    const bytes = this.#message.read(begin, Math.min(to + MAX_BOUNDARY_LINE_BYTES, this.#message.sizeBytes));
    let at = Math.max(from, this.position) - begin;
    for (;;) {
      const dashes = at === 0 ? 0 : bytes.indexOf("\n--", Math.max(0, at - 1), "latin1") + 1;
      if (dashes <= 0 && at !== 0) return;
      const lineStart = begin + dashes;
      if (lineStart >= to) return;
      const lineEnd = bytes.indexOf(0x0a, dashes);
      const line = bytes.toString(
        "latin1",
        dashes,
        lineEnd < 0 ? Math.min(bytes.length, dashes + MAX_BOUNDARY_LINE_BYTES) : lineEnd,
      );
      const next = lineEnd < 0 ? bytes.length : lineEnd + 1;
      this.#boundary(withoutTrailingSpace(line), lineStart, begin + next);
      at = Math.max(next, this.position - begin);
      if (at >= bytes.length || this.#levels.length === 0) return;
    }
  }

  /** A line that begins with `--`: the delimiter of an open multipart, the innermost first, or text. */
  #boundary(line: string, lineStart: number, next: number): void {
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const level = this.#levels[i];
      if (level === undefined) continue;
      const closes = line === `${level.delimiter}--`;
      if (!closes && line !== level.delimiter) continue;
      const end = this.#endBefore(lineStart);
      this.#closeAbove(i, end);
      this.#close(level.open, end);
      level.open = undefined;
      if (closes) this.#levels.pop();
      else if (this.parts.length < MAX_PARTS) {
        level.children++;
        const path = level.path === "" ? String(level.children) : `${level.path}.${level.children}`;
        level.open = this.#openPart(next, path, level.digest ? ["message", "rfc822"] : ["text", "plain"], false);
      }
      return;
    }
  }

  /** Multiparts inside level `i` that were never closed end here. */
  #closeAbove(i: number, end: number): void {
    while (this.#levels.length > i + 1) this.#close(this.#levels.pop()?.open, end);
  }

  #close(part: MimePart | undefined, end: number): void {
    if (part === undefined) return;
    part.end = Math.max(part.body, Math.min(part.end, end));
    this.#close(this.#embedded.get(part), part.end);
  }

  /** The offset before the line end that precedes `lineStart`: it belongs to the boundary. */
  #endBefore(lineStart: number): number {
    const before = this.#message.read(Math.max(0, lineStart - 2), lineStart);
    if (before.length === 2 && before[0] === 0x0d && before[1] === 0x0a) return lineStart - 2;
    return before.at(-1) === 0x0a ? lineStart - 1 : lineStart;
  }

  finish(): void {
    this.#closeAbove(-1, this.#message.sizeBytes);
  }
}

/** As `headerEnd`, but an empty line may also come first: a part may have no header. */
function partHeaderEnd(bytes: Buffer): number {
  if (bytes[0] === 0x0a) return 1;
  // A line that is no header field and no continuation ends the header of a broken part; `headerEnd` knows only the empty line.
  return headerEnd(bytes);
}

/** Transport padding is no part of a boundary (RFC 2046 §5.1.1). A loop, because a regular expression would take quadratic time. */
function withoutTrailingSpace(line: string): string {
  let end = line.length;
  while (end > 0 && " \t\r".includes(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}
