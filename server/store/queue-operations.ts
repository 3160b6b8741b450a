/**
 * What the queue does to its tables. Each operation is one function from the database and its arguments (plain data) to its result; it runs
 * on the store's thread inside a transaction that it may share with others, and may be run a second time after a roll-back.
 */
import type { Statements } from "./database.ts";

export type StoredState = "due" | "sending" | "held" | "failed";

/** A row of `messages`, without its text. `envelope` and `recipients` are JSON. */
export interface MessageRow {
  readonly sequence: number;
  readonly id: string;
  readonly state: StoredState;
  readonly size_bytes: number;
  readonly header_bytes: number;
  readonly in_file: number;
  readonly envelope: string;
  readonly recipients: string;
  readonly received_ms: number;
  readonly expiry_base_ms: number;
  readonly attempts: number;
  readonly last_attempt_ms: number | null;
  readonly next_attempt_ms: number;
  readonly reason: string;
}

/** The row of a message that has left the queue, as the history keeps it. */
export type LastRow = Omit<MessageRow, "state"> & { readonly state: string };

export interface NewMessage {
  readonly id: string;
  readonly state: "due" | "held";
  readonly sizeBytes: number;
  readonly headerBytes: number;
  /** The text; undefined if it lies in a file. */
  readonly content: { readonly header: Uint8Array; readonly body: Uint8Array } | undefined;
  readonly envelope: string;
  readonly recipients: string;
  readonly receivedAtMs: number;
  readonly reason: string;
}

