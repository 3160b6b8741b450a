import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { configSchema } from "../../../server/config.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { recordingLog, testQueue } from "./queued-message.ts";
import { scriptlessRunner } from "./scriptless-runner.ts";
import { testRelay } from "./test-relay.ts";

const MESSAGES = 1000;
const MAX_KILLS = 8;

it("delivers every message whose commit had fulfilled, whenever the process is killed", { timeout: 60_000 }, async () => {
  const folder = temporaryFolder();
  const relay = await testRelay();
  const accepted = new Set<number>();
  let kills = 0;
  for (let first = 0; first < MESSAGES; ) {
    const killAfter = kills < MAX_KILLS ? Math.floor(Math.random() * 200) : Infinity;
    const { numbers, ended } = await acceptUntilKilled(folder, relay.port, first, MESSAGES - first, killAfter);
    for (const number of numbers) accepted.add(number);
    if (!ended) kills++;
    // Numbers that were begun but not confirmed may be in the queue or not, so they are not used again.
    first = ended ? MESSAGES : Math.max(first, ...numbers) + 11;
  }
  expect(accepted.size).toBeGreaterThan(MESSAGES / 2);

  const { queue } = await testQueue({ folder });
  const config = configSchema.parse({ relays: [{ port: relay.port, tls: "none", maxConnections: 10 }] });
  const runner = scriptlessRunner({ queue, config, log: recordingLog().log });
  onTestFinished(() => runner.stop(1000));
  runner.start();
  await expect.poll(async () => (await queue.stats()).due + (await queue.stats()).sending, { timeout: 30_000 }).toBe(0);

  const delivered = relay.taken.map(({ text }) => Number(/^Subject: m(\d+)\r\n/.exec(text)?.[1]));
  expect([...accepted].filter((number) => !delivered.includes(number))).toEqual([]);
  expect(relay.taken.filter(({ text }) => !isWhole(text))).toEqual([]);
  // Sent twice: at most what was on the wire at each kill.
  expect(delivered.length - new Set(delivered).size).toBeLessThanOrEqual(kills * 3);
  expect(await queue.stats()).toMatchObject({ failed: 0, held: 0, totalBytes: 0 });
});

function isWhole(text: string): boolean {
  const number = Number(/^Subject: m(\d+)\r\n\r\n/.exec(text)?.[1]);
  const body = text.slice(text.indexOf("\r\n\r\n") + 4);
  return number % 20 === 0 ? body === "0123456789abcdef\r\n".repeat(6000) : body === "small\r\n";
}

async function acceptUntilKilled(
  folder: string,
  port: number,
  first: number,
  count: number,
  killAfter: number,
): Promise<{ readonly numbers: readonly number[]; readonly ended: boolean }> {
  const script = fileURLToPath(new URL("./accepting-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, folder, String(port), String(first), String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  const numbers: number[] = [];
  let ended = false;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === "end") ended = true;
    else numbers.push(Number(line));
    if (ended || numbers.length >= killAfter) child.kill("SIGKILL");
  }
  await closed;
  return { numbers, ended };
}
