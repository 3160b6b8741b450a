/**
 * The SMTP server against bare smtp-server with an `onData` that drains: messages per second of the server's processor time, as ratios.
 * `node test/bench/smtp.ts [seconds per case]`. Each server runs in a process of its own; processor time, not the clock, so that
 * other work on the machine does not count.
 *
 * The queue here only counts: what is measured is the session, not the disk.
 */
import { fork } from "node:child_process";
import { connect } from "node:net";
import { pino } from "pino";
import { SMTPServer } from "smtp-server";
import { configSchema } from "../../server/config.ts";
import { DecisionJournal } from "../../server/decision-journal.ts";
import type { IncomingMessage } from "../../server/queue/incoming.ts";
import { AddressBlocks } from "../../server/smtp/address-blocks.ts";
import { Admission } from "../../server/smtp/admission.ts";
import { createSmtpServer } from "../../server/smtp/create-smtp-server.ts";
import { type ScriptTexts, scriptSet, testOpener } from "../server/smtp/script-fixture.ts";

const SECONDS = Number(process.argv[2] ?? 2);
const ROUNDS = 3;
/** `node test/bench/smtp.ts 2 "no script"`: only servers of that name. With NODE_OPTIONS=--cpu-prof the children write profiles. */
const ONLY = process.argv[3];

const COMMAND_HOOKS: ScriptTexts = {
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
const LINE_HOOKS: ScriptTexts = { "smtpsvr.lua": "function MessageLine(line) return line end" };

const SMALL = message(500);
const LARGE = message(100_000);

function message(bytes: number): string {
  const line = `${"x".repeat(76)}\r\n`;
  return `Subject: bench\r\nFrom: <a@example.org>\r\nTo: <b@example.net>\r\n\r\n${line.repeat(Math.ceil(bytes / 78))}.\r\n`;
}

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
      expand: () => [],
      isAllowedClient: () => true,
      isLocalDomain: () => true,
      userOf: () => undefined,
      remember: async () => undefined,
      authenticate: async () => undefined,
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
  write(chunk: Uint8Array): void {
    this.#first ??= Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.sizeBytes += chunk.byteLength;
  }
  async drained(): Promise<void> {}
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

/** Sends messages over `connections` connections until the time is up; gives how many. */
async function load(port: number, connections: number, text: string): Promise<number> {
  let sent = 0;
  const until = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from(
      { length: connections },
      () =>
        new Promise<void>((resolve, reject) => {
          const socket = connect(port, "127.0.0.1");
          socket.setNoDelay(true);
          const steps = ["MAIL FROM:<a@example.org>\r\n", "RCPT TO:<b@example.net>\r\n", "DATA\r\n", text];
          let step = -2;
          socket.setEncoding("latin1");
          socket.on("data", (reply: string) => {
            if (socket.writableEnded) return;
            if (!/^[0-9]{3} .*\r\n$/m.test(reply)) return;
            step++;
            if (step === -1) return void socket.write("EHLO x\r\n");
            if (step === 4) {
              sent++;
              step = 0;
              if (performance.now() > until) return void socket.end("QUIT\r\n");
            }
            socket.write(steps[step] ?? "");
          });
          socket.on("close", () => resolve());
          socket.on("error", reject);
        }),
    ),
  );
  return sent;
}

const SERVERS: Readonly<Record<string, () => Promise<Running>>> = {
  "bare smtp-server": bare,
  "no script": () => ours({}),
  "every command hook": () => ours(COMMAND_HOOKS),
  "and ProcessMessage": () => ours(PROCESS_MESSAGE),
  MessageLine: () => ours(LINE_HOOKS),
};

/** In the child: starts the server, tells its port, and on each question the processor time used so far, in microseconds. */
async function serve(name: string): Promise<void> {
  const server = await SERVERS[name]?.();
  process.send?.(server?.port);
  process.on("disconnect", () => process.exit());
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
}

/** Messages per second of the server's processor time. */
async function measure(name: string, connections: number, text: string): Promise<number> {
  const child = fork(import.meta.filename, ["serve", name]);
  const heard = () => new Promise<number>((resolve) => child.once("message", (value) => resolve(Number(value))));
  const port = await heard();
  const used = async () => {
    const answer = heard();
    child.send("used");
    return answer;
  };
  await load(port, connections, text);
  const before = await used();
  const sent = await load(port, connections, text);
  const rate = (sent / ((await used()) - before)) * 1e6;
  child.disconnect();
  return rate;
}

const CASES: readonly [string, number, string][] = [
  ["1 × 500 B", 1, SMALL],
  ["10 × 500 B", 10, SMALL],
  ["100 × 500 B", 100, SMALL],
  ["1 × 100 KB", 1, LARGE],
  ["10 × 100 KB", 10, LARGE],
];

if (process.argv[2] === "serve") await serve(process.argv[3] ?? "");
else {
  const names = Object.keys(SERVERS).filter((name) => ONLY === undefined || name === ONLY);
  for (const [label, connections, text] of CASES) {
    const best = new Map<string, number>();
    // In turns, and the best of each, so that a busy moment of the machine does not fall on one of them.
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) best.set(name, Math.max(best.get(name) ?? 0, await measure(name, connections, text)));
    }
    const base = best.get("bare smtp-server") ?? 1;
    for (const [name, rate] of best) {
      process.stdout.write(
        `${label.padEnd(12)} ${name.padEnd(20)} ${rate.toFixed(0).padStart(7)}/s  ${(rate / base).toFixed(2)}\n`,
      );
    }
  }
}
