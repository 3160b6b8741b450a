/**
 * The queue as the runner sees it: what is due, the text to send, and what became of an attempt. `StoredQueue` implements it beside `Queue`.
 */
import type { Readable } from "node:stream";
import type { Envelope } from "./envelope.ts";
import type { QueueEntry, QueueEvent } from "./queue.ts";

/** A message that is due or in the runner's hands. */
export interface WorkItem extends QueueEntry {
  /** The order of arrival. */
  readonly sequence: number;
  readonly envelope: Envelope;
  /** The maximum age counts from here (arrival, or the last `retry` after it had failed); milliseconds since the epoch. */
  readonly expiryBaseMs: number;
  /** The received header, final empty line included. */
  readonly headerBytes: number;
  /** The file that holds the text, or undefined if the database does. */
  readonly file: string | undefined;
}

/** The text as it goes out: with the added header lines and the header modifiers applied. */
export interface OutgoingText {
  /** Of the text without a mailbox. */
  readonly sizeBytes: number;
  /** The text; each call starts at its beginning. `mailbox`: the user whose copy this is, for header modifiers that are for one user. */
  open(mailbox?: string): Buffer | Readable;
}

/** What an attempt led to. `recipients` are all of the message's, in their order; new ones may follow. */
export interface AttemptOutcome {
  readonly next: { readonly kind: "delivered" } | { readonly kind: "due"; readonly atMs: number } | { readonly kind: "failed" };
  readonly recipients: QueueEntry["recipients"];
  readonly reason: string;
  readonly attemptedAtMs: number;
  /** What to tell the queue's listeners, in order, once the outcome is on the disk. */
  readonly events: readonly QueueEvent[];
}

/** All promises may reject with a `StorageError`. */
export interface QueueWork {
  /** Messages that are due now, the longest due first. */
  due(limit: number): Promise<readonly WorkItem[]>;
  /** When the next message falls due (possibly in the past), or undefined. */
  nextDueMs(): Promise<number | undefined>;
  /** The headers of the messages as they will go out, one for each; undefined where the text is missing. */
  headers(items: readonly WorkItem[]): Promise<readonly (Buffer | undefined)[]>;
  /** Takes due messages into the runner's hands (`sending`); gives the ids of those that were still due. */
  take(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Puts taken messages back unchanged. */
  giveBack(ids: readonly string[]): Promise<void>;
  /** Puts every taken message back: after a crash, and at the end. Gives how many there were. */
  giveBackAll(): Promise<number>;
  /** The text of a taken message; undefined if it is missing. */
  text(item: WorkItem): Promise<OutgoingText | undefined>;
  /** Writes down what became of a taken message. When it fulfils, that is on the disk. */
  settle(item: WorkItem, outcome: AttemptOutcome): Promise<void>;
  /** Puts off due messages. */
  postpone(postponed: readonly { readonly id: string; readonly untilMs: number; readonly reason: string }[]): Promise<void>;
  /** Fails due messages for good. */
  giveUp(ids: readonly string[], reason: string): Promise<void>;
  /** Tells the queue's listeners. */
  announce(event: QueueEvent): void;
  /** The runner gives the function by which an order (hold, remove) gets a message out of its hands; false: it is on the wire. */
  onWithdraw(withdraw: (id: string) => boolean): void;
}
