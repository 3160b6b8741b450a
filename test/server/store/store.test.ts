import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import type { NewMessage } from "../../../server/store/queue-operations.ts";
import { StorageError } from "../../../server/store/storage-error.ts";
import { Store } from "../../../server/store/store.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

function newMessage(id: string): NewMessage {
  const content = { header: Buffer.from("\r\n"), body: Buffer.from(id) };
  return {
    id,
    state: "due",
    sizeBytes: 9,
    headerBytes: 2,
    content,
    envelope: "{}",
    recipients: "[]",
    receivedAtMs: 1,
    reason: "",
  };
}

async function openStore(file = join(temporaryFolder(), "queue.sqlite")): Promise<Store> {
  const store = await Store.open(file);
  onTestFinished(() => store.close());
  return store;
}

describe("the store", () => {
  it("fails only the operation of a group that is at fault", async () => {
    const store = await openStore();
    const ids = ["a", "b", "a", "c", "b"];
    const results = await Promise.allSettled(ids.map((id) => store.run("queue", "insert", newMessage(id))));
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled", "rejected"]);
    const rejected = results[2];
    expect(rejected?.status === "rejected" && rejected.reason).toBeInstanceOf(StorageError);
    const rows = await store.run("queue", "list", { state: undefined, limit: 10, after: undefined });
    expect(rows.map((row) => row.id)).toEqual(["a", "b", "c"]);
    expect(await store.run("queue", "content", "b")).toEqual({ header: new Uint8Array([13, 10]), body: new Uint8Array([98]) });
  });

  it("answers in the order of the questions", async () => {
    const store = await openStore();
    const answers: number[] = [];
    await Promise.all(
      Array.from({ length: 1500 }, async (_, i) => {
        await store.run("directory", "putSetting", { name: "x", value: String(i) });
        answers.push(i);
      }),
    );
    expect(answers).toEqual([...answers.keys()]);
  });

  it("refuses everything after it was closed, and closing waits for what came before", async () => {
    const store = await openStore();
    const before = store.run("queue", "insert", newMessage("a"));
    const closed = store.close();
    await expect(before).resolves.toBeUndefined();
    await closed;
    await store.close();
    await expect(store.run("queue", "stats", undefined)).rejects.toThrow("it is closed");
  });

  it.each([
    {
      title: "is no database",
      prepare: (file: string) => writeFileSync(file, "this is a text, and not a short one".repeat(100)),
      message: "file is not a database",
    },
    {
      title: "was made by a newer version",
      prepare: (file: string) => {
        const database = new DatabaseSync(file);
        database.exec("PRAGMA user_version = 99");
        database.close();
      },
      message: "schema version 99",
    },
    {
      title: "lies where a folder can't be made",
      prepare: (file: string) => writeFileSync(join(file, "..", "there"), ""),
      place: "there/queue.sqlite",
      message: "EEXIST",
    },
  ])("says what is wrong with a file that $title", async ({ prepare, message, place }) => {
    const folder = temporaryFolder();
    prepare(join(folder, "queue.sqlite"));
    const file = join(folder, place ?? "queue.sqlite");
    await expect(Store.open(file)).rejects.toThrow(message);
    await expect(Store.open(file)).rejects.toThrow(`can't open the queue's database ${file}`);
  });
});
