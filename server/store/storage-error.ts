/**
 * A failure of the disk or the database that is not a bug: full, read-only, failing. The message that was being stored is not
 * stored; the client may come again.
 */

export class StorageError extends Error {
  /** What an SMTP client should hear: `452 4.3.1 …` for lack of space, else `451 4.3.0 …` (RFC 5321 §4.2.2, RFC 3463 §3.4). */
  readonly reply: string;
  constructor(message: string, reply: string, cause?: unknown) {
    super(message, { cause });
    this.name = "StorageError";
    this.reply = reply;
  }
}

const NO_SPACE: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"]);

/** The failure of `doing` (a phrase such as `storing message x`) as a `StorageError`, by the system's or SQLite's error code. */
export function storageError(doing: string, error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const reply = isOutOfSpace(error)
    ? "452 4.3.1 Insufficient system storage, try again later"
    : "451 4.3.0 Local error in processing, try again later";
  return new StorageError(`${doing} failed: ${text}`, reply, error);
}

/** SQLite's primary result code for "database or disk is full" (sqlite.org/rescode.html). */
const SQLITE_FULL = 13;

function isOutOfSpace(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  if ("code" in error && typeof error.code === "string" && NO_SPACE.has(error.code)) return true;
  return "errcode" in error && typeof error.errcode === "number" && (error.errcode & 0xff) === SQLITE_FULL;
}
