/**
 * A process for the test of a full disk: takes messages into a queue one after the other and says for each, as a JSON line, its id or the reply
 * that the client would have got. Arguments: folder, body size, how many.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { openQueue } from "../../../server/queue/open-queue.ts";
import { StorageError } from "../../../server/store/storage-error.ts";
import { envelope } from "./test-envelope.ts";

const [folder = "", size = "", count = ""] = process.argv.slice(2);
const { queue } = await openQueue({
  config: { file: join(folder, "queue.sqlite"), messagesFolder: join(folder, "messages"), keepFailed: true },
  log: pino({ level: "silent" }),
});
for (let i = 0; i < Number(count); i++) {
  const incoming = queue.begin();
  try {
    for (let left = Number(size); left > 0; left -= 50_000) await incoming.write(Buffer.alloc(Math.min(left, 50_000), "x"));
    const id = await incoming.commit(envelope());
    writeSync(1, `${JSON.stringify({ id })}\n`);
  } catch (error) {
    incoming.abort();
    if (!(error instanceof StorageError)) throw error;
    writeSync(1, `${JSON.stringify({ reply: error.reply })}\n`);
  }
}
const list = await queue.list({ limit: 1000 });
writeSync(1, `${JSON.stringify({ listed: list.length })}\n`);
await queue.close();
