/**
 * One relay, or the mailboxes, as the runner sees it: which mail it takes, how many sends may run, what waits for it in the order of sending, and
 * whether it answers at all.
 *
 * A relay that does not answer rests: nothing is sent to it, then one message tries whether it is back. It is reported when it goes and
 * when it comes back, not for each message.
 */
import type { Transport } from "../delivery/transport.ts";
import type { WorkItem } from "./queue-work.ts";

/** A message that was chosen to be sent, and is in the runner's hands. */
export interface ReadyMessage {
  readonly item: WorkItem;
  /** The places of the recipients that this attempt is for. */
  readonly places: readonly number[];
  readonly priority: number;
}

/** How long a relay rests after its 1st, 2nd, … failure in a row, in milliseconds; the last one repeats. */
const RESTS_MS: readonly number[] = [5_000, 10_000, 30_000, 60_000, 120_000, 300_000];

export interface LaneOptions {
  /** `senderid` in relayout.lua; undefined for mailboxes, about which no script is asked. */
  readonly senderId: number | undefined;
  readonly name: string;
  readonly transport: Transport;
  /** Whether mail for this address may go here. */
  readonly takes: (address: string) => boolean;
  /** Sends at a time. */
  readonly maxSends: number;
  /** Called with MaxMessagesPerConnection when relayout.lua sets it; 0: no opinion. */
  readonly setMaxTransactions?: (count: number) => void;
}

export class RelayLane {
  readonly options: LaneOptions;
  /** Worst first, so that the next one is at the end. */
  #ready: ReadyMessage[] = [];
  #sending = 0;
  #failures = 0;
  #restsUntilMs = 0;
  /** MaxRecipientsPerMessage of relayout.lua; 0: no limit. */
  maxRecipients = 0;

  constructor(options: LaneOptions) {
    this.options = options;
  }

  /** The relay's name in the configuration, as the log and the queue tell it. */
  get name(): string {
    return this.options.name;
  }

  /** The places of the recipients that need the message now and that may go here. */
  placesOf(item: WorkItem, nowMs: number): readonly number[] {
    return item.recipients.flatMap((recipient, place) =>
      recipient.state === "pending" && (recipient.notBeforeMs ?? 0) <= nowMs && this.options.takes(recipient.address)
        ? [place]
        : [],
    );
  }

  /** True from a failure to reach the relay until it answers; meanwhile one message at a time tries it. */
  get resting(): boolean {
    return this.#failures > 0;
  }

  /** True unless it rests at this time. */
  isOpen(nowMs: number): boolean {
    return nowMs >= this.#restsUntilMs;
  }

  /** Milliseconds since the epoch; 0 if it never had to. */
  get restsUntilMs(): number {
    return this.#restsUntilMs;
  }

  /** How many messages wait here, those being sent not included. */
  get readyCount(): number {
    return this.#ready.length;
  }

  /** Adds messages: higher priority first; equal ones keep the order in which the queue got them (VPOP3.md §4.1: a stable sort). */
  add(messages: readonly ReadyMessage[]): void {
    if (messages.length === 0) return;
    this.#ready.push(...messages);
    this.#ready.sort((a, b) => a.priority - b.priority || b.item.sequence - a.item.sequence);
  }

  /** The next message to send now, if a slot is free; the caller sends it and then calls `finished`. */
  start(nowMs: number): ReadyMessage | undefined {
    const slots = this.resting ? (this.isOpen(nowMs) ? 1 : 0) : this.options.maxSends;
    if (this.#sending >= slots) return undefined;
    const next = this.#ready.pop();
    if (next !== undefined) this.#sending++;
    return next;
  }

  /** Frees the slot that `start` took. */
  finished(): void {
    this.#sending--;
  }

  /** Takes a waiting message out. False if it is not waiting here. */
  withdraw(id: string): boolean {
    const at = this.#ready.findIndex((message) => message.item.id === id);
    if (at >= 0) this.#ready.splice(at, 1);
    return at >= 0;
  }

  /** Takes all waiting messages out. */
  withdrawAll(): readonly ReadyMessage[] {
    return this.#ready.splice(0);
  }

  /** The relay did not answer. True if that is news. */
  failed(nowMs: number, jitter: number): boolean {
    // Sends that were under way when the relay went away fail one after another: that is one failure.
    if (this.#restsUntilMs > nowMs) return false;
    this.#failures++;
    const rest = RESTS_MS[Math.min(this.#failures, RESTS_MS.length) - 1] ?? 0;
    this.#restsUntilMs = Math.round(nowMs + rest * (1 + jitter));
    return this.#failures === 1;
  }

  /** The relay answered. True if that is news. */
  answered(): boolean {
    const news = this.#failures > 0;
    this.#failures = 0;
    this.#restsUntilMs = 0;
    return news;
  }

  /** Ends the rest: an administrator wants it tried now. */
  wake(): void {
    this.#restsUntilMs = 0;
  }
}
