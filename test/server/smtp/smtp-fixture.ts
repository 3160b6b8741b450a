/** A running SMTP service on a free port of the loopback, with a real queue in a folder of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { type ConfigInput, configSchema } from "../../../server/config.ts";
import { openQueue } from "../../../server/queue/open-queue.ts";
import type { StoredQueue } from "../../../server/queue/stored-queue.ts";
import { AddressBlocks } from "../../../server/smtp/address-blocks.ts";
import { Admission } from "../../../server/smtp/admission.ts";
import {
  createSmtpServer,
  type SessionScripts,
  type SmtpDirectory,
  type SmtpParts,
} from "../../../server/smtp/create-smtp-server.ts";

export interface SmtpFixture {
  readonly port: number;
  readonly queue: StoredQueue;
  /** JSON lines of the log. */
  readonly log: string[];
  /** Lines of LUAERRORS.LOG. */
  readonly luaErrors: string[];
  readonly parts: SmtpParts;
  /** Settles when no session is open. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export const NO_SCRIPTS: SessionScripts = { version: "none", open: () => undefined };

/** Starts a service; `config` is what a configuration file would say. */
export async function startSmtp(
  config: ConfigInput = {},
  scripts: () => SessionScripts = () => NO_SCRIPTS,
  tls?: SmtpParts["tls"],
): Promise<SmtpFixture> {
  const folder = await mkdtemp(join(tmpdir(), "moonpost-smtp-"));
  const whole = configSchema.parse(config);
  const log: string[] = [];
  const luaErrors: string[] = [];
  const logger = pino({ level: whole.logging.level, base: null }, { write: (line: string) => void log.push(line) });
  const { queue } = await openQueue({
    config: { file: join(folder, "queue.sqlite"), messagesFolder: join(folder, "messages"), keepFailed: true },
    log: logger,
  });
  const [service] = whole.services;
  if (service === undefined) throw new Error("the configuration has no service");
  const parts: SmtpParts = {
    service: { ...service, host: "127.0.0.1", port: 0 },
    hostName: "mx.test",
    limits: whole.limits,
    rules: whole.rules,
    scriptSettings: whole.scripts,
    queue,
    directory: testDirectory(whole.directory),
    scripts: { current: scripts },
    log: logger,
    luaErrors: { append: (line) => void luaErrors.push(line) },
    admission: new Admission(whole.limits.maxConnections, whole.limits.maxConnectionsPerAddress),
    blocks: new AddressBlocks(whole.limits.blockSeconds * 1000),
    tls,
  };
  const server = createSmtpServer(parts);
  const { port } = await server.listen();
  return {
    port,
    queue,
    log,
    luaErrors,
    parts,
    idle: async () => {
      while (parts.admission.sessions > 0) await new Promise((resolve) => setImmediate(resolve));
    },
    stop: async () => {
      await server.close();
      await queue.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function testDirectory(settings: ReturnType<typeof configSchema.parse>["directory"]): SmtpDirectory {
  const clear = (name: string) =>
    settings.users.find((user) => user.name === name.toLowerCase())?.password.replace(/^plain:/, "");
  const isLocal = (domain: string) => domain === "" || settings.localDomains.includes(domain.toLowerCase());
  return {
    lookUp: (localPart, domain) => {
      if (!isLocal(domain)) return "remote";
      return settings.users.length === 0 || settings.users.some((user) => user.name === localPart.toLowerCase())
        ? "local"
        : "unknown";
    },
    expand: (name) => {
      const local = name.split("@")[0]?.toLowerCase() ?? "";
      return (
        settings.aliases[local] ??
        settings.users.filter((user) => user.name === local).map((user) => `${user.name}@${settings.localDomains[0]}`)
      );
    },
    isAllowedClient: (address) => settings.allowedClients.some((range) => range.startsWith("127.") && address.startsWith("127.")),
    authenticate: async (name, password) =>
      clear(name) !== undefined && clear(name) === password ? name.toLowerCase() : undefined,
    challenge: async (name, check) => {
      const password = clear(name);
      return password !== undefined && check(password) ? name.toLowerCase() : undefined;
    },
  };
}
