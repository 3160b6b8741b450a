/**
 * A process for the SIGKILL test: takes messages into a queue, several at a time, and says `<number>` on a line for each whose commit
 * has fulfilled; meanwhile it sends them to a relay. Arguments: folder, relay port, first number, how many.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { configSchema } from "../../../server/config.ts";
import { openQueue } from "../../../server/queue/open-queue.ts";
import { scriptlessRunner } from "./scriptless-runner.ts";
import { envelope } from "./test-envelope.ts";

const [folder = "", relayPort = "", first = "", count = ""] = process.argv.slice(2);
const BIG_EVERY = 20;
const AT_A_TIME = 10;

const log = pino({ level: "silent" });
const config = configSchema.parse({ relays: [{ port: Number(relayPort), tls: "none", maxConnections: 3 }] });
const { queue } = await openQueue({
  config: { file: join(folder, "queue.sqlite"), messagesFolder: join(folder, "messages"), keepFailed: true },
  log,
});
scriptlessRunner({ queue, config, log }).start();

let next = Number(first);
const end = next + Number(count);

async function acceptAll(): Promise<void> {
  while (next < end) {
    const number = next++;
    const body = number % BIG_EVERY === 0 ? "0123456789abcdef\r\n".repeat(6000) : "small\r\n";
    const incoming = queue.begin();
    await incoming.write(Buffer.from(`Subject: m${number}\r\n\r\n${body}`));
    await incoming.commit(envelope());
    writeSync(1, `${number}\n`);
  }
}

await Promise.all(Array.from({ length: AT_A_TIME }, acceptAll));
writeSync(1, "end\n");
