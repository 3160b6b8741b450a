/**
 * Hosts for script instances: what the configuration allows (`scripts.allow`) over Node's own modules.
 *
 * The parts are made once and shared by all instances; an instance adds only its script store and its message, so its host costs one object.
 */

import {
  type CompileOutcome,
  type CompileRequest,
  type CurrentMessage,
  type Denied,
  type Host,
  type HostEnvironment,
  type HostFiles,
  type HostProcess,
  type HostSettings,
  type HostUsers,
  refuse,
  type ScriptStore,
} from "../../runtime/host.ts";
import { hostClock } from "./clock.ts";
import { hostFiles } from "./files.ts";
import { LentFiles } from "./lent-files.ts";
import { hostMemory } from "./memory.ts";
import { networkDns, networkHttp, networkWhois } from "./network.ts";
import { hostPrograms } from "./programs.ts";

/** `scripts.allow` of the configuration. */
export interface Allowed {
  readonly files: "none" | "read" | "write";
  /** Absolute. */
  readonly filesFolder: string;
  readonly dns: boolean;
  readonly http: boolean;
  readonly whois: boolean;
  readonly settings: "none" | "read" | "write";
  /** Absolute paths. */
  readonly programs: readonly string[];
  readonly environment: readonly string[];
}

export interface HostOptions {
  readonly allow: Allowed;
  /** Takes what `print` puts out, as bytes. */
  print(bytes: string): void;
  compile(request: CompileRequest): CompileOutcome;
  readonly settings: HostSettings;
  readonly users: HostUsers;
}

/** What differs between instances. */
export interface InstanceHost {
  readonly scripts: ScriptStore;
  /** The message at hand, undefined outside ProcessMessage. */
  message(): CurrentMessage | undefined;
}

const DNS_TIMEOUT_MS = 3000;
const NETWORK_TIMEOUT_MS = 20_000;
const MAX_BODY_BYTES = 8 << 20;
const MAX_WHOIS_BYTES = 1 << 20;

/** Files that one instance may have open at once. Programs have 1 024 on many systems. */
const MOST_FILES = 100;

/** The longest sleep one timer of JavaScript can do. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Makes the hosts of a server's script instances. */
export function hostFactory(options: HostOptions): (instance: InstanceHost) => Host {
  const { allow } = options;
  const denied = (key: keyof Allowed, value: string): Denied => ({ denied: `the setting "scripts.allow.${key}": ${value}` });
  const shared = {
    print: (bytes: string) => options.print(bytes),
    clock: hostClock(),
    memory: hostMemory(true),
    compile: (request: CompileRequest) => options.compile(request),
    hmac,
    sleep,
    after,
    environment: allow.environment.length === 0 ? denied("environment", '["NAME"]') : environmentOf(allow.environment),
    programs: allow.programs.length === 0 ? denied("programs", '["/path/of/program"]') : hostPrograms(allow.programs),
    dns: allow.dns ? networkDns({ timeoutMs: DNS_TIMEOUT_MS, tries: 2 }) : denied("dns", "true"),
    http: allow.http ? networkHttp({ timeoutMs: NETWORK_TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES }) : denied("http", "true"),
    whois: allow.whois ? networkWhois({ timeoutMs: NETWORK_TIMEOUT_MS, maxBytes: MAX_WHOIS_BYTES }) : denied("whois", "true"),
    settings: allow.settings === "none" ? denied("settings", '"read" or "write"') : settingsOf(options, allow.settings),
    users: allow.settings === "write" ? options.users : usersReadOnly(options.users, allow.settings),
    process: NO_PROCESS,
  };
  const lent = new LentFiles();
  const filesDenied = allow.files === "none" ? denied("files", '"read" or "write"') : undefined;
  return (instance) => {
    let files: HostFiles | undefined;
    return {
      ...shared,
      scripts: instance.scripts,
      get message() {
        return instance.message();
      },
      get files() {
        if (filesDenied !== undefined) return filesDenied;
        files ??= serverFiles(allow, lent);
        return files;
      },
    };
  };
}

const NO_PROCESS: HostProcess | Denied = { denied: "`moonpost run`, not a server's script" };

/** For one instance: one that keeps opening files must not take what the process needs for connections and messages. */
function serverFiles(allow: Allowed, lent: LentFiles): HostFiles {
  const writeDenied = allow.files === "write" ? undefined : 'the setting "scripts.allow.files": "write"';
  return hostFiles({ folder: allow.filesFolder, writeDenied, lent, most: MOST_FILES });
}

/** Settles after `ms`, never before others have had their turn; longer than one timer can do, it takes several. */
export async function sleep(ms: number): Promise<void> {
  if (!(ms > 0)) await new Promise<void>((resolve) => setImmediate(resolve));
  for (let left = ms; left > 0; left -= MAX_TIMER_MS) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, Math.min(left, MAX_TIMER_MS));
    });
  }
}

/** Calls `act` after `ms`, unless what it gives is called before; what lies farther off than a timer reaches never comes. */
export function after(ms: number, act: () => void): () => void {
  if (ms > MAX_TIMER_MS) return () => undefined;
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}

/** The code as bytes. */
export function hmac(algorithm: "sha1" | "sha256", text: string, key: string): string {
  const { createHmac } = process.getBuiltinModule("node:crypto");
  return createHmac(algorithm, Buffer.from(key, "latin1")).update(text, "latin1").digest().toString("latin1");
}

/** The environment variables of a list. */
function environmentOf(names: readonly string[]): HostEnvironment {
  return {
    get(name) {
      if (!names.includes(name)) return undefined;
      const value = process.env[name];
      return value === undefined ? undefined : Buffer.from(value, "utf8").toString("latin1");
    },
  };
}

function settingsOf({ settings }: HostOptions, mode: "read" | "write"): HostSettings {
  if (mode === "write") return settings;
  return {
    get: (name) => settings.get(name),
    set: () => refuse("VPOP3.SetSetting", 'the setting "scripts.allow.settings": "write"'),
  };
}

function usersReadOnly(users: HostUsers, mode: "none" | "read"): HostUsers {
  return {
    list: () => users.list(),
    expandAddress: (address, inMailIndex) => users.expandAddress(address, inMailIndex),
    getSetting: (user, name) =>
      mode === "none"
        ? refuse("VPOP3.GetUserSetting", 'the setting "scripts.allow.settings": "read" or "write"')
        : users.getSetting(user, name),
    setSetting: () => refuse("VPOP3.SetUserSetting", 'the setting "scripts.allow.settings": "write"'),
  };
}
