/**
 * Scans what follows 354: finds the end of the data, takes away the dots that the client stuffed, and watches line ends and lengths.
 * It works on whole chunks with native searches; single bytes are looked at only next to a dot at the start of a line and at the edges
 * of chunks. It keeps a state instead of bytes, so where the client cuts its packets never matters.
 *
 * Invariant: only CRLF . CRLF ends the data (the CRLF of the DATA command counts for the first line). A bare CR or LF never starts a
 * line here; that is what keeps SMTP smuggling out.
 *
 * Governing text: RFC 5321 §4.5.2 (transparency), §2.3.8 (lines).
 */

import { isAscii } from "node:buffer";

/** What came before the next byte. */
const MIDDLE = 0;
/** CR within a line, given out already. */
const CR = 1;
/** CRLF, or the start of the data. */
const LINE_START = 2;
/** A dot at the start of a line; not given out. */
const DOT = 3;
/** The same, then CR; neither given out. */
const DOT_CR = 4;

/** A CR without LF behind it, or an LF without CR before it. */
const BARE_NEWLINE = /\r(?!\n)|(?<!\r)\n/;

/** How far behind a stuffed dot single bytes are looked at before the native search takes over: many short dotted lines are then cheap. */
const NEAR_DOT = 32;

/** Shorter pieces are copied together: a view costs more than so many bytes. */
const SMALL_PIECE = 256;

const CRLF_DOT = Buffer.from("\r\n.");
const ONE_CR = Buffer.from("\r");
const ONE_LF = Buffer.from("\n");

export type NewlinePolicy = "refuse" | "normalise";

export class DataScanner {
  /** A CR or LF stood alone. With `normalise` they have become CRLF in what was given out. */
  bareNewline = false;
  /** A line was longer than the limit. */
  lineTooLong = false;
  /** Bytes above 127 were seen. Only looked for until the first. */
  eightBit = false;

  #state = LINE_START;
  readonly #normalise: boolean;
  /** The last byte given out to `normalise` was a CR whose LF has not come yet. */
  #openCr = false;
  /** Short pieces copied together, and how much of it is used. */
  #small: Buffer = Buffer.alloc(0);
  #used = 0;
  /** Bytes of the present line so far, line end not counted. */
  #lineBytes = 0;
  readonly #maxLineBytes: number;

  /** `maxLineBytes`: the longest line with its CRLF; 0: any. */
  constructor(policy: NewlinePolicy, maxLineBytes: number) {
    this.#normalise = policy === "normalise";
    this.#maxLineBytes = maxLineBytes;
  }

  /**
   * Takes the next bytes from `start` on. Pieces of the message (views of `chunk`) are pushed to `pieces`. Gives the offset in `chunk` behind the end of the
   * data, or −1 if the data goes on.
   */
  scan(chunk: Buffer, start: number, pieces: Buffer[]): number {
    const stateBefore = this.#state;
    const { end, next } = this.#split(chunk, start, pieces);
    this.#flush(pieces);
    this.#watch(chunk, start, end, stateBefore);
    return next;
  }

  /** Splits at stuffed dots and at the end. `end`: where the message's bytes in the chunk end; `next`: as `scan` returns. */
  #split(chunk: Buffer, start: number, pieces: Buffer[]): { readonly end: number; readonly next: number } {
    let from = start;
    let at = start;
    let slowUntil = start;
    for (;;) {
      // Byte by byte until we are in the middle of a line again.
      while ((this.#state !== MIDDLE || at < slowUntil) && at < chunk.length) {
        const byte = chunk[at];
        switch (this.#state) {
          case MIDDLE:
            if (byte === 0x0d) this.#state = CR;
            break;
          case LINE_START:
            if (byte === 0x2e) {
              this.#give(pieces, chunk, from, at);
              this.#state = DOT;
              from = at + 1;
              slowUntil = from + NEAR_DOT;
            } else this.#state = byte === 0x0d ? CR : MIDDLE;
            break;
          case CR:
            this.#state = byte === 0x0a ? LINE_START : byte === 0x0d ? CR : MIDDLE;
            break;
          case DOT:
            if (byte === 0x0d) {
              this.#state = DOT_CR;
              from = at + 1;
            } else this.#state = MIDDLE;
            break;
          case DOT_CR:
            if (byte === 0x0a) {
              this.#finish(pieces);
              return { end: at + 1, next: at + 1 };
            }
            this.#give(pieces, ONE_CR, 0, 1);
            from = at;
            this.#state = byte === 0x0d ? CR : MIDDLE;
            break;
        }
        at++;
      }
      if (at >= chunk.length) break;
      const found = chunk.indexOf(CRLF_DOT, at);
      if (found < 0) {
        this.#state = endState(chunk, at);
        at = chunk.length;
        break;
      }
      at = found + 2;
      this.#state = LINE_START;
    }
    this.#give(pieces, chunk, from, chunk.length);
    return { end: chunk.length, next: -1 };
  }

