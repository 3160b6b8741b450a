/** What the store and its thread say to each other. Each post is an array, so that a burst costs one wake-up. */

export interface StoreRequest {
  readonly id: number;
  /** `stop`: answer what came before, close the database and end. */
  readonly room: "queue" | "directory" | "stop";
  readonly name: string;
  readonly argument: unknown;
}

export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: StoreFailure };

/** An error with what structured cloning would lose. */
export interface StoreFailure {
  readonly message: string;
  readonly code: string | undefined;
  /** SQLite's extended result code. */
  readonly errcode: number | undefined;
}

/** Sent once by the thread: the database is open, or why it is not. */
export type StoreOpened = { readonly opened: true } | { readonly opened: false; readonly error: StoreFailure };

export interface StoreThreadData {
  readonly file: string;
}
