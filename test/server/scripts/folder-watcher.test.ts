import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FolderWatcher, watchForChanges } from "../../../server/scripts/folder-watcher.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

let folder: string;
let watcher: FolderWatcher;
let changes: number;
let waiting: (() => void) | undefined;

/** Settles with the next change. */
const nextChange = () =>
  new Promise<void>((resolve) => {
    waiting = resolve;
  });

beforeEach(async () => {
  folder = temporaryFolder();
  changes = 0;
  watcher = watchForChanges(() => {
    changes += 1;
    waiting?.();
  });
  watcher.watchFolders([folder]);
});
afterEach(() => watcher.close());

test("a burst of writes is one change", async () => {
  const change = nextChange();
  for (let i = 0; i < 20; i++) await writeFile(join(folder, "a.lua"), "x".repeat(i));
  await change;
  expect(changes).toBe(1);
});

test("a file that an editor renames into place is a change", async () => {
  const elsewhere = temporaryFolder();
  await writeFile(join(elsewhere, "new"), "1");
  const change = nextChange();
  await rename(join(elsewhere, "new"), join(folder, "a.lua"));
  await change;
});

test("a folder that is replaced by another is watched on", async () => {
  const away = nextChange();
  await rm(folder, { recursive: true });
  await away;
  const back = nextChange();
  await mkdir(folder);
  await back;
  const change = nextChange();
  await writeFile(join(folder, "a.lua"), "1");
  await change;
});

test("folders that are no longer asked for are not watched", async () => {
  const other = temporaryFolder();
  watcher.watchFolders([other]);
  const change = nextChange();
  await writeFile(join(folder, "a.lua"), "1");
  await writeFile(join(other, "a.lua"), "1");
  await change;
  expect(changes).toBe(1);
});
