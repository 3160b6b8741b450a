/**
 * What the running server answers on its control socket, as plain data. The socket speaks HTTP with JSON bodies, so `curl
 * --unix-socket` works too; only the server's own account can open it.
 */
import type { Decision } from "../decision-journal.ts";
import type { RememberedAddress } from "../directory/directory.ts";
import type { Envelope } from "../queue/envelope.ts";
import type { MessageState, OrderOutcome, QueueEntry, QueueStats } from "../queue/queue.ts";
import type { ReloadOutcome, ScriptsStatus } from "../scripts/script-versions.ts";

export interface ServiceStatus {
  readonly id: number;
  readonly name: string;
  /** `127.0.0.1:2525` */
  readonly address: string;
  /** Sessions open now. */
  readonly sessions: number;
}

export interface StatusReport {
  readonly version: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** The configuration file; "" if there is none. */
  readonly configFile: string;
  readonly dataFolder: string;
  readonly services: readonly ServiceStatus[];
  readonly scripts: ScriptsStatus;
  readonly queue: QueueStats;
  /** Where outgoing mail goes, in words. */
  readonly outgoing: readonly string[];
  /** The relays that do not answer, by name, and when each is tried again, in milliseconds since the epoch. */
  readonly resting: readonly { readonly relay: string; readonly untilMs: number }[];
}

/** `show` of the queue, with the header as text whose chars are bytes. */
export interface MessageReport extends QueueEntry {
  readonly envelope: Envelope;
  readonly header: string;
}

export const QUEUE_ORDERS = ["retry", "hold", "release", "remove"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** What the control server needs of the rest of the server. */
export interface Controls {
  status(): Promise<StatusReport>;
  list(state: MessageState | undefined, limit: number): Promise<readonly QueueEntry[]>;
  /** `id` may be the start of an id, if only one message has it. */
  show(id: string): Promise<MessageReport | undefined>;
  order(order: QueueOrder, id: string): Promise<OrderOutcome>;
  retryAll(): Promise<number>;
  reload(): Promise<ReloadOutcome>;
  /** Without a version: the one before. */
  rollback(version: string | undefined): Promise<ReloadOutcome>;
  decisions(): readonly Decision[];
  /** Addresses that a user has written to and that begin with `start` (AddUserAddresses); undefined: no such user. */
  addresses(user: string, start: string): readonly RememberedAddress[] | undefined;
}
