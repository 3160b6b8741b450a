/**
 * The store: one SQLite database, written by a thread of its own (`store-thread.ts`). A promise of `run` fulfils when the transaction
 * that holds the operation is on the disk.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Worker } from "node:worker_threads";
import { startThread } from "../start-thread.ts";
import { DatabaseLock } from "./database-lock.ts";
import type { Argument, OperationName, Outcome, RoomName } from "./operations.ts";
import { type StorageError, storageError } from "./storage-error.ts";
import type { StoreFailure, StoreOpened, StoreReply, StoreRequest, StoreThreadData } from "./store-protocol.ts";

interface Waiting {
  readonly doing: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: StorageError) => void;
}

export class Store {
  /** The database's file. */
  readonly file: string;
  readonly #worker: Worker;
  readonly #lock: DatabaseLock;
  readonly #waiting = new Map<number, Waiting>();
  #outgoing: StoreRequest[] = [];
  #transfer: ArrayBuffer[] = [];
  #lastId = 0;
  #closed: Promise<void> | undefined;
  #broken: StorageError | undefined;

  private constructor(file: string, worker: Worker, lock: DatabaseLock) {
    this.file = file;
    this.#worker = worker;
    this.#lock = lock;
    worker.on("message", (replies: readonly StoreReply[]) => this.#answer(replies));
    worker.on("error", (error) => this.#break(error));
    worker.on("exit", () => this.#break(new Error(this.#closed ? "it is closed" : "its thread has ended")));
  }

  /**
   * Opens the database, makes it if it is missing, and brings its schema up to date. Only one process at a time may have it open: the second
   * gets an error that says so. Rejects with an `Error` that names the file.
   */
  static async open(file: string): Promise<Store> {
    let lock: DatabaseLock | undefined;
    let worker: Worker | undefined;
    try {
      mkdirSync(dirname(file), { recursive: true });
      lock = DatabaseLock.take(`${file}.lock`);
      worker = await openThread(file);
      return new Store(file, worker, lock);
    } catch (error) {
      lock?.release();
      await worker?.terminate();
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`can't open the queue's database ${file}: ${reason}`, { cause: error });
    }
  }

  /**
   * Runs an operation. Array buffers in `transfer` are handed over and can't be used afterwards. Rejects with a `StorageError`; then
   * nothing of the operation has happened.
   */
  run<Room extends RoomName, Name extends OperationName<Room>>(
    room: Room,
    name: Name,
    argument: Argument<Room, Name>,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<Outcome<Room, Name>> {
    // The reply's value is what the operation of that name returned.
    return this.#send({ id: ++this.#lastId, room, name, argument }, transfer) as Promise<Outcome<Room, Name>>;
  }

  /** Finishes what was asked for and closes the database. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    try {
      await this.#send({ id: ++this.#lastId, room: "stop", name: "", argument: undefined }, []);
    } finally {
      this.#break(new Error("it is closed"));
      await this.#worker.terminate();
      this.#lock.release();
    }
  }

  #send(request: StoreRequest, transfer: readonly ArrayBuffer[]): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { doing: `${request.room}.${request.name}`, resolve, reject });
      if (this.#outgoing.push(request) === 1) queueMicrotask(() => this.#post());
      this.#transfer.push(...transfer);
    });
  }

  #post(): void {
    const [requests, transfer] = [this.#outgoing, this.#transfer];
    this.#outgoing = [];
    this.#transfer = [];
    this.#worker.postMessage(requests, transfer);
  }

  #answer(replies: readonly StoreReply[]): void {
    for (const reply of replies) {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.ok) waiting?.resolve(reply.value);
      else waiting?.reject(storageError(waiting.doing, asError(reply.error)));
    }
  }

  /** The thread is gone: whatever waits, and whatever comes, fails for now. */
  #break(cause: Error): void {
    this.#broken ??= storageError("the store", cause);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#broken);
    this.#waiting.clear();
  }
}

/** The thread with its database open; rejects with the reason if it can't be opened. */
async function openThread(file: string): Promise<Worker> {
  const workerData: StoreThreadData = { file };
  const worker = startThread("store", "store/store-thread", { workerData });
  await new Promise<void>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (message: StoreOpened) => {
      worker.off("error", reject);
      if (message.opened) resolve();
      else reject(new Error(message.error.message));
    });
  });
  return worker;
}

function asError(failure: StoreFailure): Error {
  return Object.assign(new Error(failure.message), { code: failure.code, errcode: failure.errcode });
}
