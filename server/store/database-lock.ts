/**
 * Keeps a second server from opening the same database: it would send every message a second time. The lock is an exclusive SQLite
 * transaction on a file of its own, because the system takes such a lock away from a process that dies, however it dies; a file with a process number
 * in it would stay behind after SIGKILL.
 */
import { DatabaseSync } from "node:sqlite";

export class DatabaseLock {
  readonly #database: DatabaseSync;

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Takes the lock or throws an error that says what to do. */
  static take(file: string): DatabaseLock {
    const database = new DatabaseSync(file, { timeout: 0 });
    try {
      database.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      throw new Error(`another moonpost uses this data folder; stop it, or give this one a "dataFolder" of its own`, {
        cause: error,
      });
    }
    return new DatabaseLock(database);
  }

  /** May be called again. */
  release(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** SQLite's primary result code for "another connection has the lock" (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error && "errcode" in error && typeof error.errcode === "number" && (error.errcode & 0xff) === SQLITE_BUSY
  );
}
