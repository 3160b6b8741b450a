/** The process's clock and time zone for scripts. */
import type { HostClock } from "../../runtime/host.ts";
import { localTimeZone } from "./time-zone.ts";
import type { TimeZone } from "./zone-rule.ts";

/** Wall clock, processor time of the whole process, and the zone of the system (`TZ`), read when first asked for. */
export function hostClock(): HostClock {
  let zone: TimeZone | undefined;
  return {
    nowMs: () => Date.now(),
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    zone: (atMs) => {
      zone ??= localTimeZone();
      return zone(atMs / 1000);
    },
  };
}
