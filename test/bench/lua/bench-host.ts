/** The host of bench and conformance programs: prints to a collector, has clocks, grants nothing else. */
import { getHeapStatistics } from "node:v8";
import type { Denied, Host } from "../../../runtime/host.ts";
import { compileAtRunTime } from "../../../server/scripts/compile-at-run-time.ts";

const DENIED: Denied = { denied: "nothing" };

export function benchHost(print: (bytes: string) => void = () => {}): Host {
  return {
    print,
    clock: {
      nowMs: () => Date.now(),
      cpuSeconds: () => process.cpuUsage().user / 1e6,
      zone: () => ({ offsetSeconds: 0, daylightSaving: false, name: "UTC" }),
    },
    memory: {
      shared: false,
      ceilingBytes: Number.POSITIVE_INFINITY,
      usedBytes: () => getHeapStatistics().used_heap_size,
      leftBytes: () => 0,
      collect: () => globalThis.gc?.(),
      takeUnreachable: () => [],
    },
    scripts: { find: () => undefined },
    compile: compileAtRunTime(),
    hmac: () => {
      throw new Error("benched programs hash nothing");
    },
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    files: DENIED,
    environment: DENIED,
    programs: DENIED,
    dns: DENIED,
    http: DENIED,
    whois: DENIED,
    settings: DENIED,
    users: DENIED,
    process: DENIED,
    message: undefined,
  };
}
