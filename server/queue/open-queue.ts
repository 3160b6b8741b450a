/**
 * Opens the queue and brings order into what a crash left behind: messages that were being sent are due again, files that belong to
 * no message are deleted.
 */
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
import { OperatorError, systemErrorCode } from "../operator-error.ts";
import { SpoolFolder } from "../store/spool-file.ts";
import { Store } from "../store/store.ts";
import { type Clock, systemClock } from "./clock.ts";
import { StoredQueue } from "./stored-queue.ts";

export interface OpenQueueOptions {
  /** The section `queue` of the configuration, with absolute paths. */
  readonly config: Pick<Config["queue"], "file" | "messagesFolder" | "keepFailed">;
  readonly log: Logger;
  readonly clock?: Clock;
  /** How many messages that left the queue `show` still knows. */
  readonly historyLimit?: number;
}

export interface OpenedQueue {
  readonly queue: StoredQueue;
  /** The database behind the queue, for the directory too. `queue.close()` closes it. */
  readonly store: Store;
  /** What start-up recovery found. */
  readonly recovered: { readonly interrupted: number; readonly orphanedFiles: number };
}

const HISTORY_LIMIT = 10_000;

/** Rejects with an `OperatorError` if the database or the folder can't be used, or another server uses them. */
export async function openQueue({ config, log, clock, historyLimit }: OpenQueueOptions): Promise<OpenedQueue> {
  const store = await Store.open(config.file).catch((error: Error) => {
    throw new OperatorError(error.message);
  });
  const folder = openFolder(config.messagesFolder);
  const interrupted = await store.run("queue", "giveBack", undefined);
  const orphanedFiles = await folder.removeOrphans(new Set(await store.run("queue", "inFiles", undefined)));
  if (interrupted > 0 || orphanedFiles > 0) {
    log.info({ interrupted, orphanedFiles }, "recovered the queue after an unclean stop");
  }
  const queue = new StoredQueue({
    store,
    folder,
    log,
    clock: clock ?? systemClock,
    keepFailed: config.keepFailed,
    historyLimit: historyLimit ?? HISTORY_LIMIT,
  });
  return { queue, store, recovered: { interrupted, orphanedFiles } };
}

function openFolder(path: string): SpoolFolder {
  try {
    return new SpoolFolder(path);
  } catch (error) {
    throw new OperatorError(
      `can't make the folder for messages ${path}: ${systemErrorCode(error) ?? String(error)}; set "queue.messagesFolder" or its rights`,
    );
  }
}
