/**
 * A message on its way into the queue: the session writes the bytes as they come, reads parts of them back for hooks, and then
 * commits them with an envelope, or aborts.
 *
 * The life of one: write… → drained → read… → commit or abort. What was written is the message as it will be sent, without dot
 * stuffing and without the final dot line.
 *
 * Governing text: RFC 5321 §6.1: once 250 was sent, the message must not be lost.
 */
import type { Envelope } from "./envelope.ts";

export interface IncomingMessage {
  /** The identifier that the message will have in the queue; unique over servers and restarts. */
  readonly id: string;
  /** Bytes written so far. */
  readonly sizeBytes: number;
  /**
   * Appends bytes; the message owns the chunk from now on. A promise asks the writer to wait until it settles before it writes more
   * (memory stays bounded). Throws, or rejects with, a `StorageError` when the disk is full or fails; then only `abort` remains.
   */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** A promise that settles when all that was written can be read; nothing if it can already. Rejects with a `StorageError`. Cheap to call again. */
  drained(): Promise<void> | undefined;
  /**
   * The bytes from `start` (0-based) up to, not including, `end`; fewer past the end of the message. Synchronous: the bytes are in
   * memory or in the system's cache. Only after `drained`. The buffer belongs to the message: don't change it.
   */
  read(start: number, end: number): Buffer;
  /** The header with its final empty line, as received; of one longer than `MAX_HEADER_BYTES` the first complete fields. Only after `drained`. */
  header(): Buffer;
  /** Forgets the message. Idempotent, never fails; after `commit` it does nothing. */
  abort(): void;
  /**
   * Puts the message into the queue and gives its id. When the promise fulfils, message and envelope are on the disk and survive a power
   * failure: only then may the client hear 250. Rejects with a `StorageError` whose `reply` the client should get; then nothing is queued.
   */
  commit(envelope: Envelope): Promise<string>;
}

/** The most of a header that `header()` gives, in bytes. What is longer is still sent whole. */
export const MAX_HEADER_BYTES = 262_144;
