/**
 * The database's schema as a list of steps; `PRAGMA user_version` says how many were taken. A step is never changed once it was
 * released: a new one follows.
 *
 * Shape: `messages` holds what changes while a message waits, in small rows; `contents` holds the bytes of small messages, so that an update
 * of the state never rewrites them; big messages lie in files (`spool-file.ts`). Times are milliseconds since the epoch.
 */
import type { DatabaseSync } from "node:sqlite";

const STEPS: readonly string[] = [
  `
  CREATE TABLE messages (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of arrival
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('due', 'sending', 'held', 'failed')),
    size_bytes INTEGER NOT NULL,
    header_bytes INTEGER NOT NULL,
    in_file INTEGER NOT NULL CHECK (in_file IN (0, 1)),
    envelope TEXT NOT NULL,                      -- JSON, never changed
    recipients TEXT NOT NULL,                    -- JSON: RecipientStatus[]
    received_ms INTEGER NOT NULL,
    expiry_base_ms INTEGER NOT NULL,             -- the maximum age counts from here
    attempts INTEGER NOT NULL DEFAULT 0,
    last_attempt_ms INTEGER,
    next_attempt_ms INTEGER NOT NULL,            -- meaningful in state 'due'
    reason TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX messages_due ON messages (next_attempt_ms) WHERE state = 'due';
  CREATE INDEX messages_taken ON messages (sequence) WHERE state = 'sending';

  CREATE TABLE contents (
    sequence INTEGER PRIMARY KEY REFERENCES messages (sequence) ON DELETE CASCADE,
    header BLOB NOT NULL,
    body BLOB NOT NULL
  ) STRICT;

  CREATE TABLE history (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    finished_ms INTEGER NOT NULL,
    entry TEXT NOT NULL                          -- JSON: the message's row, without its text, as it was when it left the queue
  ) STRICT;

  CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE users (
    name TEXT PRIMARY KEY COLLATE NOCASE,
    password TEXT NOT NULL                       -- a hash (directory/password.ts), '' for no login
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE user_settings (
    user TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL COLLATE NOCASE,
    value TEXT NOT NULL,
    PRIMARY KEY (user, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE aliases (
    address TEXT NOT NULL COLLATE NOCASE,        -- a whole address, or a local part for all local domains
    position INTEGER NOT NULL,
    target TEXT NOT NULL,                        -- a user's name or an address
    PRIMARY KEY (address, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (name TEXT PRIMARY KEY COLLATE NOCASE, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE user_addresses (                  -- whom a user has written to (AddUserAddresses)
    user TEXT NOT NULL COLLATE NOCASE,
    address TEXT NOT NULL COLLATE NOCASE,
    times INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    PRIMARY KEY (user, address)
  ) STRICT, WITHOUT ROWID;
  `,
  "DROP TABLE users; DROP TABLE aliases", // the configuration has them; nothing ever wrote here
];

/** Brings the schema up to date. Throws if the database was made by a newer version of this program. */
export function migrate(database: DatabaseSync): void {
  const done = schemaVersion(database);
  if (done > STEPS.length) {
    throw new Error(
      `the database ${database.location() ?? ""} has schema version ${done}, this program knows versions up to ${STEPS.length}: use the newer program that wrote it`,
    );
  }
  STEPS.slice(done).forEach((step, i) => {
    database.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${done + i + 1}; COMMIT;`);
  });
}

function schemaVersion(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.user_version ?? 0);
}
