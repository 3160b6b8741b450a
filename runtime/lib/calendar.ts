/**
 * Calendar arithmetic of `os.date` and `os.time`: instants as broken-down times and back, in the proleptic Gregorian calendar. JavaScript's Date is
 * not used: its years end at 275760, and its zone is the process's, not the host's.
 *
 * Governing text: C11 §7.27.1 (`struct tm`), §7.27.2.3 (`mktime` normalises).
 */
import type { HostClock } from "../host.ts";

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
export interface LocalFields {
  readonly year: number;
  /** 0-based. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** undefined: as the zone has it then. */
  readonly daylightSaving: boolean | undefined;
}

/** Seconds since the epoch of a local time (C's `mktime`). */
export function epochSeconds(fields: LocalFields, clock: HostClock): number {
  const days = dayNumber(fields.year, fields.month, fields.day);
  const local = days * DAY + fields.hour * 3600 + fields.minute * 60 + fields.second;
  const guess = local - clock.zone(local * 1000).offsetSeconds;
  const zone = clock.zone(guess * 1000);
  const instant = local - zone.offsetSeconds;
  const there = clock.zone(instant * 1000);
  if (fields.daylightSaving === undefined || fields.daylightSaving === there.daylightSaving) return instant;
  // The fields claim the other kind of time: its offset is that of the nearest instant that has it; one hour more or less in a
  // zone that never has it, as the GNU C library takes it.
  const offset = otherOffset(instant, fields.daylightSaving, clock);
  return local - (offset ?? there.offsetSeconds + (fields.daylightSaving ? 3600 : -3600));
}

/** The offset of the nearest instant that has (or has not) daylight saving time, looked for month by month within a year. */
function otherOffset(seconds: number, daylightSaving: boolean, clock: HostClock): number | undefined {
  for (let month = 1; month <= 12; month++) {
    for (const at of [seconds - month * 30 * DAY, seconds + month * 30 * DAY]) {
      const zone = clock.zone(at * 1000);
      if (zone.daylightSaving === daylightSaving) return zone.offsetSeconds;
    }
  }
  return undefined;
}
