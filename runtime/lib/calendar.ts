/**
 * Calendar arithmetic of `os.date` and `os.time`: instants as broken-down times and back, in the proleptic Gregorian calendar. JavaScript's Date is
 * not used: its years end at 275760, and its zone is the process's, not the host's.
 *
 * Governing text: C11 §7.27.1 (`struct tm`), §7.27.2.3 (`mktime` normalises).
 */
import { charge } from "../budget.ts";
import type { HostClock, Zone } from "../host.ts";

/** A broken-down time, with C's ranges but for the full year. */
export interface CalendarTime {
  readonly year: number;
  /** 0–11. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 Sunday – 6. */
  readonly weekday: number;
  /** 0–365. */
  readonly yearday: number;
  readonly daylightSaving: boolean;
  readonly offsetSeconds: number;
  readonly zone: string;
}

const DAY = 86400;
const DAYS_IN_400_YEARS = 146097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719468;

/** Days since 1970-01-01 of a date; `month` (0–11) may lie outside its range, and so may `day`. */
export function dayNumber(year: number, month: number, day: number): number {
  const fullYear = year + Math.floor(month / 12);
  const m = month - 12 * Math.floor(month / 12);
  // Years begin in March here, so that the leap day is the last.
  const shifted = m < 2 ? fullYear - 1 : fullYear;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((m + 10) % 12) + 2) / 5) + day - 1;
  return era * DAYS_IN_400_YEARS + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - EPOCH;
}

/** The year, month (0–11) and day of a day number. */
function dateOf(days: number): { readonly year: number; readonly month: number; readonly day: number } {
  const shifted = days + EPOCH;
  const era = Math.floor(shifted / DAYS_IN_400_YEARS);
  const dayOfEra = shifted - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = (m + 2) % 12;
  return { year: era * 400 + yearOfEra + (month < 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1 };
}

/** The year of an instant in UTC. */
export function yearOf(seconds: number): number {
  return dateOf(Math.floor(seconds / DAY)).year;
}

/** The broken-down form of `seconds` since the epoch, in the clock's zone or in UTC. */
export function calendarTime(seconds: number, utc: boolean, clock: HostClock): CalendarTime {
  const zone = utc ? { offsetSeconds: 0, daylightSaving: false, name: "GMT" } : clock.zone(seconds * 1000);
  const local = seconds + zone.offsetSeconds;
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  const { year, month, day } = dateOf(days);
  return {
    year,
    month,
    day,
    hour: Math.floor(rest / 3600),
    minute: Math.floor(rest / 60) % 60,
    second: rest % 60,
    weekday: (((days + 4) % 7) + 7) % 7,
    yearday: days - dayNumber(year, 0, 1),
    daylightSaving: zone.daylightSaving,
    offsetSeconds: zone.offsetSeconds,
    zone: zone.name,
  };
}

/** Fields of a local time; all may lie outside their ranges. */
export interface LocalFields extends Pick<CalendarTime, "year" | "month" | "day" | "hour" | "minute" | "second"> {
  /** undefined: as the zone has it then. */
  readonly daylightSaving: boolean | undefined;
}

/** Conversions before `mktime` gives up: clocks that go back and forth need three. */
const MOST_PROBES = 6;
/** The shortest time that a zone ever kept daylight saving time, and half of the longest, in seconds. */
const SHORTEST_SEASON = 601200;
const HALF_LONGEST_SEASON = 268227000;
const PROBE_FUEL = 2;

/**
 * C's `mktime` as the GNU C library does it: a guess is corrected by how far its local time is from the one that is meant. Of the instants that a clock shows
 * twice the nearer to the guess is found, and that begins with the offset of the call before; so an object of this class stands for a process of C.
 */
export class LocalTimes {
  #lastOffset = 0;

  /** Seconds since the epoch of a local time, or -1. */
  epochSeconds(fields: LocalFields, clock: HostClock): number {
    const { daylightSaving } = fields;
    // Seconds outside of a minute are added at the end, as there may be leap seconds.
    const second = Math.max(0, Math.min(59, fields.second));
    const days = dayNumber(fields.year, fields.month, fields.day);
    const local = days * DAY + fields.hour * 3600 + fields.minute * 60 + second;
    const found = this.#probe(local, daylightSaving, clock);
    if (found === undefined) return -1;
    this.#lastOffset = local - found;
    return found + fields.second - second;
  }

  #probe(local: number, daylightSaving: boolean | undefined, clock: HostClock): number | undefined {
    let instant = local - this.#lastOffset;
    let before = instant;
    let beforeThat = instant;
    let wasSummer = false;
    for (let probes = 1; ; probes++) {
      charge(PROBE_FUEL);
      const zone = clock.zone(instant * 1000);
      const error = local - (instant + zone.offsetSeconds);
      if (error === 0) return matching(instant, zone, local, daylightSaving, clock);
      // Between two instants that take turns lies an hour that the clock leaves out: the one in the other kind of time is taken.
      const summer = zone.daylightSaving;
      const wanted = daylightSaving === undefined ? !wasSummer || summer : daylightSaving !== summer;
      if (instant === beforeThat && instant !== before && wanted) return instant;
      if (probes === MOST_PROBES) return undefined;
      beforeThat = before;
      before = instant;
      instant += error;
      wasSummer = summer;
    }
  }
}

/** The instant, or the one in the other kind of time if the fields claim that: with the offset of the nearest season that has it, else one hour away. */
function matching(instant: number, zone: Zone, local: number, daylightSaving: boolean | undefined, clock: HostClock): number {
  if (daylightSaving === undefined || daylightSaving === zone.daylightSaving) return instant;
  for (let distance = SHORTEST_SEASON; distance < HALF_LONGEST_SEASON + SHORTEST_SEASON; distance += SHORTEST_SEASON) {
    charge(PROBE_FUEL);
    for (const at of [instant - distance, instant + distance]) {
      const other = clock.zone(at * 1000);
      if (other.daylightSaving === daylightSaving) return local - other.offsetSeconds;
    }
  }
  return instant + (daylightSaving ? -3600 : 3600);
}