export interface StoredContent {
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** What an attempt did to a message. `recipients` is the new JSON of all recipients. */
export interface Settlement {
  readonly id: string;
  readonly result:
    | { readonly kind: "delivered" | "dropped"; readonly historyLimit: number }
    | { readonly kind: "due"; readonly nextAttemptMs: number }
    | { readonly kind: "failed" };
  readonly recipients: string;
  readonly reason: string;
  readonly attemptedAtMs: number;
}

export interface CountedStats {
  readonly due: number;
  readonly sending: number;
  readonly held: number;
  readonly failed: number;
  readonly delivered: number;
  readonly oldestReceivedAtMs: number | null;
  readonly totalBytes: number;
}

const COLUMNS = `sequence, id, state, size_bytes, header_bytes, in_file, envelope, recipients, received_ms, expiry_base_ms, attempts,
  last_attempt_ms, next_attempt_ms, reason`;

/** Old history rows are deleted every so many deliveries, so that this costs nothing per message. */
const HISTORY_TRIM_INTERVAL = 256;

export const queueOperations = {
  insert(db: Statements, message: NewMessage): void {
    db.run(
      `INSERT INTO messages (id, state, size_bytes, header_bytes, in_file, envelope, recipients, received_ms, expiry_base_ms, next_attempt_ms, reason)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      message.id,
      message.state,
      message.sizeBytes,
      message.headerBytes,
      message.content === undefined ? 1 : 0,
      message.envelope,
      message.recipients,
      message.receivedAtMs,
      message.receivedAtMs,
      message.receivedAtMs,
      message.reason,
    );
    if (message.content !== undefined) {
      db.run(
        "INSERT INTO contents (sequence, header, body) VALUES (last_insert_rowid(), ?, ?)",
        message.content.header,
        message.content.body,
      );
    }
  },

  /** Messages that are due at `nowMs`, the longest due first. */
  due(db: Statements, { nowMs, limit }: { readonly nowMs: number; readonly limit: number }): MessageRow[] {
    return db.all(
      `SELECT ${COLUMNS} FROM messages WHERE state = 'due' AND next_attempt_ms <= ? ORDER BY next_attempt_ms, sequence LIMIT ?`,
      nowMs,
      limit,
    );
  },

  /** When the next message falls due after `nowMs`, or undefined. */
  nextDue(db: Statements): number | undefined {
    return (
      db.get<{ next: number | null }>("SELECT min(next_attempt_ms) AS next FROM messages WHERE state = 'due'")?.next ?? undefined
    );
  },

  /** Takes due messages into the runner's hands; gives the ids of those that were still due. */
  take(db: Statements, ids: readonly string[]): string[] {
    return ids.filter((id) => db.run("UPDATE messages SET state = 'sending' WHERE id = ? AND state = 'due'", id) > 0);
  },

  /** Gives taken messages back, as they were. Without ids: all (after a crash, or at the end). Gives how many. */
  giveBack(db: Statements, ids: readonly string[] | undefined): number {
    if (ids === undefined) return db.run("UPDATE messages SET state = 'due' WHERE state = 'sending'");
    return ids.filter((id) => db.run("UPDATE messages SET state = 'due' WHERE id = ? AND state = 'sending'", id) > 0).length;
  },

  content(db: Statements, id: string): StoredContent | undefined {
    return db.get("SELECT header, body FROM contents WHERE sequence = (SELECT sequence FROM messages WHERE id = ?)", id);
  },

  headers(db: Statements, ids: readonly string[]): (Uint8Array | undefined)[] {
    const sql = "SELECT header FROM contents WHERE sequence = (SELECT sequence FROM messages WHERE id = ?)";
    return ids.map((id) => db.get<{ header: Uint8Array }>(sql, id)?.header);
  },

  /** Writes down the outcome of an attempt. False if the message is not in the runner's hands. */
  settle(db: Statements, settlement: Settlement): boolean {
    const { id, result, recipients, reason, attemptedAtMs } = settlement;
    const row = db.get<MessageRow>(`SELECT ${COLUMNS} FROM messages WHERE id = ? AND state = 'sending'`, id);
    if (row === undefined) return false;
    const attempts = row.attempts + 1;
    if (result.kind === "delivered" || result.kind === "dropped") {
      const state = result.kind === "delivered" ? "delivered" : "failed";
      const last = { ...row, state, recipients, reason, attempts, last_attempt_ms: attemptedAtMs };
      moveToHistory(db, last, attemptedAtMs, result.historyLimit);
    } else {
      db.run(
        "UPDATE messages SET state = ?, recipients = ?, reason = ?, attempts = ?, last_attempt_ms = ?, next_attempt_ms = ? WHERE id = ?",
        result.kind,
        recipients,
        reason,
        attempts,
        attemptedAtMs,
        result.kind === "due" ? result.nextAttemptMs : row.next_attempt_ms,
        id,
      );
    }
    return true;
  },

  /** Puts off due messages that a script skipped. */
  postpone(
    db: Statements,
    postponed: readonly { readonly id: string; readonly untilMs: number; readonly reason: string }[],
  ): void {
    for (const { id, untilMs, reason } of postponed) {
      db.run("UPDATE messages SET next_attempt_ms = ?, reason = ? WHERE id = ? AND state = 'due'", untilMs, reason, id);
    }
  },

  /** Fails due messages that are too old; gives the ids of those that were still due. */
  giveUp(db: Statements, { ids, reason }: { readonly ids: readonly string[]; readonly reason: string }): string[] {
    return ids.filter(
      (id) => db.run("UPDATE messages SET state = 'failed', reason = ? WHERE id = ? AND state = 'due'", reason, id) > 0,
    );
  },

  list(
    db: Statements,
    {
      state,
      limit,
      after,
    }: { readonly state: StoredState | undefined; readonly limit: number; readonly after: string | undefined },
  ): MessageRow[] {
    const from =
      after === undefined
        ? 0
        : (db.get<{ sequence: number }>("SELECT sequence FROM messages WHERE id = ?", after)?.sequence ?? 0);
    if (state === undefined)
      return db.all(`SELECT ${COLUMNS} FROM messages WHERE sequence > ? ORDER BY sequence LIMIT ?`, from, limit);
    return db.all(
      `SELECT ${COLUMNS} FROM messages WHERE sequence > ? AND state = ? ORDER BY sequence LIMIT ?`,
      from,
      state,
      limit,
    );
  },

  /** Messages that left the queue, the latest first: the JSON of their last rows. */
  listHistory(db: Statements, { limit }: { readonly limit: number }): string[] {
    return db
      .all<{ entry: string }>("SELECT entry FROM history ORDER BY finished_ms DESC, sequence DESC LIMIT ?", limit)
      .map((row) => row.entry);
  },

  show(db: Statements, id: string): { readonly row: MessageRow | undefined; readonly history: string | undefined } {
    const row = db.get<MessageRow>(`SELECT ${COLUMNS} FROM messages WHERE id = ?`, id);
    return { row, history: row ? undefined : db.get<{ entry: string }>("SELECT entry FROM history WHERE id = ?", id)?.entry };
  },

  state(db: Statements, id: string): StoredState | undefined {
    return db.get<{ state: StoredState }>("SELECT state FROM messages WHERE id = ?", id)?.state;
  },

  /**
   * Moves a message from one of the states `from` into `to`. A failed one that becomes due starts afresh: its refused recipients
   * are tried again, and its age counts from now. False if it is in none of the states.
   */
  move(db: Statements, order: Move): boolean {
    const row = db.get<{ state: StoredState }>("SELECT state FROM messages WHERE id = ?", order.id);
    if (row === undefined || !order.from.includes(row.state)) return false;
    db.run(
      "UPDATE messages SET state = ?, reason = ?, next_attempt_ms = ? WHERE id = ?",
      order.to,
      order.reason,
      order.nowMs,
      order.id,
    );
    if (order.to === "due") startAfresh(db, order.id, order.nowMs, row.state === "failed");
    return true;
  },

  /** Makes every due and failed message due now; gives how many. */
  retryAll(db: Statements, nowMs: number): number {
    const rows = db.all<{ id: string; state: StoredState }>("SELECT id, state FROM messages WHERE state IN ('due', 'failed')");
    for (const { id, state } of rows) {
      db.run("UPDATE messages SET state = 'due', next_attempt_ms = ? WHERE id = ?", nowMs, id);
      startAfresh(db, id, nowMs, state === "failed");
    }
    return rows.length;
  },

  /** Deletes a message that is in one of the states. `inFile`: its text lies in a file that is to be deleted now. */
  remove(
    db: Statements,
    { id, from }: { readonly id: string; readonly from: readonly StoredState[] },
  ): { readonly removed: boolean; readonly inFile: boolean } {
    const row = db.get<{ state: StoredState; in_file: number }>("SELECT state, in_file FROM messages WHERE id = ?", id);
    if (row === undefined || !from.includes(row.state)) return { removed: false, inFile: false };
    db.run("DELETE FROM messages WHERE id = ?", id);
    return { removed: true, inFile: row.in_file === 1 };
  },

  stats(db: Statements): CountedStats {
    const counts = new Map(
      db
        .all<{ state: StoredState; n: number }>("SELECT state, count(*) AS n FROM messages GROUP BY state")
        .map((row) => [row.state, row.n]),
    );
    const totals = db.get<{ bytes: number; oldest: number | null }>(
      "SELECT coalesce(sum(size_bytes), 0) AS bytes, min(received_ms) FILTER (WHERE state IN ('due', 'sending')) AS oldest FROM messages",
    );
    return {
      due: counts.get("due") ?? 0,
      sending: counts.get("sending") ?? 0,
      held: counts.get("held") ?? 0,
      failed: counts.get("failed") ?? 0,
      delivered: db.get<{ value: number }>("SELECT value FROM counters WHERE name = 'delivered'")?.value ?? 0,
      oldestReceivedAtMs: totals?.oldest ?? null,
      totalBytes: totals?.bytes ?? 0,
    };
  },

  /** The ids of all messages whose text lies in a file. */
  inFiles(db: Statements): string[] {
    return db.all<{ id: string }>("SELECT id FROM messages WHERE in_file = 1").map((row) => row.id);
  },
};

/** Forgets what put a message's recipients off; of one that had failed also the refusals, and its age counts from now. */
function startAfresh(db: Statements, id: string, nowMs: number, hadFailed: boolean): void {
  const row = db.get<{ recipients: string }>("SELECT recipients FROM messages WHERE id = ?", id);
  // Written by `StoredQueue`.
  const old = JSON.parse(row?.recipients ?? "[]") as readonly { readonly state: string; readonly notBeforeMs?: number }[];
  const recipients = old.map(({ notBeforeMs: _, ...recipient }) =>
    hadFailed && recipient.state === "failed" ? { ...recipient, state: "pending", attempts: 0 } : recipient,
  );
  db.run("UPDATE messages SET recipients = ? WHERE id = ?", JSON.stringify(recipients), id);
  if (hadFailed) db.run("UPDATE messages SET expiry_base_ms = ? WHERE id = ?", nowMs, id);
}

export interface Move {
  readonly id: string;
  readonly from: readonly StoredState[];
  readonly to: "due" | "held" | "failed";
  readonly reason: string;
  readonly nowMs: number;
}

function moveToHistory(db: Statements, row: LastRow, finishedMs: number, limit: number): void {
  db.run("DELETE FROM messages WHERE id = ?", row.id);
  if (row.state === "delivered") {
    db.run("INSERT INTO counters (name, value) VALUES ('delivered', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1");
  }
  if (limit <= 0) return;
  db.run(
    "INSERT INTO history (sequence, id, finished_ms, entry) VALUES (?, ?, ?, ?)",
    row.sequence,
    row.id,
    finishedMs,
    JSON.stringify(row),
  );
  if (row.sequence % HISTORY_TRIM_INTERVAL === 0) {
    db.run("DELETE FROM history WHERE sequence <= (SELECT max(sequence) FROM history) - ?", limit);
  }
}
