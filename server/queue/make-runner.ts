/** The runner of a running server: the configuration's relays, the mailboxes of local users, relayout.lua in front. */
import type { Config } from "../config.ts";
import { Mailboxes } from "../delivery/mailboxes.ts";
import type { Directory } from "../directory/directory.ts";
import { hookReports } from "../hooks/hook-reports.ts";
import type { Log } from "../log.ts";
import type { ScriptOpener } from "../scripts/open-script.ts";
import type { ScriptSource } from "../scripts/script-source.ts";
import type { OpenRelayScript } from "./check-file.ts";
import { createRunner } from "./create-runner.ts";
import type { Queue } from "./queue.ts";
import type { QueueWork } from "./queue-work.ts";
import type { Runner } from "./runner.ts";

export interface RunnerParts {
  readonly config: Pick<Config, "relays" | "queue" | "hostName">;
  readonly queue: Queue & QueueWork;
  readonly directory: Directory;
  readonly scripts: ScriptSource;
  readonly opener: ScriptOpener;
  readonly log: Log;
}

/** The runner, not started yet. Throws an OperatorError if a relay's password is to come from a variable that is not set. */
export function makeRunner({ config, queue, directory, scripts, opener, log }: RunnerParts): Runner {
  const room = log.log.child({ room: "queue" });
  return createRunner({
    queue,
    mailboxes: {
      transport: new Mailboxes(config.queue.mailboxFolder, directory, room),
      takes: (address) => directory.destination(address).kind !== "remote",
    },
    relays: config.relays,
    config: config.queue,
    hostName: config.hostName,
    openScript: relayScriptOpener(scripts, opener, log),
    reports: hookReports(room, log.luaErrors),
    log: room,
  });
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
