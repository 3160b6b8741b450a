/** Runs Lua text with the host of a server: real files in a temporary folder, real sockets. */

import { compileForLoad, evaluate } from "../../../compiler/index.ts";
import type { Dialect } from "../../../runtime/dialect.ts";
import type { CurrentMessage, HostSettings, HostUsers, ScriptStore } from "../../../runtime/host.ts";
import { doorFor } from "../../../runtime/index.ts";
import { createInstance } from "../../../runtime/instance.ts";
import { createTemplate } from "../../../runtime/lib/globals-template.ts";
import { type Allowed, hostFactory } from "../../../server/host/create-host.ts";
import { compileAtRunTime } from "../../../server/scripts/compile-at-run-time.ts";

export interface RunWithHost {
  readonly folder: string;
  readonly allow?: Partial<Allowed>;
  readonly message?: CurrentMessage;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly settings?: HostSettings;
  readonly users?: HostUsers;
  /** `vpop3` where it is left out. */
  readonly dialect?: Dialect;
}

const EVERYTHING: Omit<Allowed, "filesFolder"> = {
  files: "write",
  dns: true,
  http: true,
  whois: true,
  settings: "write",
  programs: [],
  environment: [],
};

const LIMITS = { fuel: 50_000_000, memoryBytes: 1e9, deadlineMs: 10_000 };

/** What the script printed, and the message of the error that ended it, if one did. */
export async function runWithHost(source: string, options: RunWithHost): Promise<string> {
  let printed = "";
  const makeHost = hostFactory({
    allow: { ...EVERYTHING, filesFolder: options.folder, ...options.allow },
    print: (bytes) => {
      printed += bytes;
    },
    compile: compileAtRunTime(),
    settings: options.settings ?? { get: () => undefined, set: () => false },
    users: options.users ?? { list: () => [], getSetting: () => undefined, setSetting: () => false, expandAddress: () => [] },
  });
  const host = makeHost({ scripts: storeOf(options.scripts ?? {}), message: () => options.message });
  const { dialect = "vpop3" } = options;
  const { javascript, info } = compileForLoad(source, { shownName: "case", chunkName: "=case", dialect });
  const url = `host-case:${dialect}:${Buffer.from(source, "latin1").toString("base64")}`;
  const chunk = evaluate(javascript, url).factory(doorFor(url, info, { dialect }));
  const globals = createTemplate(dialect);
  const instance = createInstance({ name: "case", chunk }, { host, dialect, limits: LIMITS, globals });
  const outcome = await instance.run([]);
  return printed + (outcome.kind === "failed" ? outcome.failure.message : "");
}

function storeOf(scripts: Readonly<Record<string, string>>): ScriptStore {
  return {
    find(name) {
      const key = Object.keys(scripts).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
      return key === undefined ? undefined : { name: key, text: scripts[key] ?? "" };
    },
  };
}
