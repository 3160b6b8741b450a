/**
 * The servers that are measured, each to run in a process of its own: bare smtp-server, and ours with one kind of script each.
 *
 * The queue here only counts: what is measured is the session, not the disk.
 */
import { pino } from "pino";
import { SMTPServer } from "smtp-server";
import { configSchema } from "../../server/config.ts";
import { DecisionJournal } from "../../server/decision-journal.ts";
import type { IncomingMessage } from "../../server/queue/incoming.ts";
import { AddressBlocks } from "../../server/smtp/address-blocks.ts";
import { Admission } from "../../server/smtp/admission.ts";
import { createSmtpServer } from "../../server/smtp/create-smtp-server.ts";
import { type ScriptTexts, scriptSet, testOpener } from "../server/smtp/script-fixture.ts";

export const COMMAND_HOOKS: ScriptTexts = {
  "smtpsvr.lua": `
function Start() return "" end
function GetMaxMessageSize(host, current) return current end
function GetEHLOCapabilities(host, caps) return caps end
function DoHELO(host, refuse, ehlo) return refuse, "" end
function DoMAILFROM(data, from, parameters) if from == "bad@example.org" then return parameters, "550 no" end return parameters, "" end
function DoRCPTTO(data, to, parameters, list) if to == "bad@example.org" then return parameters, "550 no" end return parameters, "" end
function DoDATAStart(list) return "" end
function DoNOOP() return "" end
function DoRSET() return "" end
function DoQUIT() return "" end
function End() end`,
};
const PROCESS_MESSAGE: ScriptTexts = {
  "smtpsvr.lua": `${COMMAND_HOOKS["smtpsvr.lua"]}
function ProcessMessage(from, subject, recipients, actions) return actions end`,
};
export const LINE_HOOKS: ScriptTexts = { "smtpsvr.lua": "function MessageLine(line) return line end" };

interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

async function bare(): Promise<Running> {
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    hideSTARTTLS: true,
    logger: false,
    onData(stream, _session, done) {
      stream.on("data", () => undefined);
      stream.on("end", done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, stop: () => new Promise((resolve) => server.close(resolve)) };
}

async function ours(texts: ScriptTexts): Promise<Running> {
  const config = configSchema.parse({});
  const [service] = config.services;
  if (service === undefined) throw new Error("no service");
  const scripts = scriptSet(texts);
  const server = createSmtpServer({
    service: { ...service, port: 0 },
    hostName: "bench",
    limits: config.limits,
    rules: [],
    scriptSettings: config.scripts,
    queue: { begin: () => new Counted() },
    directory: {
      lookUp: () => "local",
      find: () => ({ kind: "people", entries: [] }),
      isAllowedClient: () => true,
      isLocalDomain: () => true,
      userOf: () => undefined,
      remember: async () => undefined,
      authenticate: async () => undefined,
      takesPasswords: false,
      takesChallenges: false,
      challenge: async () => undefined,
    },
    scripts: { current: () => scripts },
    opener: testOpener([]),
    decisions: new DecisionJournal(),
    log: pino({ level: "warn" }, { write: stopAtTrouble }),
    luaErrors: { append: () => undefined },
    admission: new Admission(10_000, 0),
    blocks: new AddressBlocks(1000),
    tls: undefined,
  });
  const { port } = await server.listen();
  return { port, stop: () => server.close() };
}

/** A bench of a script that fails would measure nothing. */
function stopAtTrouble(line: string): void {
  process.stderr.write(line);
  process.exit(1);
}

/** Takes a message and forgets it, but for its header. */
class Counted implements IncomingMessage {
  readonly id = "bench";
  sizeBytes = 0;
  #first: Buffer | undefined;
  write(chunk: Uint8Array): undefined {
    this.#first ??= Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.sizeBytes += chunk.byteLength;
  }
  drained(): undefined {}
  read(start: number, end: number): Buffer {
    return (this.#first ?? Buffer.alloc(0)).subarray(start, end);
  }
  header(): Buffer {
    const first = this.#first ?? Buffer.alloc(0);
    return first.subarray(0, first.indexOf("\r\n\r\n") + 4);
  }
  abort(): void {}
  async commit(): Promise<string> {
    return this.id;
  }
}

export const SERVERS: Readonly<Record<string, () => Promise<Running>>> = {
  "bare smtp-server": bare,
  "no script": () => ours({}),
  "every command hook": () => ours(COMMAND_HOOKS),
  "and ProcessMessage": () => ours(PROCESS_MESSAGE),
  MessageLine: () => ours(LINE_HOOKS),
};

/** In the child: starts the server, tells its port, and on the question "used" the processor time so far, in microseconds, on "memory" the resident bytes. */
export async function serve(name: string): Promise<void> {
  const server = await SERVERS[name]?.();
  process.send?.(server?.port);
  process.on("disconnect", () => process.exit());
  process.on("message", (question) => {
    const { user, system } = process.cpuUsage();
    process.send?.(question === "memory" ? process.memoryUsage().rss : user + system);
  });
}
