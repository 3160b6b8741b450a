/** The process's clock and time zone for scripts. */
import type { HostClock, Zone } from "../../runtime/host.ts";

/** Dates beyond this are none in JavaScript; their zone is that of the last one. */
const LAST_DATE_MS = 8.64e15;

/** Where people write English, by the number of those who may ask. */
const ENGLISH: readonly string[] = ["en-US", "en-GB", "en-AU", "en-IN", "en-ZA", "en-NZ"];
/** Names of zones are known from then on: winter and summer. */
const NAMED_FROM_MS: readonly number[] = [0, Date.UTC(1970, 6, 1)];

export function hostClock(): HostClock {
  let names: readonly Intl.DateTimeFormat[] | undefined;
  // Each knows the short names of its own part of the world; V8 takes milliseconds to make them.
  const namesOfZones = (): readonly Intl.DateTimeFormat[] =>
    (names ??= ENGLISH.map((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: "short" })));
  return {
    nowMs: () => Date.now(),
    cpuSeconds: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    zone: (atMs) => new LocalZone(new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, atMs))), namesOfZones),
  };
}

/** The zone at a date; the name, which costs most, is made only for `%Z`. */
class LocalZone implements Zone {
  readonly offsetSeconds: number;
  readonly daylightSaving: boolean;
  readonly #date: Date;
  readonly #names: () => readonly Intl.DateTimeFormat[];

  constructor(date: Date, names: () => readonly Intl.DateTimeFormat[]) {
    const minutes = -date.getTimezoneOffset();
    this.#date = date;
    this.#names = names;
    this.offsetSeconds = exactOffset(date, minutes);
    this.daylightSaving = minutes > standardMinutes(date.getFullYear());
  }

  get name(): string {
    const date = namedDate(this.#date);
    for (const names of this.#names()) {
      const name = names.formatToParts(date).find(({ type }) => type === "timeZoneName")?.value;
      // Zones without a short name of their own get `GMT+1`; C has `+01` there.
      if (name !== undefined && !/^GMT[+-]/.test(name)) return name;
    }
    return numericName(-this.#date.getTimezoneOffset());
  }
}

/** A date whose zone has a name and the same offset, for one before there were names. */
function namedDate(date: Date): Date {
  if (date.getTime() >= 0) return date;
  const named = NAMED_FROM_MS.map((ms) => new Date(ms)).find((other) => other.getTimezoneOffset() === date.getTimezoneOffset());
  return named ?? date;
}

/** The offset in seconds: JavaScript tells whole minutes (cut toward zero); local mean time, before there were zones, has seconds, too. */
function exactOffset(date: Date, minutes: number): number {
  const seconds = (date.getSeconds() - date.getUTCSeconds() + 60) % 60;
  if (seconds === 0) return minutes * 60;
  return minutes < 0 ? minutes * 60 - 60 + seconds : minutes * 60 + seconds;
}

/** Minutes of standard time in a year: the smaller of January's and July's. */
function standardMinutes(year: number): number {
  return Math.min(-new Date(year, 0, 1).getTimezoneOffset(), -new Date(year, 6, 1).getTimezoneOffset());
}

function numericName(offsetMinutes: number): string {
  const minutes = Math.abs(offsetMinutes);
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  const rest = minutes % 60 === 0 ? "" : String(minutes % 60).padStart(2, "0");
  return (offsetMinutes < 0 ? "-" : "+") + hours + rest;
}
