import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { storageError } from "../../../server/store/storage-error.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { testQueue } from "./queued-message.ts";

interface Line {
  readonly id?: string;
  readonly reply?: string;
  readonly listed?: number;
}

/** Runs filling-process.ts with files limited to `blocks` of 512 bytes: writing further fails as on a full disk. */
function fill(folder: string, blocks: number, size: number, count: number): readonly Line[] {
  const script = fileURLToPath(new URL("./filling-process.ts", import.meta.url));
  const command = `ulimit -f ${blocks}; exec "$0" "$@"`;
  const output = execFileSync("/bin/sh", ["-c", command, process.execPath, script, folder, String(size), String(count)], {
    encoding: "utf8",
  });
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("a full disk", () => {
  it.each([
    {
      title: "small messages, when the database can't grow",
      blocks: 2048,
      size: 20_000,
      count: 100,
      replies: /^45[12] 4\.3\.[01] /,
    },
    { title: "a big message, when its file can't grow", blocks: 2048, size: 3_000_000, count: 3, replies: /^452 4\.3\.1 / },
  ])("refuses $title for now, and keeps what it had accepted", { timeout: 30_000 }, async ({ blocks, size, count, replies }) => {
    const folder = temporaryFolder();
    const before = fill(folder, 100_000, 100_000, 2).flatMap((line) => line.id ?? []);
    const lines = fill(folder, blocks, size, count);
    const refused = lines.flatMap((line) => line.reply ?? []);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((reply) => !replies.test(reply))).toEqual([]);
    const accepted = [...before, ...lines.flatMap((line) => line.id ?? [])];
    expect(lines.at(-1)).toEqual({ listed: accepted.length });

    const { queue, recovered } = await testQueue({ folder });
    expect((await queue.list({ limit: 1000 })).map((entry) => entry.id)).toEqual(accepted);
    for (const item of await queue.due(1000)) {
      const outgoing = await queue.text(item);
      expect(outgoing?.sizeBytes).toBe(item.sizeBytes);
    }
    expect(recovered.orphanedFiles).toBe(0);
    expect(readdirSync(join(folder, "messages"))).toHaveLength(2);
  });

  it.each([
    [Object.assign(new Error("no space left on device"), { code: "ENOSPC" }), "452"],
    [Object.assign(new Error("disk quota exceeded"), { code: "EDQUOT" }), "452"],
    [Object.assign(new Error("database or disk is full"), { code: "ERR_SQLITE_ERROR", errcode: 13 }), "452"],
    [Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR", errcode: 778 }), "451"],
    [Object.assign(new Error("input/output error"), { code: "EIO" }), "451"],
  ])("says of %s: %s", (error, code) => {
    expect(storageError("storing", error).reply.slice(0, 3)).toBe(code);
    expect(storageError("storing", error).message).toContain(error.message);
  });
});
