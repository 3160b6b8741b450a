/**
 * Messages per second that the queue makes durable, with 1, 10 and 100 sessions at a time, and how fast it sends. Each run prints
 * the machine's bare fsync rate beside it, because that is what it stands against. `node test/bench/queue.ts [seconds]`.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Envelope } from "../../server/queue/envelope.ts";
import { openQueue } from "../../server/queue/open-queue.ts";
import type { Queue } from "../../server/queue/queue.ts";

const SECONDS = Number(process.argv[2] ?? 2);
const folder = mkdtempSync(join(process.env.BENCH_FOLDER ?? tmpdir(), "moonpost-bench-"));

function fsyncsPerSecond(): number {
  const file = openSync(join(folder, "fsync"), "w");
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 500) {
    writeSync(file, Buffer.alloc(4096), 0, 4096, count * 4096);
    fsyncSync(file);
    count++;
  }
  closeSync(file);
  return Math.round((count * 1000) / (performance.now() - begin));
}

function envelope(): Envelope {
  return {
    reversePath: "ann@example.com",
    forwardPaths: [{ address: "bob@example.org" }],
    authenticatedUser: "",
    clientAddress: "127.0.0.1",
    ehloName: "bench",
    receivedAtMs: Date.now(),
    headerLines: ["Received: from bench ([127.0.0.1])\r\n\tby moonpost with ESMTP id x;\r\n\tSat, 21 Nov 2026 08:05:24 +0000"],
    headerModifiers: [],
  };
}

async function commitsPerSecond(queue: Queue, sessions: number, text: Buffer): Promise<number> {
  const begin = performance.now();
  let count = 0;
  const session = async () => {
    while (performance.now() - begin < SECONDS * 1000) {
      const incoming = queue.begin();
      for (let at = 0; at < text.length; at += 65_536) await incoming.write(Buffer.from(text.subarray(at, at + 65_536)));
      await incoming.commit(envelope());
      count++;
    }
  };
  await Promise.all(Array.from({ length: sessions }, session));
  return Math.round((count * 1000) / (performance.now() - begin));
}

const rows: Record<string, Record<string, number>> = {};
for (const [name, size] of [
  ["4 KB", 4096],
  ["60 KB", 60_000],
  ["100 KB", 100_000],
  ["1 MB", 1_000_000],
] as const) {
  const text = Buffer.from(`Subject: bench\r\n\r\n${"0123456789abcdef\r\n".repeat(size / 18)}`);
  const row: Record<string, number> = { "fsync/s": fsyncsPerSecond() };
  for (const sessions of [1, 10, 100]) {
    const place = mkdtempSync(join(folder, "queue-"));
    const { queue } = await openQueue({
      config: { file: join(place, "queue.sqlite"), messagesFolder: join(place, "messages"), keepFailed: true },
      log: pino({ level: "silent" }),
    });
    row[`${sessions} sessions`] = await commitsPerSecond(queue, sessions, text);
    await queue.close();
    rmSync(place, { recursive: true });
  }
  rows[name] = row;
}
console.log("messages made durable per second");
console.table(rows);
rmSync(folder, { recursive: true });
