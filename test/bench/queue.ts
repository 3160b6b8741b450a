/**
 * Messages per second that the queue makes durable, with 1, 10 and 100 sessions at a time, and that the runner sends over 1, 4 and 16
 * sessions to a relay in another process. Beside the first stands the machine's bare fsync rate. `node test/bench/queue.ts [seconds]`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { configSchema } from "../../server/config.ts";
import { openQueue } from "../../server/queue/open-queue.ts";
import type { Queue } from "../../server/queue/queue.ts";
import { scriptlessRunner } from "../server/queue/scriptless-runner.ts";
import { envelope } from "../server/queue/test-envelope.ts";

if (process.argv[2] === "sink") await sink();
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

const HEADER_LINES = [
  "Received: from bench ([127.0.0.1])\r\n\tby moonpost with ESMTP id x;\r\n\tSat, 21 Nov 2026 08:05:24 +0000",
];

async function commitsPerSecond(queue: Queue, sessions: number, text: Buffer): Promise<number> {
  const begin = performance.now();
  let count = 0;
  const session = async () => {
    while (performance.now() - begin < SECONDS * 1000) {
      const incoming = queue.begin();
      for (let at = 0; at < text.length; at += 65_536) await incoming.write(Buffer.from(text.subarray(at, at + 65_536)));
      await incoming.commit(envelope({ headerLines: HEADER_LINES }));
      count++;
    }
  };
  await Promise.all(Array.from({ length: sessions }, session));
  return Math.round((count * 1000) / (performance.now() - begin));
}

async function sentPerSecond(port: number, sessions: number): Promise<number> {
  const place = mkdtempSync(join(folder, "queue-"));
  const log = pino({ level: "silent" });
  const { queue } = await openQueue({
    config: { file: join(place, "queue.sqlite"), messagesFolder: join(place, "messages"), keepFailed: true },
    log,
  });
  const count = SECONDS * 2000;
  const text = Buffer.from(`Subject: bench\r\n\r\n${"0123456789abcdef\r\n".repeat(227)}`);
  const ids = Array.from({ length: count }, () => {
    const incoming = queue.begin();
    incoming.write(Buffer.from(text));
    return incoming.commit(envelope({ headerLines: HEADER_LINES }));
  });
  await Promise.all(ids);
  const config = configSchema.parse({ relays: [{ port, tls: "none", maxConnections: sessions }] });
  const runner = scriptlessRunner({ queue, config, log });
  let delivered = 0;
  const done = new Promise<void>((resolve) => {
    queue.subscribe((event) => {
      if (event.kind === "delivered" && ++delivered === count) resolve();
    });
  });
  const begin = performance.now();
  runner.start();
  await done;
  const rate = Math.round((count * 1000) / (performance.now() - begin));
  await runner.stop(1000);
  await queue.close();
  return rate;
}

/** A relay that takes everything and keeps nothing. */
async function sink(): Promise<never> {
  const server = createServer((socket) => {
    let inData = false;
    let rest = "";
    socket.on("error", () => undefined);
    socket.write("220 sink ESMTP\r\n");
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      let answers = "";
      for (let end = rest.indexOf(inData ? "\r\n.\r\n" : "\r\n"); end >= 0; end = rest.indexOf(inData ? "\r\n.\r\n" : "\r\n")) {
        const command = inData ? "." : rest.slice(0, 4).toUpperCase();
        rest = rest.slice(end + (inData ? 5 : 2));
        inData = command === "DATA";
        answers += inData ? "354 go\r\n" : command === "EHLO" ? "250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n" : "250 ok\r\n";
      }
      socket.write(answers);
    });
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(typeof address === "object" && address ? address.port : 0);
  });
  return new Promise(() => undefined);
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

const relay = spawn(process.execPath, [fileURLToPath(import.meta.url), "sink"], { stdio: ["ignore", "pipe", "inherit"] });
const [line] = await once(createInterface({ input: relay.stdout }), "line");
const sendRow: Record<string, number> = {};
for (const sessions of [1, 4, 16]) sendRow[`${sessions} sessions`] = await sentPerSecond(Number(line), sessions);
console.log("messages of 4 KB sent per second");
console.table({ "to a relay": sendRow });
relay.kill();
rmSync(folder, { recursive: true });
