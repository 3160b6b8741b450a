/**
 * Opens the SQLite database (`node:sqlite`). WAL with `synchronous = FULL`: a transaction that was committed survives the loss of power
 * (sqlite.org/pragma.html#pragma_synchronous). One thread writes (`store-worker.ts`); readers of other threads and processes don't block it.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** How long to wait for another process's write transaction, in milliseconds. */
const BUSY_TIMEOUT_MS = 10_000;
/** Pages in the write-ahead log before it is copied into the database: 16 MB. The default of 4 MB copies more often than needed. */
const CHECKPOINT_PAGES = 4000;

/** `file` may be new for `write` only. The caller closes it. Throws SQLite's error. */
export function openDatabase(file: string, access: "write" | "read"): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, readOnly: access === "read" });
  if (access === "write") {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`);
  }
  database.exec("PRAGMA foreign_keys = ON;");
  return database;
}

/** Prepared statements of one database, each prepared once. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs a statement; gives the number of rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** The first row, or undefined. `Row` is what the statement selects: the caller vouches for it. */
  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined; // the schema is STRICT, so columns have their declared types
  }

  /** All rows at once; `Row` as in `get`. */
  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[]; // as above
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}
