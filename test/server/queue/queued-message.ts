import { join } from "node:path";
import { pino } from "pino";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../server/queue/clock.ts";
import { type OpenedQueue, openQueue } from "../../../server/queue/open-queue.ts";
import type { Queue } from "../../../server/queue/queue.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { envelope } from "./test-envelope.ts";

/** A log that keeps its events. */
export function recordingLog() {
  const events: { level: string; msg: string; [key: string]: unknown }[] = [];
  const log = pino(
    { level: "debug", formatters: { level: (level) => ({ level }) } },
    { write: (line) => void events.push(JSON.parse(line)) },
  );
  return { log, events };
}

export interface TestQueueOptions {
  readonly folder?: string;
  readonly clock?: Clock;
  readonly keepFailed?: boolean;
  readonly historyLimit?: number;
}

/** A queue in a temporary folder, closed at the end of the test. */
export async function testQueue(options: TestQueueOptions = {}): Promise<OpenedQueue & { readonly folder: string }> {
  const folder = options.folder ?? temporaryFolder();
  const opened = await openQueue({
    config: {
      file: join(folder, "queue.sqlite"),
      messagesFolder: join(folder, "messages"),
      keepFailed: options.keepFailed ?? true,
    },
    log: recordingLog().log,
    ...(options.clock && { clock: options.clock }),
    ...(options.historyLimit !== undefined && { historyLimit: options.historyLimit }),
  });
  onTestFinished(() => opened.queue.close());
  return { ...opened, folder };
}

/** Puts a message into the queue; gives its id. */
export async function enqueue(
  queue: Queue,
  text: string | Buffer,
  changes: Parameters<typeof envelope>[0] = {},
): Promise<string> {
  const incoming = queue.begin();
  await incoming.write(Buffer.from(text));
  return incoming.commit(envelope(changes));
}

export function message(subject: string, body = "Hello\r\n"): string {
  return `From: ann@example.com\r\nSubject: ${subject}\r\n\r\n${body}`;
}
