/** The process's clock and time zone for scripts. */
import type { HostClock } from "../../runtime/host.ts";
import { localTimeZone, type TimeZone } from "./time-zone.ts";

/** Dates beyond this are none in JavaScript; their zone is that of the last one. */
const LAST_DATE_MS = 8.64e15;

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
      return zone(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, atMs)) / 1000);
    },
  };
}
