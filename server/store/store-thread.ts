/**
 * The store's thread: the only writer of the database. It takes all requests that have arrived, runs them in one transaction, commits,
 * and then answers them all: a group commit, so that one fsync serves many messages. While it waits for the disk the next group
 * gathers. No session waits on a disk.
 *
 * If anything in a group fails, all of it is rolled back and each request is run again in a transaction of its own, so a request fails
 * only for its own reasons.
 */
import type { DatabaseSync } from "node:sqlite";
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { openDatabase, Statements } from "./database.ts";
import { migrate } from "./migrations.ts";
import { operations } from "./operations.ts";
import type { StoreFailure, StoreOpened, StoreReply, StoreRequest, StoreThreadData } from "./store-protocol.ts";

/** The most requests of one transaction: bounds how long the first of them waits for the last. */
const MAX_GROUP = 512;

function serve(port: MessagePort, { file }: StoreThreadData): void {
  let database: DatabaseSync;
  try {
    database = openDatabase(file, "write");
    migrate(database);
  } catch (error) {
    port.postMessage({ opened: false, error: failure(error) } satisfies StoreOpened);
    port.close();
    return;
  }
  const statements = new Statements(database);
  port.postMessage({ opened: true } satisfies StoreOpened);
  port.on("message", (first: readonly StoreRequest[]) => {
    for (let group = gather(port, [...first]); group.length > 0; group = gather(port, [])) {
      const stop = group.findIndex((request) => request.room === "stop");
      const work = stop < 0 ? group : group.slice(0, stop);
      const replies = runGroup(database, statements, work);
      if (stop >= 0) {
        database.close();
        for (const request of group.slice(stop)) replies.push({ id: request.id, ok: true, value: undefined });
        port.postMessage(replies);
        port.close();
        return;
      }
      port.postMessage(replies, transferable(replies));
    }
  });
}

/** The requests given plus those that have arrived meanwhile, up to the limit. */
function gather(port: MessagePort, group: StoreRequest[]): StoreRequest[] {
  while (group.length < MAX_GROUP) {
    const more = receiveMessageOnPort(port);
    if (more === undefined) break;
    group.push(...(more.message as readonly StoreRequest[])); // only `store.ts` writes to this port
  }
  return group;
}

function runGroup(database: DatabaseSync, statements: Statements, group: readonly StoreRequest[]): StoreReply[] {
  try {
    return transaction(database, () => group.map((request) => ({ id: request.id, ok: true, value: run(statements, request) })));
  } catch (error) {
    if (group.length === 1 && group[0] !== undefined) return [{ id: group[0].id, ok: false, error: failure(error) }];
    return group.flatMap((request) => runGroup(database, statements, [request]));
  }
}

function transaction<T>(database: DatabaseSync, body: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const value = body();
    database.exec("COMMIT");
    return value;
  } catch (error) {
    // SQLite has rolled back by itself after some errors, a full disk among them (sqlite.org/lang_transaction.html §3).
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function run(statements: Statements, { room, name, argument }: StoreRequest): unknown {
  // `Store.run` has checked name and argument against the table's types.
  const table = operations[room as keyof typeof operations] as Readonly<
    Record<string, (db: Statements, argument: unknown) => unknown>
  >;
  const operation = table[name];
  if (operation === undefined) throw new Error(`the store has no operation ${room}.${name}`);
  return operation(statements, argument);
}

/** The bytes of a content that was read are handed over, not copied. */
function transferable(replies: readonly StoreReply[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const reply of replies) {
    if (!reply.ok || typeof reply.value !== "object" || reply.value === null) continue;
    for (const part of Object.values(reply.value)) {
      if (part instanceof Uint8Array && part.buffer instanceof ArrayBuffer && part.byteLength === part.buffer.byteLength) {
        buffers.add(part.buffer);
      }
    }
  }
  return [...buffers];
}

function failure(error: unknown): StoreFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (typeof error !== "object" || error === null) return { message, code: undefined, errcode: undefined };
  return {
    message,
    code: "code" in error && typeof error.code === "string" ? error.code : undefined,
    errcode: "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined,
  };
}

if (parentPort !== null) serve(parentPort, workerData as StoreThreadData); // `Store.open` made it
