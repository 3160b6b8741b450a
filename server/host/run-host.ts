/**
 * The host of `moonpost run`: the script has what the person who started it has — the whole file system, the environment, the network, and, with a
 * `--lua` dialect, the process itself.
 */
import type { CompileOutcome, CompileRequest, Denied, Host, HostEnvironment, ScriptStore } from "../../runtime/host.ts";
import { readFileSync } from "../file-system.ts";
import { hostClock } from "./clock.ts";
import { after, hmac, sleep } from "./create-host.ts";
import { hostFiles } from "./files.ts";
import { interruptible } from "./interruption.ts";
import { LentFiles } from "./lent-files.ts";
import { hostMemory } from "./memory.ts";
import { networkDns, networkHttp, networkWhois } from "./network.ts";
import { hostProcess, type RunProcess } from "./process.ts";
import { regardless, systemFailure } from "./system-error.ts";

export interface RunHostOptions {
  compile(request: CompileRequest): CompileOutcome;
  /** Settings and users of a server's data, where the command has them. */
  readonly settings?: Host["settings"];
  readonly users?: Host["users"];
  /** See `HostEnvironment`. */
  readonly hasNoSearchPaths?: boolean;
}

export interface RunHost {
  readonly host: Host;
  /** Writes bytes to standard error before it returns: Node's own stream may still hold some of them when the process ends. */
  tell(bytes: string): void;
  /** Puts out what is still buffered. */
  flush(): void;
  /** What `step` gives, unless Ctrl-C ends the process while it runs; what is buffered is put out then. See `interruptible`. */
  interruptible<T>(step: () => T): T;
  /** The same, and closes what the script has open, as the end of C's program does; to be called before the process ends. */
  close(): void;
}

const DNS_TIMEOUT_MS = 3000;
const NETWORK_TIMEOUT_MS = 60_000;
const MAX_BODY_BYTES = 1 << 28;

/** One for a process: it owns the standard streams. The caller closes it. */
export function runHost(options: RunHostOptions): RunHost {
  const lent = new LentFiles();
  const streams: RunProcess = hostProcess(lent);
  const memory = hostMemory();
  const closeAbandoned = (): void => {
    lent.closeAbandoned();
    lent.flush(); // the engine's stack may still hold a file that Lua's no longer has
  };
  const noServer: Denied = { denied: "a server (`moonpost serve`)" };
  const host: Host = {
    print: (bytes) => regardless(() => streams.stdout.write(bytes)),
    clock: hostClock(),
    memory: {
      ...memory,
      collect: (lazily = false) => {
        memory.collect(lazily && lent.none);
        closeAbandoned();
      },
      takeUnreachable: (objects) => {
        const gone = memory.takeUnreachable(objects);
        closeAbandoned();
        return gone;
      },
    },
    scripts: fileStore(),
    compile: (request) => options.compile(request),
    hmac,
    sleep,
    after,
    files: hostFiles({ folder: undefined, writeDenied: undefined, buffered: true, lent }),
    environment: wholeEnvironment(options.hasNoSearchPaths ?? false),
    programs: { denied: 'a server with the setting "scripts.allow.programs"' },
    dns: networkDns({ timeoutMs: DNS_TIMEOUT_MS, tries: 2 }),
    http: networkHttp({ timeoutMs: NETWORK_TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES }),
    whois: networkWhois({ timeoutMs: NETWORK_TIMEOUT_MS, maxBytes: MAX_BODY_BYTES }),
    settings: options.settings ?? noServer,
    users: options.users ?? noServer,
    process: streams,
    message: undefined,
  };
  const flush = (): void => {
    streams.flush();
    lent.flush();
  };
  const close = (): void => {
    lent.close();
    regardless(streams.flush);
  };
  return {
    host,
    tell: (bytes) => regardless(() => streams.stderr.write(bytes)),
    flush,
    interruptible: (step) => interruptible(step, flush),
    close,
  };
}

/** C's ENOENT. */
const NO_SUCH_FILE = 2;
/** C's EISDIR. */
const IS_A_FOLDER = 21;

/** Scripts are files, by their paths. */
function fileStore(): ScriptStore {
  return {
    find(name) {
      try {
        return { name, text: readFileSync(Buffer.from(name, "latin1"), "latin1") };
      } catch (error) {
        const failure = systemFailure(error);
        return failure.errno === NO_SUCH_FILE ? undefined : { failure, opened: failure.errno === IS_A_FOLDER };
      }
    },
  };
}

function wholeEnvironment(hasNoSearchPaths: boolean): HostEnvironment {
  return {
    hasNoSearchPaths,
    get(name) {
      const value = process.env[Buffer.from(name, "latin1").toString("utf8")];
      return value === undefined ? undefined : Buffer.from(value, "utf8").toString("latin1");
    },
  };
}
