/**
 * The queue as the rest of the server sees it: take a message in, look at what is there, and change what happens to it. Sending is
 * the runner's work (`runner.ts`). `openQueue` (`open-queue.ts`) makes one.
 *
 * Every message is in exactly one state; a message that was sent leaves the queue and stays in its history for a while.
 */
import type { Envelope } from "./envelope.ts";
import type { IncomingMessage } from "./incoming.ts";

/**
 * `due`: to be sent at `nextAttemptMs`; `sending`: in the hands of the runner; `held`: waits for a release; `failed`: refused for good or too old, kept
 * to be looked at; `delivered`: gone from the queue, known from the history.
 */
export type MessageState = "due" | "sending" | "held" | "failed" | "delivered";

/** What became of one recipient so far. */
export interface RecipientStatus {
  readonly address: string;
  readonly notify?: string;
  readonly orcpt?: string;
  readonly state: "pending" | "delivered" | "failed";
  /** The relay's last answer about this recipient, or the reason in our words; "" before the first attempt. */
  readonly reply: string;
  /** Answers so far. */
  readonly attempts: number;
  /** Present after an answer that put the recipient off: not to be tried before; milliseconds since the epoch. */
  readonly notBeforeMs?: number;
}

/** A message of the queue without its text. Times are milliseconds since the epoch. */
export interface QueueEntry {
  readonly id: string;
  readonly state: MessageState;
  readonly sizeBytes: number;
  readonly reversePath: string;
  readonly recipients: readonly RecipientStatus[];
  readonly receivedAtMs: number;
  /** Attempts so far, network failures included. */
  readonly attempts: number;
  readonly lastAttemptMs: number | undefined;
  /** When it is due; undefined in the states held, failed and delivered. */
  readonly nextAttemptMs: number | undefined;
  /** Why it is where it is: the relay's answer, the hold reason, CheckFile's reason; "" if there is nothing to say. */
  readonly reason: string;
}

export interface QueueDetail extends QueueEntry {
  readonly envelope: Envelope;
  /** The header as it will be sent, as bytes; empty for a delivered message. */
  readonly header: Buffer;
}

export interface ListFilter {
  /** Only this state; without it all but delivered ones. */
  readonly state?: MessageState;
  /** At most so many, oldest first; 100 if not given. */
  readonly limit?: number;
  /** Only messages after this one in the order of arrival: the last id of the page before. */
  readonly after?: string;
}

/**
 * How an order to the queue ended: `done`; `unknown`: there is no such message; `sending`: it is being sent right now, so it can't be
 * changed; `unchanged`: it was in that state already or can't come from its state into the one asked for.
 */
export type OrderOutcome = "done" | "unknown" | "sending" | "unchanged";

export interface QueueStats {
  readonly due: number;
  readonly sending: number;
  readonly held: number;
  readonly failed: number;
  /** Messages delivered since the store was made. */
  readonly delivered: number;
  /** When the oldest message that is due or being sent was received; undefined if there is none. */
  readonly oldestReceivedAtMs: number | undefined;
  readonly totalBytes: number;
}

/** What happens in the queue, in order, in this process. */
export type QueueEvent =
  | { readonly kind: "accepted"; readonly id: string; readonly held: boolean; readonly sizeBytes: number }
  | {
      readonly kind: "delivered";
      readonly id: string;
      readonly relay: string;
      readonly recipients: readonly string[];
      readonly reply: string;
    }
  | { readonly kind: "deferred"; readonly id: string; readonly reason: string; readonly nextAttemptMs: number }
  | { readonly kind: "failed"; readonly id: string; readonly reason: string }
  | { readonly kind: "skipped"; readonly id: string; readonly relay: string; readonly reason: string }
  | { readonly kind: "held"; readonly id: string; readonly reason: string }
  | { readonly kind: "released"; readonly id: string }
  /** `id` "": all that were due or had failed. */
  | { readonly kind: "retried"; readonly id: string }
  | { readonly kind: "removed"; readonly id: string };

export interface Queue {
  /** Starts to take a message in. `sizeHint`: the size that MAIL FROM announced, in bytes. Nothing is on the disk yet. */
  begin(sizeHint?: number): IncomingMessage;
  list(filter?: ListFilter): Promise<readonly QueueEntry[]>;
  show(id: string): Promise<QueueDetail | undefined>;
  /** Makes a due or failed message due now, with a fresh lifetime if it had failed. */
  retry(id: string): Promise<OrderOutcome>;
  /** `retry` for every due and failed message; gives how many. */
  retryAll(): Promise<number>;
  hold(id: string, reason: string): Promise<OrderOutcome>;
  release(id: string): Promise<OrderOutcome>;
  /** Deletes a message that is due, held or failed. */
  remove(id: string): Promise<OrderOutcome>;
  stats(): Promise<QueueStats>;
  /** Calls the listener for each event from now on; gives the function that ends it. A listener must not throw. */
  subscribe(listener: (event: QueueEvent) => void): () => void;
  /** Waits for commits under way and closes the store. Later calls reject. */
  close(): Promise<void>;
}
