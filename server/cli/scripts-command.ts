/** `moonpost scripts reload` and `rollback`: which version of the scripts the running server uses. */
import { controlClient } from "../admin/control-client.ts";
import { EXIT } from "../operator-error.ts";
import type { ReloadOutcome } from "../scripts/script-versions.ts";
import { findConfig } from "./find-config.ts";

interface ScriptsOptions {
  readonly config?: string;
}

/** Gives the exit status: `failed` if the scripts have errors; then the old ones stay. */
export async function reloadCommand(options: ScriptsOptions): Promise<number> {
  return report(await (await client(options)).reload());
}

/** To the version before the current one if none is named. Gives the exit status, as `reloadCommand`. */
export async function rollbackCommand(version: string | undefined, options: ScriptsOptions): Promise<number> {
  return report(await (await client(options)).rollback(version));
}

async function client(options: ScriptsOptions) {
  return controlClient((await findConfig(options.config)).config.admin.socket);
}

function report(outcome: ReloadOutcome): number {
  if (outcome.kind === "failed") {
    for (const problem of outcome.problems) process.stderr.write(`moonpost: ${problem}\n`);
    return EXIT.failed;
  }
  process.stdout.write(
    outcome.kind === "loaded" ? `new sessions run version ${outcome.version}\n` : `version ${outcome.version} already runs\n`,
  );
  return EXIT.ok;
}
