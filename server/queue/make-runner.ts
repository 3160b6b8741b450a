/** Makes the runner that a configuration describes: a lane for each relay, the retry schedule, relayout.lua in front. */
import type { Config, RelayConfig } from "../config.ts";
import { Relay } from "../delivery/relay.ts";
import { hookReports } from "../hooks/hook-reports.ts";
import type { Log } from "../log.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import type { ScriptOpener } from "../scripts/open-script.ts";
import type { ScriptSource } from "../scripts/script-source.ts";
import type { OpenRelayScript } from "./check-file.ts";
import { systemClock } from "./clock.ts";
import type { Queue } from "./queue.ts";
import type { QueueWork } from "./queue-work.ts";
import { RelayLane } from "./relay-lane.ts";
import { Runner } from "./runner.ts";

export interface RunnerParts {
  readonly config: Pick<Config, "relays" | "queue" | "hostName">;
  readonly queue: Queue & QueueWork;
  readonly scripts: ScriptSource;
  readonly opener: ScriptOpener;
  readonly log: Log;
}

/** Waits are longer by up to this share of themselves, so that messages that failed together do not come back together. */
const JITTER = 0.1;

/** The runner, not started yet. Throws an OperatorError if a relay's password is to come from a variable that is not set. */
export function makeRunner({ config, queue, scripts, opener, log }: RunnerParts): Runner {
  const room = log.log.child({ room: "queue" });
  return new Runner({
    queue,
    lanes: config.relays.map((relay, id) => laneOf(relay, id, config.hostName)),
    policy: {
      scheduleMs: config.queue.retryScheduleSeconds.map((seconds) => seconds * 1000),
      maxAgeMs: config.queue.maxAgeSeconds * 1000,
      jitter: JITTER,
      random: Math.random,
    },
    skipRetryMs: config.queue.skipRetrySeconds * 1000,
    openScript: relayScriptOpener(scripts, opener, log),
    reports: hookReports(room, log.luaErrors),
    log: room,
    clock: systemClock,
  });
}

function laneOf(relay: RelayConfig, id: number, hostName: string): RelayLane {
  const { host, port, tls, verifyCertificate, username, timeoutMs } = relay;
  const heloName = relay.heloName || hostName;
  const address = { host, port, tls, verifyCertificate, username, password: passwordOf(relay, id), heloName, timeoutMs };
  return new RelayLane(id, relay.name, new Relay(address), relay.domains, relay.maxConnections);
}

function passwordOf({ password }: RelayConfig, id: number): string {
  const variable = /^env:(.+)$/.exec(password)?.[1];
  if (variable === undefined) return password;
  const value = process.env[variable];
  if (value !== undefined) return value;
  throw new OperatorError(
    `relays[${id}].password: expected the password in the environment variable ${variable}, found nothing; set the variable`,
    EXIT.usage,
  );
}

/** Each pass over the queue runs the relayout.lua that is current when it begins. */
function relayScriptOpener(scripts: ScriptSource, opener: ScriptOpener, { log, luaErrors }: Log): OpenRelayScript {
  const reports = hookReports(log.child({ room: "queue" }), luaErrors);
  return async (globals) => {
    const set = scripts.current();
    const script = set.find("relayout.lua");
    if (!script) return undefined;
    const { instance, failure } = await opener.open(set, script, globals, () => undefined);
    if (failure) reports.failed("top level", failure);
    return instance;
  };
}
