/**
 * Puts the rooms of the server together and runs them. Started in an order in which each finds what it needs: control socket (which
 * keeps a second server away), queue, directory, scripts, outbox, sending, SMTP services; stopped in the reverse one, so that no new
 * mail comes first, then what is under way ends, the store closes last.
 */
import { readFile } from "node:fs/promises";
import type { ServiceStatus, StatusReport } from "./admin/control-api.ts";
import { openControlServer } from "./admin/control-server.ts";
import { queueControls } from "./admin/queue-controls.ts";
import type { Config, ServiceConfig } from "./config.ts";
import { configDoubts } from "./config-doubts.ts";
import { DecisionJournal } from "./decision-journal.ts";
import { Mailboxes } from "./delivery/mailboxes.ts";
import { Directory } from "./directory/directory.ts";
import { smtpDirectory } from "./directory/smtp-directory.ts";
import { hookReports } from "./hooks/hook-reports.ts";
import type { HookReports } from "./hooks/script-hooks.ts";
import type { Log } from "./log.ts";
import { EXIT, OperatorError, systemErrorCode } from "./operator-error.ts";
import { openOutbox } from "./outbox.ts";
import type { OpenRelayScript } from "./queue/check-file.ts";
import { createRunner } from "./queue/create-runner.ts";
import { openQueue } from "./queue/open-queue.ts";
import type { StoredQueue } from "./queue/stored-queue.ts";
import type { LiveScripts } from "./scripts/live-scripts.ts";
import type { ScriptOpener } from "./scripts/open-script.ts";
import { serverScripts } from "./scripts/server-scripts.ts";
import { AddressBlocks } from "./smtp/address-blocks.ts";
import { Admission } from "./smtp/admission.ts";
import { batvParts } from "./smtp/batv-parts.ts";
import { createSmtpServer, type RunningSmtpServer } from "./smtp/create-smtp-server.ts";
import type { SmtpParts } from "./smtp/smtp-parts.ts";
import { VERSION } from "./version.ts";

export interface RunningServer {
  readonly scripts: LiveScripts;
  readonly queue: StoredQueue;
  status(): Promise<StatusReport>;
  /** Ends everything; open sessions and sends may go on for `graceMs`. When it settles, every message that got 250 is on the disk. */
  stop(graceMs: number): Promise<void>;
}

/** How to end a part of the server. */
type Stop = (graceMs: number) => Promise<void> | void;

/**
 * Starts the server. `configFile` is only named in the status. Throws an OperatorError if something is in the way (a port in use, scripts
 * that do not work); then nothing runs.
 */
export async function startServer(config: Config, configFile: string, log: Log): Promise<RunningServer> {
  const stops: Stop[] = [];
  const stop = async (graceMs: number) => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart(graceMs);
  };
  try {
    return { ...(await startParts(config, configFile, log, stops)), stop };
  } catch (error) {
    await stop(0);
    throw error;
  }
}

async function startParts(config: Config, configFile: string, log: Log, stops: Stop[]): Promise<Omit<RunningServer, "stop">> {
  const control = config.admin.enabled ? await openControlServer(config.admin.socket) : undefined;
  if (control) stops.push(() => control.close());

  const { queue, store } = await openQueue({ config: config.queue, log: log.log.child({ room: "queue" }) });
  stops.push(() => queue.close());
  const directory = new Directory(config.directory, store);
  stops.push(() => directory.close());

  const { scripts, opener } = await serverScripts(config, directory, log);
  stops.push(() => scripts.close());
  for (const doubt of configDoubts(config, directory, scripts.current()))
    log.log.warn({ room: "config", file: configFile }, doubt);
  const decisions = new DecisionJournal();

  if (config.outbox.enabled) {
    const outbox = await openOutbox(config.outbox);
    stops.push(() => outbox.close());
  }
  const queueLog = log.log.child({ room: "queue" });
  const relayReports = hookReports(queueLog, log.luaErrors, (failure) =>
    decisions.record({ ...SENDING, atMs: Date.now(), ...failure }),
  );
  const runner = createRunner({
    queue,
    mailboxes: new Mailboxes(config.queue.mailboxFolder, directory, queueLog),
    relays: config.relays,
    config: config.queue,
    hostName: config.hostName,
    openScript: relayScriptOpener(scripts, opener, relayReports),
    reports: relayReports,
    log: queueLog,
  });
  stops.push((graceMs) => runner.stop(graceMs));
  stops.push(recordSkips(queue, decisions));

  const shared = {
    hostName: config.hostName,
    limits: config.limits,
    rules: config.rules,
    scriptSettings: config.scripts,
    queue,
    directory: smtpDirectory(directory),
    scripts,
    opener,
    decisions,
    log: log.log.child({ room: "smtp" }),
    luaErrors: log.luaErrors,
    batv: batvParts(config.batv),
    admission: new Admission(config.limits.maxConnections, config.limits.maxConnectionsPerAddress),
    blocks: new AddressBlocks(config.limits.blockSeconds * 1000),
  };
  const services: Service[] = [];
  for (const service of config.services) {
    const started = await startService(service, shared);
    services.push(started);
    stops.push((graceMs) => started.server.close(graceMs));
  }
  runner.start();

  const startedAt = new Date().toISOString();
  const status = async (): Promise<StatusReport> => ({
    version: VERSION,
    pid: process.pid,
    startedAt,
    configFile,
    dataFolder: config.dataFolder,
    services: services.map(serviceStatus),
    scripts: scripts.status(),
    queue: await queue.stats(),
    outgoing: outgoingText(config),
    resting: runner.resting,
  });
  control?.serve({
    status,
    ...queueControls(queue),
    reload: () => scripts.reload(),
    rollback: (version) => scripts.rollback(version),
    decisions: () => decisions.recent(),
    addresses: (user, start) => (directory.userName(user) === undefined ? undefined : directory.rememberedAddresses(user, start)),
  });
  return { scripts, queue, status };
}

