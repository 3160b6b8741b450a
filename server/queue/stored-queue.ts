/**
 * The queue on top of the store: small texts in the database, big ones in files, one row a message. All writes go through the store's
 * thread; a promise fulfils when its transaction is on the disk.
 */
import { createReadStream } from "node:fs";
import { type FileHandle, open as openFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Logger } from "../log.ts";
import { modifyHeader } from "../message/header-modifiers.ts";
import type { LastRow, MessageRow, StoredState } from "../store/queue-operations.ts";
import type { SpoolFolder } from "../store/spool-file.ts";
import type { Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import type { Envelope } from "./envelope.ts";
import type { IncomingMessage } from "./incoming.ts";
import { MessageIds } from "./message-ids.ts";
import type {
  ListFilter,
  MessageState,
  OrderOutcome,
  Queue,
  QueueDetail,
  QueueEntry,
  QueueEvent,
  QueueStats,
  RecipientStatus,
} from "./queue.ts";
import type { AttemptOutcome, OutgoingText, QueueWork, WorkItem } from "./queue-work.ts";
import { type ReceivedText, StoredIncoming } from "./stored-incoming.ts";

export interface StoredQueueOptions {
  readonly store: Store;
  readonly folder: SpoolFolder;
  readonly log: Logger;
  readonly clock: Clock;
  /** False: a message that failed for good leaves the queue and is known from the history only. */
  readonly keepFailed: boolean;
  /** How many messages that left the queue are remembered. */
  readonly historyLimit: number;
}

const DEFAULT_LIST_LIMIT = 100;

export class StoredQueue implements Queue, QueueWork {
  readonly #store: Store;
  readonly #folder: SpoolFolder;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #keepFailed: boolean;
  readonly #historyLimit: number;
  readonly #ids: MessageIds;
  readonly #listeners = new Set<(event: QueueEvent) => void>();
  readonly #committing = new Set<Promise<void>>();
  #withdraw: (id: string) => boolean = () => false;

  constructor(options: StoredQueueOptions) {
    this.#store = options.store;
    this.#folder = options.folder;
    this.#log = options.log;
    this.#clock = options.clock;
    this.#keepFailed = options.keepFailed;
    this.#historyLimit = options.historyLimit;
    this.#ids = new MessageIds(() => options.clock.nowMs());
  }

  begin(sizeHint = 0): IncomingMessage {
    return new StoredIncoming(this.#ids.next(), this.#folder, sizeHint, (text, envelope) => {
      const insert = this.#insert(text, envelope).finally(() => this.#committing.delete(insert));
      this.#committing.add(insert);
      return insert;
    });
  }

  async #insert(text: ReceivedText, envelope: Envelope): Promise<void> {
    const { id, sizeBytes, headerBytes, content } = text;
    const recipients: RecipientStatus[] = envelope.forwardPaths.map((path) => ({
      ...path,
      state: "pending",
      reply: "",
      attempts: 0,
    }));
    await this.#store.run(
      "queue",
      "insert",
      {
        id,
        state: envelope.hold ? "held" : "due",
        sizeBytes,
        headerBytes,
        content,
        envelope: JSON.stringify(envelope),
        recipients: JSON.stringify(recipients),
        receivedAtMs: envelope.receivedAtMs,
        reason: envelope.hold?.reason ?? "",
      },
      content ? [content.header.buffer, content.body.buffer] : [],
    );
    this.announce({ kind: "accepted", id, held: envelope.hold !== undefined, sizeBytes });
  }

  async list(filter: ListFilter = {}): Promise<readonly QueueEntry[]> {
    const limit = filter.limit ?? DEFAULT_LIST_LIMIT;
    if (filter.state === "delivered") {
      return (await this.#store.run("queue", "listHistory", { limit })).map((json) => entry(historyRow(json)));
    }
    const rows = await this.#store.run("queue", "list", { state: filter.state, limit, after: filter.after });
    return rows.map(entry);
  }

  async show(id: string): Promise<QueueDetail | undefined> {
    const { row, history } = await this.#store.run("queue", "show", id);
    if (row === undefined) {
      if (history === undefined) return undefined;
      const last = historyRow(history);
      return { ...entry(last), envelope: parseEnvelope(last), header: Buffer.alloc(0) };
    }
    const item = this.#workItem(row);
    return { ...entry(row), envelope: item.envelope, header: (await this.headers([item]))[0] ?? Buffer.alloc(0) };
  }

  async retry(id: string): Promise<OrderOutcome> {
    const outcome = await this.#move(id, ["due", "failed"], "due", "");
    if (outcome === "done") this.announce({ kind: "retried", id });
    return outcome;
  }

  async retryAll(): Promise<number> {
    const count = await this.#store.run("queue", "retryAll", this.#clock.nowMs());
    this.announce({ kind: "retried", id: "" });
    return count;
  }

  async hold(id: string, reason: string): Promise<OrderOutcome> {
    const outcome = await this.#move(id, ["due", "failed"], "held", reason);
    if (outcome === "done") this.announce({ kind: "held", id, reason });
    return outcome;
  }

  async release(id: string): Promise<OrderOutcome> {
    const outcome = await this.#move(id, ["held"], "due", "");
    if (outcome === "done") this.announce({ kind: "released", id });
    return outcome;
  }

  async remove(id: string): Promise<OrderOutcome> {
    const from = this.#orderable(["due", "held", "failed"], id);
    const { removed, inFile } = await this.#store.run("queue", "remove", { id, from });
    if (!removed) return this.#whyNot(id);
    if (inFile) await this.#removeFile(id);
    this.announce({ kind: "removed", id });
    return "done";
  }

  async stats(): Promise<QueueStats> {
    const { oldestReceivedAtMs, ...counts } = await this.#store.run("queue", "stats", undefined);
    return { ...counts, oldestReceivedAtMs: oldestReceivedAtMs ?? undefined };
  }

  subscribe(listener: (event: QueueEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(event: QueueEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#committing);
    await this.#store.close();
  }

  async due(limit: number): Promise<readonly WorkItem[]> {
    const rows = await this.#store.run("queue", "due", { nowMs: this.#clock.nowMs(), limit });
    return rows.map((row) => this.#workItem(row));
  }

  nextDueMs(): Promise<number | undefined> {
    return this.#store.run("queue", "nextDue", undefined);
  }

  async headers(items: readonly WorkItem[]): Promise<readonly (Buffer | undefined)[]> {
    const inDatabase = items.filter((item) => item.file === undefined).map((item) => item.id);
    const stored = inDatabase.length > 0 ? await this.#store.run("queue", "headers", inDatabase) : [];
    const byId = new Map(inDatabase.map((id, i) => [id, stored[i]]));
    return Promise.all(
      items.map(async (item) => {
        const received = item.file === undefined ? byId.get(item.id) : await this.#fileHeader(item, item.file);
        return received && this.#outgoingHeader(item, Buffer.from(received.buffer, received.byteOffset, received.byteLength));
      }),
    );
  }

  async take(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.#store.run("queue", "take", ids));
  }

  async giveBack(ids: readonly string[]): Promise<void> {
    await this.#store.run("queue", "giveBack", ids);
  }

  giveBackAll(): Promise<number> {
    return this.#store.run("queue", "giveBack", undefined);
  }

  async text(item: WorkItem): Promise<OutgoingText | undefined> {
    const { file } = item;
    if (file === undefined) {
      const content = await this.#store.run("queue", "content", item.id);
      if (content === undefined) return undefined;
      const received = Buffer.from(content.header);
      const open = (mailbox?: string) => Buffer.concat([this.#outgoingHeader(item, received, mailbox), content.body]);
      return { sizeBytes: open().byteLength, open };
    }
    const received = await this.#fileHeader(item, file);
    if (received === undefined) return undefined;
    return {
      sizeBytes: this.#outgoingHeader(item, received).byteLength + item.sizeBytes - received.byteLength,
      open: (mailbox) => {
        const header = this.#outgoingHeader(item, received, mailbox);
        return Readable.from(inOrder(header, file, received.byteLength), { objectMode: false });
      },
    };
  }

  async settle(item: WorkItem, outcome: AttemptOutcome): Promise<void> {
    const { next, reason, attemptedAtMs } = outcome;
    const leaves = next.kind === "delivered" || (next.kind === "failed" && !this.#keepFailed);
    await this.#store.run("queue", "settle", {
      id: item.id,
      result:
        next.kind === "due"
          ? { kind: "due", nextAttemptMs: next.atMs }
          : leaves
            ? { kind: next.kind === "delivered" ? "delivered" : "dropped", historyLimit: this.#historyLimit }
            : { kind: "failed" },
      recipients: JSON.stringify(outcome.recipients),
      reason,
      attemptedAtMs,
    });
    if (leaves && item.file !== undefined) await this.#removeFile(item.id);
    for (const event of outcome.events) this.announce(event);
  }

  async postpone(
    postponed: readonly { readonly id: string; readonly untilMs: number; readonly reason: string }[],
  ): Promise<void> {
    if (postponed.length > 0) await this.#store.run("queue", "postpone", postponed);
  }

  async giveUp(ids: readonly string[], reason: string): Promise<void> {
    for (const id of await this.#store.run("queue", "giveUp", { ids, reason })) {
      this.announce({ kind: "failed", id, reason });
      if (!this.#keepFailed) await this.remove(id);
    }
  }

  onWithdraw(withdraw: (id: string) => boolean): void {
    this.#withdraw = withdraw;
  }

  async #move(id: string, from: readonly StoredState[], to: "due" | "held", reason: string): Promise<OrderOutcome> {
    const order = { id, from: this.#orderable(from, id), to, reason, nowMs: this.#clock.nowMs() };
    return (await this.#store.run("queue", "move", order)) ? "done" : this.#whyNot(id);
  }

  /** The states from which an order may move a message: `sending` too if the runner gives it out of its hands. */
  #orderable(from: readonly StoredState[], id: string): readonly StoredState[] {
    return from.includes("due") && this.#withdraw(id) ? [...from, "sending"] : from;
  }

  async #whyNot(id: string): Promise<OrderOutcome> {
    const state = await this.#store.run("queue", "state", id);
    return state === undefined ? "unknown" : state === "sending" ? "sending" : "unchanged";
  }

  #workItem(row: MessageRow): WorkItem {
    return {
      ...entry(row),
      sequence: row.sequence,
      envelope: parseEnvelope(row),
      expiryBaseMs: row.expiry_base_ms,
      headerBytes: row.header_bytes,
      file: row.in_file === 1 ? this.#folder.file(row.id) : undefined,
    };
  }

  #outgoingHeader(item: WorkItem, received: Buffer, mailbox?: string): Buffer {
    const { header, refused } = modifyHeader(received, item.envelope.headerLines, item.envelope.headerModifiers, mailbox);
    for (const why of refused) this.#log.warn({ id: item.id }, why);
    return header;
  }

  /** The received header from the message's file; undefined if the file is gone. */
  async #fileHeader(item: WorkItem, file: string): Promise<Buffer | undefined> {
    let handle: FileHandle;
    try {
      handle = await openFile(file, "r");
    } catch (error) {
      this.#log.error({ id: item.id, file, error }, "the message's text can't be read");
      return undefined;
    }
    try {
      const bytes = Buffer.alloc(item.headerBytes);
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  }

  async #removeFile(id: string): Promise<void> {
    // The row is gone, so a file that stays behind is only wasted space, until the next start.
    await this.#folder.remove(id).catch((error: unknown) => this.#log.warn({ id, error }, "can't delete the message's file"));
  }
}

/** The header, then the file from `bodyStart` on. Opens the file only when it is read. */
async function* inOrder(header: Buffer, file: string, bodyStart: number): AsyncGenerator<Buffer> {
  yield header;
  yield* createReadStream(file, { start: bodyStart });
}

function entry(row: LastRow): QueueEntry {
  return {
    id: row.id,
    state: row.state as MessageState,
    sizeBytes: row.size_bytes,
    reversePath: parseEnvelope(row).reversePath,
    recipients: JSON.parse(row.recipients) as RecipientStatus[], // written by this class
    receivedAtMs: row.received_ms,
    attempts: row.attempts,
    lastAttemptMs: row.last_attempt_ms ?? undefined,
    nextAttemptMs: row.state === "due" ? row.next_attempt_ms : undefined,
    reason: row.reason,
  };
}

function parseEnvelope(row: LastRow): Envelope {
  return JSON.parse(row.envelope) as Envelope; // written by this class
}

function historyRow(json: string): LastRow {
  return JSON.parse(json) as LastRow; // written by `moveToHistory`
}
