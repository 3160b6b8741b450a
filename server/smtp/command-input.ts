/**
 * Splits what a client sends into command lines and message data, in place of `SMTPStream` of smtp-server: that one walks DATA byte by
 * byte, goes to the event loop once per stuffed dot and takes a bare LF for a line end.
 *
 * Invariant: one thing at a time. The next line or chunk is handled when the handler's promise for the one before has settled; memory is
 * bounded by one chunk and one command line. Once `isClosed` is set (STARTTLS retires a parser with it), what is left is dropped.
 *
 * Governing text: RFC 5321 §2.3.8, §4.5.3.1.4 (command line length), RFC 2920 (pipelining), RFC 3207 §4.2.
 */
import { SMTPStream } from "smtp-server/lib/smtp-stream.js";
import { after, type Soon } from "../soon.ts";
import type { DataScanner } from "./data-scanner.ts";

/** Why a line is no command. */
export type LineProblem = "tooLong" | "bareNewline" | "endless" | "slow";

/** Handlers give a promise if they wait, and nothing if they are done. */
export interface InputHandler {
  /** A line without its line end, one char a byte. `more`: further complete lines are here already (the client pipelines). */
  line(line: string, more: boolean): Promise<void> | undefined;
  malformed(problem: LineProblem): Promise<void> | undefined;
  /** Message bytes, dots taken away. */
  data(pieces: Buffer[]): Promise<void> | undefined;
  dataEnd(scanner: DataScanner): Promise<void> | undefined;
}

export interface InputLimits {
  /** The longest command line with its CRLF. */
  readonly maxLineBytes: number;
  /** True: a command line may end with LF alone. */
  readonly acceptBareNewline: boolean;
  /** How long a command line may take from its first to its last byte, in milliseconds. */
  readonly maxLineMs: number;
  /** A clock that never jumps. */
  readonly monotonicMs: () => number;
}

/** A line of which so many bytes had to be thrown away does not end; the connection does. */
const ENDLESS_LINE_BYTES = 1 << 20;

/** Lines handled at a stretch before other connections get their turn. */
const LINES_PER_TURN = 100;

export class CommandInput extends SMTPStream {
  readonly #handler: InputHandler;
  readonly #limits: InputLimits;
  /** The start of a line whose end has not come yet. */
  #partial = "";
  /** Bytes of a line that is too long and is being skipped; −1: none. */
  #skipped = -1;
  /** When the first byte of that line came, on a monotonic clock. */
  #partialSinceMs = 0;
  #scanner: DataScanner | undefined;
  #linesOfTurn = 0;

  constructor(handler: InputHandler, limits: InputLimits) {
    super();
    this.#handler = handler;
    this.#limits = limits;
  }

  /** From the next byte on: message data, until the scanner finds its end. */
  expectData(scanner: DataScanner): void {
    this.#scanner = scanner;
    this._dataMode = true;
  }

  /** True if the client has sent more than was handled: it did not wait for a reply. */
  hasUnhandledInput = false;

  override _write(chunk: Buffer, _encoding: BufferEncoding | "buffer", done: (error?: Error | null) => void): void {
    try {
      const waits = this.#consume(chunk);
      if (waits === undefined) done();
      else waits.then(() => done(), done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The end of the connection: a line without its end is no command. */
  override _flushData(): void {
    this.#partial = "";
  }

  /** A promise only if a handler waits. */
  #consume(chunk: Buffer): Promise<void> | undefined {
    let at = 0;
    this.#linesOfTurn = 0;
    while (at < chunk.length && !this.isClosed) {
      const next = this.#step(chunk, at);
      if (next instanceof Promise) return this.#consumeRest(chunk, next);
      at = next;
    }
    return undefined;
  }

  async #consumeRest(chunk: Buffer, next: Promise<number>): Promise<void> {
    let at = await next;
    while (at < chunk.length && !this.isClosed) at = await this.#step(chunk, at);
  }

  /** Handles a line or the data that begins at `at`; gives the offset behind it. */
  #step(chunk: Buffer, at: number): Soon<number> {
    if (this.#scanner !== undefined) return this.#consumeData(this.#scanner, chunk, at);
    const lineFeed = chunk.indexOf(0x0a, at);
    const end = lineFeed < 0 ? chunk.length : lineFeed;
    const next = lineFeed < 0 ? end : end + 1;
    this.hasUnhandledInput = next < chunk.length;
    const handled = this.#take(chunk, at, end, lineFeed >= 0, next);
    const turn = ++this.#linesOfTurn % LINES_PER_TURN === 0;
    if (turn) return after(handled, () => nextTurn().then(() => next));
    return handled === undefined ? next : handled.then(() => next);
  }

  #consumeData(scanner: DataScanner, chunk: Buffer, start: number): Soon<number> {
    const pieces: Buffer[] = [];
    const next = scanner.scan(chunk, start, pieces);
    const taken = pieces.length > 0 ? this.#handler.data(pieces) : undefined;
    if (taken !== undefined) return taken.then(() => this.#afterData(scanner, chunk, next));
    return this.#afterData(scanner, chunk, next);
  }

  #afterData(scanner: DataScanner, chunk: Buffer, next: number): Soon<number> {
    if (next < 0) return chunk.length;
    this.#scanner = undefined;
    this._dataMode = false;
    this.hasUnhandledInput = next < chunk.length;
    const ended = this.#handler.dataEnd(scanner);
    return ended === undefined ? next : ended.then(() => next);
  }

  /** Takes a stretch of a line; `complete` says that its LF follows. */
  #take(chunk: Buffer, from: number, to: number, complete: boolean, next: number): Promise<void> | undefined {
    if (this.#partial === "" && this.#skipped < 0) {
      if (!complete) this.#partialSinceMs = this.#limits.monotonicMs();
    } else if (this.#limits.monotonicMs() - this.#partialSinceMs > this.#limits.maxLineMs) return this.#handler.malformed("slow");
    if (this.#skipped >= 0) {
      this.#skipped += to - from;
      if (complete) {
        this.#skipped = -1;
        return this.#handler.malformed("tooLong");
      }
      if (this.#skipped > ENDLESS_LINE_BYTES) return this.#handler.malformed("endless");
      return undefined;
    }
    if (this.#partial.length + to - from + 1 > this.#limits.maxLineBytes) {
      this.#partial = "";
      if (complete) return this.#handler.malformed("tooLong");
      this.#skipped = to - from;
      return undefined;
    }
    const text = this.#partial + chunk.toString("latin1", from, to);
    if (!complete) {
      this.#partial = text;
      return undefined;
    }
    this.#partial = "";
    const hasCr = text.endsWith("\r");
    if (!hasCr && !this.#limits.acceptBareNewline) return this.#handler.malformed("bareNewline");
    return this.#handler.line(hasCr ? text.slice(0, -1) : text, chunk.indexOf(0x0a, next) >= 0);
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