interface Service {
  readonly config: ServiceConfig;
  readonly server: RunningSmtpServer;
  readonly port: number;
}

async function startService(config: ServiceConfig, shared: Omit<SmtpParts, "service" | "tls">): Promise<Service> {
  const server = createSmtpServer({ ...shared, service: config, tls: await tlsTexts(config) });
  const { port } = await server.listen();
  return { config, server, port };
}

function serviceStatus({ config, server, port }: Service): ServiceStatus {
  const host = config.host.includes(":") ? `[${config.host}]` : config.host;
  return { id: config.id, name: config.name, address: `${host}:${port}`, sessions: server.openSessions };
}

async function tlsTexts({ name, tls }: ServiceConfig): Promise<SmtpParts["tls"]> {
  if (tls.mode === "none") return undefined;
  const read = async (key: "certificate" | "key") => {
    if (tls[key] === "") throw new OperatorError(`service ${name}: TLS needs the PEM file "tls.${key}"`, EXIT.usage);
    return readFile(tls[key], "utf8").catch((error: unknown) => {
      throw new OperatorError(`service ${name}: can't read "tls.${key}" ${tls[key]}: ${systemErrorCode(error)}`, EXIT.usage);
    });
  };
  return { certificate: await read("certificate"), key: await read("key") };
}

/** Where accepted mail goes, in words, one line a relay. */
function outgoingText({ relays, outbox, directory, queue }: Config): string[] {
  const local = `mail for ${directory.localDomains.join(", ")} to the mailboxes of its users, in ${queue.mailboxFolder}`;
  if (relays.length === 0) return [local, 'other mail nowhere yet: it waits in the queue until "relays" names a server'];
  const away = relays.map(({ name, host, port, domains }) => {
    const which = domains.length === 0 ? "all other mail" : `mail for ${domains.join(", ")}`;
    const isOutbox = outbox.enabled && host === outbox.host && port === outbox.port;
    return `${which} to relay "${name}", ${host}:${port}${isOutbox ? `: our own outbox, which writes it to ${outbox.folder}` : ""}`;
  });
  return [local, ...away];
}

/** Each pass over the queue runs the relayout.lua that is current when it begins. */
function relayScriptOpener(scripts: LiveScripts, opener: ScriptOpener, reports: HookReports): OpenRelayScript {
  return async (globals) => {
    const set = scripts.current();
    const script = set.find("relayout.lua");
    if (!script) return undefined;
    const { instance, failure } = await opener.open(set, script, globals, () => undefined);
    if (failure) reports.failed("top level", failure);
    return instance;
  };
}

/** What decisions about sending have in common. */
const SENDING = { session: "", stage: "send", reversePath: "", recipient: "", message: "" } as const;

/** A message that CheckFile skipped is worth telling to who asks. */
function recordSkips(queue: StoredQueue, decisions: DecisionJournal): Stop {
  return queue.subscribe((event) => {
    if (event.kind !== "skipped") return;
    const effect = `not sent now${event.reason ? `: ${event.reason}` : ""}`;
    decisions.record({ ...SENDING, atMs: Date.now(), hook: "CheckFile", script: "relayout.lua", effect, message: event.id });
  });
}
