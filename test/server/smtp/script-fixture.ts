/** Scripts for tests: Lua texts compiled by the real compiler, run by the real runtime over a host that keeps what they print. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compileForLoad, evaluate } from "../../../compiler/index.ts";
import type { Denied, Host } from "../../../runtime/host.ts";
import { doorFor } from "../../../runtime/index.ts";
import type { ScriptModule } from "../../../runtime/instance.ts";
import { type ScriptOpener, scriptOpener } from "../../../server/scripts/open-script.ts";
import type { LoadedScript, ScriptSet } from "../../../server/scripts/script-source.ts";

/** Scripts by file name: `{ "SMTPSVR.LUA": "function Start() … end" }`. */
export type ScriptTexts = Readonly<Record<string, string>>;

export const NO_SCRIPTS: ScriptSet = scriptSet({});

/** The `.lua` files of a folder; none if there is no such folder. */
export function readScripts(folder: string): ScriptTexts {
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder).filter((name) => name.toLowerCase().endsWith(".lua"));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "latin1")]));
}

export function scriptSet(texts: ScriptTexts): ScriptSet {
  const scripts = Object.entries(texts).map(([file, lua]): LoadedScript => {
    const name = file.toLowerCase();
    return {
      name,
      kind: name.replace(/(?:_[0-9]+)?\.lua$/, ""),
      lua,
      file,
      hooks: [],
      version: "test",
      module: moduleOf(name, lua),
    };
  });
  return {
    version: "test",
    since: new Date(0),
    scripts,
    find: (name) => scripts.find((script) => script.name === name.toLowerCase() || script.name === `${name.toLowerCase()}.lua`),
  };
}

function moduleOf(name: string, lua: string): ScriptModule {
  const { javascript, info } = compileForLoad(lua, { shownName: name, chunkName: `@${name}`, dialect: "vpop3", isFile: true });
  const url = `test:${name}:${modules++}`;
  return { name, chunk: evaluate(javascript, url).factory(doorFor(url, info, { dialect: "vpop3", javascript })) };
}

let modules = 0;

/** `printed` collects what `print` gives out. */
export function testOpener(
  printed: string[],
  limits: Partial<{ fuel: number; memoryBytes: number; deadlineMs: number }> = {},
): ScriptOpener {
  const denied: Denied = { denied: "tests" };
  const host: Host = {
    print: (bytes) => void printed.push(bytes),
    clock: {
      nowMs: () => Date.now(),
      cpuSeconds: () => process.cpuUsage().user / 1e6,
      zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
    },
    memory: {
      shared: true,
      ceilingBytes: Number.POSITIVE_INFINITY,
      usedBytes: () => process.memoryUsage().heapUsed,
      leftBytes: () => 0,
      collect: () => undefined,
      takeUnreachable: () => [],
    },
    scripts: { find: () => undefined },
    compile: () => ({ kind: "refused", message: "no load in this test" }),
    hmac: () => {
      throw new Error("no hashes in these tests");
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    files: denied,
    environment: denied,
    programs: denied,
    dns: denied,
    http: denied,
    whois: denied,
    settings: denied,
    users: denied,
    process: denied,
    message: undefined,
  };
  return scriptOpener({
    dialect: "vpop3",
    limits: { fuel: 50_000_000, memoryBytes: 64 << 20, deadlineMs: 5000, ...limits },
    hostFor: (_set, message) => ({
      ...host,
      get message() {
        return message();
      },
    }),
  });
}
