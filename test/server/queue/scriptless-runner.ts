import type { Config } from "../../../server/config.ts";
import type { Logger } from "../../../server/log.ts";
import { type CreateRunnerOptions, createRunner } from "../../../server/queue/create-runner.ts";
import type { Runner } from "../../../server/queue/runner.ts";

/** The runner that a whole configuration describes, without `relayout.lua`; not started. */
export function scriptlessRunner(
  options: Pick<CreateRunnerOptions, "queue" | "mailboxes"> & { readonly config: Config; readonly log: Logger },
): Runner {
  const { config } = options;
  return createRunner({
    ...options,
    relays: config.relays,
    config: config.queue,
    hostName: "moonpost.example",
    openScript: () => undefined,
    reports: { failed: () => undefined, unusable: () => undefined },
  });
}
