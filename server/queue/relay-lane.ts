/**
 * One relay as the runner sees it: which mail it takes, how many sends may run, what waits for it in the order of sending, and
 * whether it answers at all.
 *
 * A relay that does not answer rests: nothing is sent to it, then one message tries whether it is back. It is reported when it goes and
 * when it comes back, not for each message.
 */
import type { Relay } from "../delivery/relay.ts";
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

export class RelayLane {
  /** `senderid` in relayout.lua. */
  readonly id: number;
  readonly name: string;
  readonly relay: Relay;
  readonly #domains: ReadonlySet<string>;
  readonly #maxConnections: number;
  /** Worst first, so that the next one is at the end. */
  #ready: ReadyMessage[] = [];
  #sending = 0;
  #failures = 0;
  #restsUntilMs = 0;
  /** MaxRecipientsPerMessage of relayout.lua; 0: no limit. */
  maxRecipients = 0;

  constructor(id: number, name: string, relay: Relay, domains: readonly string[], maxConnections: number) {
    this.id = id;
    this.name = name;
    this.relay = relay;
    this.#domains = new Set(domains.map((domain) => domain.toLowerCase()));
    this.#maxConnections = maxConnections;
  }

  /** Whether mail for this address may go here. */
  takes(address: string): boolean {
    return this.#domains.size === 0 || this.#domains.has(address.slice(address.lastIndexOf("@") + 1).toLowerCase());
  }

  get resting(): boolean {
    return this.#failures > 0;
  }

  /** True unless it rests at this time. */
  isOpen(nowMs: number): boolean {
    return nowMs >= this.#restsUntilMs;
  }

  get restsUntilMs(): number {
    return this.#restsUntilMs;
  }

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
    const slots = this.resting ? (this.isOpen(nowMs) ? 1 : 0) : this.#maxConnections;
    if (this.#sending >= slots) return undefined;
    const next = this.#ready.pop();
    if (next !== undefined) this.#sending++;
    return next;
  }

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
