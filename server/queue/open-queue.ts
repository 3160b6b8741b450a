/**
 * Opens the queue and brings order into what a crash left behind: messages that were being sent are due again, files that belong to
 * no message are deleted.
 */
import type { Config } from "../config.ts";
import type { Logger } from "../log.ts";
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

/** Rejects with an `Error` whose message names the file and says what to do. */
export async function openQueue({ config, log, clock, historyLimit }: OpenQueueOptions): Promise<OpenedQueue> {
  const store = await Store.open(config.file);
  const folder = new SpoolFolder(config.messagesFolder);
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
