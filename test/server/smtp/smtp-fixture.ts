import { join } from "node:path";
import { pino } from "pino";
import { type ConfigInput, configSchema } from "../../../server/config.ts";
import { DecisionJournal } from "../../../server/decision-journal.ts";
import { Directory } from "../../../server/directory/directory.ts";
import { smtpDirectory } from "../../../server/directory/smtp-directory.ts";
import { openQueue } from "../../../server/queue/open-queue.ts";
import type { StoredQueue } from "../../../server/queue/stored-queue.ts";
import type { ScriptSource } from "../../../server/scripts/script-source.ts";
import { AddressBlocks } from "../../../server/smtp/address-blocks.ts";
import { Admission } from "../../../server/smtp/admission.ts";
import { batvParts } from "../../../server/smtp/batv-parts.ts";
import { createSmtpServer, type SmtpParts } from "../../../server/smtp/create-smtp-server.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { NO_SCRIPTS, testOpener } from "./script-fixture.ts";

export interface SmtpFixture {
  readonly port: number;
  readonly queue: StoredQueue;
  readonly directory: Directory;
  /** JSON lines of the log. */
  readonly log: string[];
  /** Lines of LUAERRORS.LOG. */
  readonly luaErrors: string[];
  /** What scripts printed. */
  readonly printed: string[];
  readonly decisions: DecisionJournal;
  readonly parts: SmtpParts;
  /** Settles when no session is open. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a service; `config` is what a configuration file would say. */
export async function startSmtp(
  config: ConfigInput = {},
  scripts: ScriptSource = { current: () => NO_SCRIPTS },
  more: Partial<Pick<SmtpParts, "tls" | "resolve" | "monotonicMs">> = {},
): Promise<SmtpFixture> {
  const folder = temporaryFolder();
  const whole = configSchema.parse(config);
  const log: string[] = [];
  const luaErrors: string[] = [];
  const printed: string[] = [];
  const decisions = new DecisionJournal();
  const logger = pino({ level: whole.logging.level, base: null }, { write: (line: string) => void log.push(line) });
  const { queue, store } = await openQueue({
    config: { file: join(folder, "queue.sqlite"), messagesFolder: join(folder, "messages"), keepFailed: true },
    log: logger,
  });
  const directory = new Directory(whole.directory, store);
  const [service] = whole.services;
  if (service === undefined) throw new Error("the configuration has no service");
  const parts: SmtpParts = {
    service: { ...service, host: "127.0.0.1", port: 0 },
    hostName: "mx.test",
    limits: whole.limits,
    rules: whole.rules,
    scriptSettings: whole.scripts,
    queue,
    directory: smtpDirectory(directory),
    scripts,
    opener: testOpener(printed, whole.scripts.limits),
    decisions,
    log: logger,
    luaErrors: { append: (line) => void luaErrors.push(line) },
    admission: new Admission(whole.limits.maxConnections, whole.limits.maxConnectionsPerAddress),
    blocks: new AddressBlocks(whole.limits.blockSeconds * 1000),
    batv: batvParts(whole.batv),
    tls: undefined,
    ...more,
  };
  const server = createSmtpServer(parts);
  const { port } = await server.listen();
  return {
    port,
    queue,
    directory,
    log,
    luaErrors,
    printed,
    decisions,
    parts,
    idle: async () => {
      while (parts.admission.sessions > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    stop: async () => {
      await server.close();
      directory.close();
      await queue.close();
    },
  };
}
