import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createTransport } from "nodemailer";
import { expect, it, onTestFinished } from "vitest";
import { testRelay } from "../server/queue/test-relay.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const ROUNDS = 3;
const MESSAGES_PER_ROUND = 333;
const PROGRAM = fileURLToPath(new URL("../../bin/moonpost.js", import.meta.url));
const SCRIPTS = fileURLToPath(new URL("../../examples/relay-control/scripts", import.meta.url));

it("delivers every message that got 250, whenever the server is killed in the middle of a thousand", {
  timeout: 150_000,
}, async () => {
  const relay = await testRelay();
  const folder = temporaryFolder();
  cpSync(SCRIPTS, join(folder, "scripts"), { recursive: true });
  const config = {
    logging: { level: "error" },
    scripts: { folder: "scripts" },
    services: [{ port: 0 }],
    relays: [{ port: relay.port, tls: "none", maxConnections: 3 }],
  };
  writeFileSync(join(folder, "moonpost.config.json"), JSON.stringify(config));

  const accepted = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    const { process, port } = await serve(folder);
    const killAfter = Math.floor(Math.random() * MESSAGES_PER_ROUND);
    const numbers = Array.from({ length: MESSAGES_PER_ROUND }, (_, i) => round * MESSAGES_PER_ROUND + i);
    let answered = 0;
    await sendAll(port, numbers, (number) => {
      accepted.add(number);
      if (++answered === killAfter) process.kill("SIGKILL");
    });
    process.kill("SIGKILL");
    await closed(process);
  }

  const { process } = await serve(folder);
  const delivered = () => new Set(relay.taken.map(({ text }) => Number(/^Subject: m(\d+)\r$/m.exec(text)?.[1])));
  const missing = () => [...accepted].filter((number) => !delivered().has(number));
  await expect.poll(missing, { timeout: 30_000, interval: 100 }).toEqual([]);
  expect(accepted.size).toBeGreaterThan(0);
  // Sent twice: at most what was on the wire at each kill.
  expect(relay.taken.length - delivered().size).toBeLessThanOrEqual(ROUNDS * 3);
  expect(relay.taken.filter(({ text }) => !text.endsWith("the end\r\n"))).toEqual([]);
  process.kill("SIGTERM");
  expect((await closed(process))[0]).toBe(0);
});

async function serve(folder: string): Promise<{ readonly process: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, [PROGRAM, "serve", "--config", join(folder, "moonpost.config.json")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^Listening .*:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return { process: child, port: Number(port) };
    }
  }
  throw new Error("the server ended before it listened");
}

async function closed(child: ChildProcess): Promise<readonly unknown[]> {
  return child.exitCode === null && child.signalCode === null ? once(child, "exit") : [child.exitCode];
}

/** Sends over several connections; tells of each 250. What fails, because the server is gone, is not tried again. */
async function sendAll(port: number, numbers: readonly number[], onAccepted: (number: number) => void): Promise<void> {
  const transport = createTransport({ host: "127.0.0.1", port, pool: true, maxConnections: 6, maxMessages: 50, ignoreTLS: true });
  const sends = numbers.map(async (number) => {
    const body = number % 25 === 0 ? "0123456789abcdef\n".repeat(6000) : "";
    await transport
      .sendMail({
        from: "ann@example.net",
        to: "bob@example.org",
        subject: `m${number}`,
        text: `${body}the end\n`,
        textEncoding: "quoted-printable",
      })
      .then(
        () => onAccepted(number),
        () => undefined,
      );
  });
  await Promise.all(sends);
  transport.close();
}
