/** Which configuration a command works with: the named file, the one in the working folder, or the demonstration. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Config, ConfigInput } from "../config.ts";
import { CONFIG_FILE_NAMES, checkConfig, readConfig } from "../read-config.ts";
import { PACKAGE_FOLDER } from "../version.ts";

export interface FoundConfig {
  readonly config: Config;
  /** The absolute path of the file, or "" for the demonstration. */
  readonly file: string;
}

/** Reads the configuration; `named` is the value of `--config`. Throws an OperatorError if the file is wrong. */
export async function findConfig(named: string | undefined): Promise<FoundConfig> {
  const file = named ?? CONFIG_FILE_NAMES.find((name) => existsSync(name));
  if (file !== undefined) return { config: await readConfig(file), file: resolve(file) };
  return { config: checkConfig(demonstration(), "the demonstration's configuration", process.cwd()), file: "" };
}

/**
 * What `moonpost serve` does without a configuration: the example scripts, and an outbox in place of a relay. Everything else has
 * its default.
 */
export function demonstration(): ConfigInput {
  return {
    scripts: { folder: join(PACKAGE_FOLDER, "examples", "scripts") },
    relays: [{ name: "outbox", host: "127.0.0.1", port: 2526, tls: "none" }],
    outbox: { enabled: true },
    directory: {
      users: [{ name: "ann" }, { name: "bob" }, { name: "carol" }, { name: "postmaster" }],
      aliases: { all: ["ann", "bob", "carol"], staff: ["ann", "bob"], support: ["ann"], sales: ["ann", "bob"] },
    },
  };
}