  #give(pieces: Buffer[], chunk: Buffer, from: number, to: number): void {
    if (to <= from) return;
    if (this.#normalise) this.#giveNormalised(pieces, chunk.subarray(from, to));
    else if (to - from < SMALL_PIECE) this.#collect(pieces, chunk, from, to);
    else {
      this.#flush(pieces);
      pieces.push(from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to));
    }
  }

  #collect(pieces: Buffer[], chunk: Buffer, from: number, to: number): void {
    if (this.#used + to - from > this.#small.length) {
      this.#flush(pieces);
      this.#small = Buffer.allocUnsafe(Math.max(SMALL_PIECE, Math.min(chunk.length, 16384)));
    }
    const small = this.#small;
    let used = this.#used;
    for (let i = from; i < to; i++) small[used++] = chunk[i] ?? 0;
    this.#used = used;
  }

  /** Gives out what was copied together. */
  #flush(pieces: Buffer[]): void {
    if (this.#used === 0) return;
    pieces.push(this.#small.subarray(0, this.#used));
    this.#small = this.#small.subarray(this.#used);
    this.#used = 0;
  }

  #giveNormalised(pieces: Buffer[], piece: Buffer): void {
    if (this.#openCr && piece[0] !== 0x0a) pieces.push(ONE_LF);
    const text = piece.toString("latin1");
    const first = this.#openCr && text.startsWith("\n") ? 1 : 0;
    this.#openCr = text.endsWith("\r");
    const inner = text.slice(first, this.#openCr ? -1 : undefined);
    if (!BARE_NEWLINE.test(inner)) pieces.push(piece);
    else
      pieces.push(
        Buffer.from(text.slice(0, first) + inner.replace(/\r(?!\n)|(?<!\r)\n/g, "\r\n") + (this.#openCr ? "\r" : ""), "latin1"),
      );
  }

  /** The end of the data: a CR still open gets its LF. */
  #finish(pieces: Buffer[]): void {
    if (this.#openCr) pieces.push(ONE_LF);
    this.#openCr = false;
  }

  /** Looks for bare line ends, long lines and 8-bit bytes in the raw bytes of the message, dots and all. */
  #watch(chunk: Buffer, start: number, end: number, stateBefore: number): void {
    if (end <= start) return;
    const afterCr = stateBefore === CR || stateBefore === DOT_CR;
    const lineFeedFirst = chunk[start] === 0x0a;
    if (!this.bareNewline) {
      // The byte before and the byte behind the chunk are judged with their own chunk.
      const from = afterCr && lineFeedFirst ? start + 1 : start;
      const to = chunk[end - 1] === 0x0d ? end - 1 : end;
      if (afterCr !== lineFeedFirst || BARE_NEWLINE.test(chunk.toString("latin1", from, to))) this.bareNewline = true;
    }
    if (!this.eightBit && !isAscii(chunk.subarray(start, end))) this.eightBit = true;
    if (this.#maxLineBytes > 0 && !this.lineTooLong) this.#measureLines(chunk, start, end);
  }

  /** Hops from one line end to the last one within the limit, so that a hop covers many lines. */
  #measureLines(chunk: Buffer, start: number, end: number): void {
    const limit = this.#maxLineBytes;
    let lineStart = start - this.#lineBytes;
    while (end - lineStart > limit) {
      const lastAllowed = lineStart + limit - 1;
      // A negative offset would count from the end of the chunk.
      const lineFeed = lastAllowed < 0 ? -1 : chunk.lastIndexOf(0x0a, lastAllowed);
      if (lineFeed < Math.max(lineStart, start)) {
        this.lineTooLong = true;
        return;
      }
      lineStart = lineFeed + 1;
    }
    const last = chunk.lastIndexOf(0x0a, end - 1);
    this.#lineBytes = last >= Math.max(lineStart, start) ? end - 1 - last : end - lineStart;
  }
}

/** The state after a stretch of a line that no CRLF-dot follows: `from` is a byte within the line. */
function endState(chunk: Buffer, from: number): number {
  const last = chunk.length - 1;
  if (chunk[last] === 0x0d) return CR;
  if (chunk[last] === 0x0a && last > from && chunk[last - 1] === 0x0d) return LINE_START;
  return MIDDLE;
}
