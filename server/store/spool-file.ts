/**
 * The text of one big message in a file. Written as it comes in, without blocking the thread and with bounded memory; made durable with
 * `sync`; then it stays where it is until the message leaves the queue.
 *
 * Invariant: a file that no row of the database names belongs to nobody and is deleted at the next start. So the file is synced before the row is
 * committed, and the row is deleted before the file.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, readSync } from "node:fs";
import { type FileHandle, open, readdir, unlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { storageError } from "./storage-error.ts";

/** Bytes waiting to be written above which the writer is asked to wait, and below which it may go on. */
const HIGH_WATER_BYTES = 1_048_576;
const LOW_WATER_BYTES = 262_144;

const ENDING = ".eml";

/** The folder of all message files. */
export class SpoolFolder {
  readonly path: string;
  #syncing: Promise<void> | undefined;
  #syncWanted: Promise<void> | undefined;

  constructor(path: string) {
    const made = mkdirSync(path, { recursive: true });
    if (made !== undefined && process.platform !== "win32") syncParents(made, path);
    this.path = path;
  }

  /** The path for a message's text; the file need not be there. */
  file(id: string): string {
    return join(this.path, id + ENDING);
  }

  /** Makes the folder's entries durable (fsync(2): "an explicit fsync() on a file descriptor for the directory is also needed"). Calls share the work. */
  sync(): Promise<void> {
    if (this.#syncing === undefined) {
      this.#syncing = this.#syncOnce().finally(() => {
        this.#syncing = undefined;
      });
      return this.#syncing;
    }
    // The one under way may have begun before the caller's file was made, so one more must follow.
    this.#syncWanted ??= this.#syncing
      .catch(() => undefined)
      .then(() => {
        this.#syncWanted = undefined;
        return this.sync();
      });
    return this.#syncWanted;
  }

  async #syncOnce(): Promise<void> {
    if (process.platform === "win32") return; // folders can't be opened there; NTFS journals its entries
    const handle = await open(this.path, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  /** Deletes a message's file; one that is gone is fine. */
  async remove(id: string): Promise<void> {
    await unlink(this.file(id)).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    });
  }

  /** Deletes every message file whose id is not in `known`; gives how many. Only while nothing is being taken in. */
  async removeOrphans(known: ReadonlySet<string>): Promise<number> {
    const orphans = (await readdir(this.path))
      .filter((name) => name.endsWith(ENDING))
      .map((name) => name.slice(0, -ENDING.length))
      .filter((id) => !known.has(id));
    for (const id of orphans) await this.remove(id);
    return orphans.length;
  }
}

/** Makes new folders durable: each has its name in the one above. `made` is the uppermost that is new. */
function syncParents(made: string, path: string): void {
  for (let parent = dirname(path); parent.length >= dirname(made).length; parent = dirname(parent)) {
    const handle = openSync(parent, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (parent === dirname(parent)) return;
  }
}

/** A message's file while it is written. */
export class SpoolFile {
  readonly #folder: SpoolFolder;
  readonly #id: string;
  #handle: FileHandle | undefined;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #writing: Promise<void> | undefined;
  #failure: Error | undefined;
  #discarded = false;

  constructor(folder: SpoolFolder, id: string) {
    this.#folder = folder;
    this.#id = id;
  }

  /** Appends bytes; a promise asks the writer to wait. Throws a `StorageError` once writing has failed. */
  append(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.byteLength;
    const writing = this.#start();
    if (this.#pendingBytes > HIGH_WATER_BYTES) return this.#below(LOW_WATER_BYTES, writing);
    return undefined;
  }

  /** Settles when everything is in the file (not yet on the disk). */
  async drained(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Reads from the file; all of it must be drained. */
  read(start: number, end: number): Buffer {
    const handle = this.#handle;
    if (handle === undefined || this.#writing !== undefined) throw new Error("a message is read before it is drained");
    const bytes = Buffer.allocUnsafe(Math.max(0, end - start));
    let got = 0;
    while (got < bytes.length) {
      const n = readSync(handle.fd, bytes, got, bytes.length - got, start + got);
      if (n === 0) break;
      got += n;
    }
    return bytes.subarray(0, got);
  }

  /** Makes the file and its name durable and closes it. Rejects with a `StorageError`. */
  async sync(): Promise<void> {
    await this.drained();
    try {
      await this.#handle?.sync();
      await this.#folder.sync();
      await this.#close();
    } catch (error) {
      throw storageError(`writing ${this.#folder.file(this.#id)}`, error);
    }
  }

  /** Closes and deletes the file. Never fails: what can't be deleted goes at the next start. */
  async discard(): Promise<void> {
    if (this.#discarded) return;
    this.#discarded = true;
    this.#pending = [];
    while (this.#writing !== undefined) await this.#writing;
    await this.#close().catch(() => undefined);
    await this.#folder.remove(this.#id).catch(() => undefined);
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  /** The write under way, started if there is none. Never rejects: a failure is kept in `#failure`. */
  #start(): Promise<void> {
    this.#writing ??= this.#write()
      .catch((error: unknown) => {
        this.#failure = storageError(`writing ${this.#folder.file(this.#id)}`, error);
        this.#pending = [];
        this.#pendingBytes = 0;
      })
      .finally(() => {
        this.#writing = undefined;
        // Something may have been appended after the last look at `#pending`.
        if (this.#pending.length > 0) this.#start();
      });
    return this.#writing;
  }

  async #write(): Promise<void> {
    this.#handle ??= await open(this.#folder.file(this.#id), "wx+", 0o600);
    while (this.#pending.length > 0) {
      const bytes = this.#pending.length === 1 && this.#pending[0] ? this.#pending[0] : Buffer.concat(this.#pending);
      this.#pending = [];
      for (let at = 0; at < bytes.byteLength; ) at += (await this.#handle.write(bytes, at)).bytesWritten;
      this.#pendingBytes -= bytes.byteLength;
    }
  }

  async #below(limit: number, writing: Promise<void>): Promise<void> {
    // One write takes all that was pending, so after it little is left.
    await writing;
    while (this.#pendingBytes > limit && this.#writing !== undefined) await this.#writing;
    if (this.#failure !== undefined) throw this.#failure;
  }
}
