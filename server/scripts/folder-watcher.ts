/**
 * Tells when something in a set of folders has changed and come to rest. Robust to what editors and uploads do (write beside and rename,
 * truncate and write, remove and create) and to the folder itself being replaced: folders are watched, not files, and a folder
 * that vanished is looked for until it is back.
 */
import { type FSWatcher, watch } from "node:fs";
import { basename } from "node:path";

export interface FolderWatcher {
  /** From now on watches exactly these folders (absolute paths). */
  watchFolders(folders: readonly string[]): void;
  close(): void;
}

/** A burst of events ends when nothing has happened for this long. */
const REST_MS = 80;
/** How often a folder that can't be watched is tried again. */
const RETRY_MS = 400;

/** Calls `changed` once after each burst of changes. Never keeps the process alive. */
export function watchForChanges(changed: () => void): FolderWatcher {
  const watchers = new Map<string, FSWatcher>();
  const retries = new Map<string, NodeJS.Timeout>();
  let wanted: readonly string[] = [];
  let rest: NodeJS.Timeout | undefined;

  const restart = () => {
    clearTimeout(rest);
    rest = setTimeout(changed, REST_MS).unref();
  };
  const drop = (folder: string) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  };
  /** Watches `folder`, as soon as that is possible; true if it is now. */
  const arm = (folder: string): boolean => {
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        // The watched folder itself was renamed or removed: the watcher looks at something that is gone.
        if (event === "rename" && (name === null || name === basename(folder))) lost(folder);
        restart();
      });
      watcher.on("error", () => lost(folder));
      watchers.set(folder, watcher);
      return true;
    } catch {
      clearTimeout(retries.get(folder));
      retries.set(folder, setTimeout(() => wanted.includes(folder) && arm(folder) && restart(), RETRY_MS).unref());
      return false;
    }
  };
  const lost = (folder: string) => {
    drop(folder);
    arm(folder);
    restart();
  };
  return {
    watchFolders: (folders) => {
      wanted = folders;
      for (const folder of watchers.keys()) if (!wanted.includes(folder)) drop(folder);
      for (const folder of wanted) if (!watchers.has(folder)) arm(folder);
    },
    close: () => {
      wanted = [];
      for (const folder of watchers.keys()) drop(folder);
      clearTimeout(rest);
    },
  };
}
