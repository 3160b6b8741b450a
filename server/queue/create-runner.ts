/** Makes the runner that the configuration describes. */
import type { Config, RelayConfig } from "../config.ts";
import { Relay } from "../delivery/relay.ts";
import type { Transport } from "../delivery/transport.ts";
import type { HookReports } from "../hooks/script-hooks.ts";
import type { Logger } from "../log.ts";
import { OperatorError } from "../operator-error.ts";
import type { OpenRelayScript } from "./check-file.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Queue } from "./queue.ts";
import type { QueueWork } from "./queue-work.ts";
import { RelayLane } from "./relay-lane.ts";
import { Runner } from "./runner.ts";

/** Takes mail for the addresses that it says it takes. */
export interface LocalTransport extends Transport {
  takes(address: string): boolean;
}

export interface CreateRunnerOptions {
  readonly queue: Queue & QueueWork;
  /** Where mail for local addresses goes; without it, to the relays like all other mail. */
  readonly mailboxes?: LocalTransport;
  readonly relays: readonly RelayConfig[];
  readonly config: Pick<Config["queue"], "retryScheduleSeconds" | "maxAgeSeconds" | "skipRetrySeconds">;
  /** The name for EHLO where a relay has none of its own. */
  readonly hostName: string;
  readonly openScript: OpenRelayScript;
  readonly reports: HookReports;
  readonly log: Logger;
  readonly clock?: Clock;
  /** From 0 up to, not including, 1; for the jitter. */
  readonly random?: () => number;
}

/** The share of a wait that is random. */
const JITTER = 0.2;
/** Messages that are written to mailboxes at a time: each waits for the disk. */
const MAX_MAILBOX_WRITES = 8;

/** Throws an `OperatorError` if a relay's password names an environment variable that is not set. */
export function createRunner(options: CreateRunnerOptions): Runner {
  const { queue, mailboxes, relays, config, hostName, openScript, reports, log } = options;
  return new Runner({
    queue,
    lanes: [
      ...(mailboxes === undefined ? [] : [mailboxLane(mailboxes)]),
      ...relays.map((relay, id) => relayLane(relay, id, hostName, (address) => mailboxes?.takes(address) !== true)),
    ],
    policy: {
      scheduleMs: config.retryScheduleSeconds.map((seconds) => seconds * 1000),
      maxAgeMs: config.maxAgeSeconds * 1000,
      jitter: JITTER,
      random: options.random ?? Math.random,
    },
    skipRetryMs: config.skipRetrySeconds * 1000,
    openScript,
    reports,
    log,
    clock: options.clock ?? systemClock,
  });
}

function mailboxLane(mailboxes: LocalTransport): RelayLane {
  return new RelayLane({
    senderId: undefined,
    name: "mailboxes",
    transport: mailboxes,
    takes: (address) => mailboxes.takes(address),
    maxSends: MAX_MAILBOX_WRITES,
  });
}

function relayLane(config: RelayConfig, id: number, hostName: string, isRemote: (address: string) => boolean): RelayLane {
  const relay = new Relay({
    host: config.host,
    port: config.port,
    tls: config.tls,
    verifyCertificate: config.verifyCertificate,
    username: config.username,
    password: passwordOf(config, id),
    heloName: config.heloName || hostName,
    timeoutMs: config.timeoutMs,
  });
  const domains = new Set(config.domains.map((domain) => domain.toLowerCase()));
  return new RelayLane({
    senderId: id,
    name: config.name,
    transport: relay,
    takes: (address) =>
      (domains.size === 0 || domains.has(address.slice(address.lastIndexOf("@") + 1).toLowerCase())) && isRemote(address),
    maxSends: config.maxConnections,
    setMaxTransactions: (count) => {
      relay.maxTransactions = count;
    },
  });
}

function passwordOf(relay: RelayConfig, id: number): string {
  if (!relay.password.startsWith("env:")) return relay.password;
  const name = relay.password.slice("env:".length);
  const value = process.env[name];
  if (value === undefined) {
    throw new OperatorError(
      `relays[${id}].password: expected the environment variable ${name}, found none: set it, or change the configuration`,
    );
  }
  return value;
}
