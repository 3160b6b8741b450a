/**
 * The local time zone as C programs have it on Linux: what `TZ` names, or `/etc/localtime`, read from the time zone database. Where that is missing
 * JavaScript's own zone stands in; its names, old dates and kinds of time are not always C's.
 *
 * Governing text: RFC 8536 (TZif), POSIX.1-2017 §8.3 (`TZ`); where these leave it open, the GNU C library's tzfile.c and tzset.c.
 */
import { join } from "node:path";
import { countWhile } from "../../runtime/count-while.ts";
import type { Zone } from "../../runtime/host.ts";
import { dayNumber, yearOf } from "../../runtime/lib/calendar.ts";
import { readFileSync } from "../file-system.ts";

/** The zone at an instant, in seconds since the epoch. */
export type TimeZone = (seconds: number) => Zone;

const DATABASE = "/usr/share/zoneinfo";
const SYSTEM_ZONE = "/etc/localtime";
const UTC: Zone = { offsetSeconds: 0, daylightSaving: false, name: "UTC" };

/** The zone that the environment names now. */
export function localTimeZone(): TimeZone {
  const given = process.env.TZ?.replace(/^:/, "");
  if (given === "") return () => UTC;
  const path = given === undefined ? SYSTEM_ZONE : given.startsWith("/") ? given : join(process.env.TZDIR ?? DATABASE, given);
  return zoneOfFile(path) ?? (given === undefined ? undefined : ruledTimeZone(given)) ?? engineZone;
}

/** Undefined where there is no such file, or it is damaged: what it says lies beyond its end. */
function zoneOfFile(path: string): TimeZone | undefined {
  try {
    return readTimeZone(readFileSync(path));
  } catch {
    return undefined;
  }
}

const HEADER_BYTES = 44;
const TYPE_BYTES = 6;
/** The older block, which comes first, has times of four bytes. */
const OLD_TIME_BYTES = 4;
const TIME_BYTES = 8;

/** The zone that a file of the database describes; undefined if it is none of version 2 or later. */
function readTimeZone(bytes: Buffer): TimeZone | undefined {
  if (bytes.toString("latin1", 0, 4) !== "TZif" || bytes[4] === 0) return undefined;
  const start = endOfBlock(bytes, 0, OLD_TIME_BYTES);
  const { times, types, letters } = countsAt(bytes, start);
  const indicesAt = start + HEADER_BYTES + times * TIME_BYTES;
  const typesAt = indicesAt + times;
  const lettersAt = typesAt + types * TYPE_BYTES;
  const zones = Array.from({ length: types }, (_, type): Zone => {
    const at = typesAt + type * TYPE_BYTES;
    const nameAt = lettersAt + bytes.readUInt8(at + 5);
    const name = bytes.toString("latin1", nameAt, Math.min(bytes.indexOf(0, nameAt), lettersAt + letters));
    return { offsetSeconds: bytes.readInt32BE(at), daylightSaving: bytes.readUInt8(at + 4) !== 0, name };
  });
  const changes = Array.from({ length: times }, (_, index) =>
    Number(bytes.readBigInt64BE(start + HEADER_BYTES + index * TIME_BYTES)),
  );
  const footerAt = endOfBlock(bytes, start, TIME_BYTES) + 1;
  const later = ruledTimeZone(bytes.toString("latin1", footerAt, bytes.indexOf("\n", footerAt)));
  const first = zones.find(({ daylightSaving }) => !daylightSaving) ?? zones[0];
  return (seconds) => {
    const passed = countWhile(changes.length, (i) => (changes[i] ?? 0) <= seconds);
    const known = passed === 0 ? first : zones[bytes[indicesAt + passed - 1] ?? 0];
    return (passed === times ? later?.(seconds) : undefined) ?? known ?? UTC;
  };
}

function countsAt(bytes: Buffer, block: number) {
  const [universal = 0, standard = 0, leaps = 0, times = 0, types = 0, letters = 0] = [20, 24, 28, 32, 36, 40].map((at) =>
    bytes.readUInt32BE(block + at),
  );
  return { universal, standard, leaps, times, types, letters };
}

function endOfBlock(bytes: Buffer, block: number, timeBytes: number): number {
  const { universal, standard, leaps, times, types, letters } = countsAt(bytes, block);
  return (
    block + HEADER_BYTES + times * (timeBytes + 1) + types * TYPE_BYTES + letters + leaps * (timeBytes + 4) + standard + universal
  );
}

/** A day of each year: the `week`th `weekday` (0 Sunday) of a month, week 5 being the last; or a day counted from 0, with or without leap days. */
type YearlyDay =
  | { readonly kind: "M"; readonly month: number; readonly week: number; readonly weekday: number }
  | { readonly kind: "J" | "n"; readonly day: number };

interface Change {
  readonly day: YearlyDay;
  /** Seconds from the day's midnight; may be negative, or more than a day. */
  readonly time: number;
}

const NAME = "(<[A-Za-z0-9+-]+>|[A-Za-z]{3,})";
const TIME = "([+-]?\\d{1,3}(?::\\d{1,2}(?::\\d{1,2})?)?)";
const DAY = "(M(?:0?[1-9]|1[0-2])\\.[1-5]\\.[0-6]|J?\\d{1,3})";
const RULES = new RegExp(`^${NAME}${TIME}(?:${NAME}${TIME}?(?:,${DAY}(?:/${TIME})?,${DAY}(?:/${TIME})?)?)?$`);

const HOUR = 3600;
const DAY_SECONDS = 24 * HOUR;
const CHANGE_TIME = "2";
/** The United States' rules, where the text has none. */
const USUAL_START = "M3.2.0";
const USUAL_END = "M11.1.0";

/** The zone of a POSIX rule, `CET-1CEST,M3.5.0,M10.5.0/3`; undefined if it is none. */
function ruledTimeZone(text: string): TimeZone | undefined {
  const match = RULES.exec(text);
  if (match === null) return undefined;
  const [
    ,
    name = "",
    west = "",
    summerName,
    summerWest,
    from = USUAL_START,
    fromTime = CHANGE_TIME,
    to = USUAL_END,
    toTime = CHANGE_TIME,
  ] = match;
  const standard: Zone = { offsetSeconds: 0 - secondsOf(west), daylightSaving: false, name: bare(name) };
  if (summerName === undefined) return () => standard;
  const offsetSeconds = summerWest === undefined ? standard.offsetSeconds + HOUR : 0 - secondsOf(summerWest);
  const summer: Zone = { offsetSeconds, daylightSaving: true, name: bare(summerName) };
  const start: Change = { day: yearlyDay(from), time: secondsOf(fromTime) };
  const end: Change = { day: yearlyDay(to), time: secondsOf(toTime) };
  return (seconds) => {
    const year = yearOf(seconds);
    const starts = secondsOfChange(start, year) - standard.offsetSeconds;
    const ends = secondsOfChange(end, year) - summer.offsetSeconds;
    // In the south summer spans the turn of the year.
    const isSummer = starts > ends ? seconds < ends || seconds >= starts : seconds >= starts && seconds < ends;
    return isSummer ? summer : standard;
  };
}

function bare(name: string): string {
  return name.replace(/[<>]/g, "");
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const sum = hours * HOUR + minutes * 60 + seconds;
  return text.startsWith("-") ? -sum : sum;
}

function yearlyDay(text: string): YearlyDay {
  const [first = 0, week = 0, weekday = 0] = text.replace(/^[MJ]/, "").split(".").map(Number);
  if (text.startsWith("M")) return { kind: "M", month: first - 1, week, weekday };
  return text.startsWith("J") ? { kind: "J", day: first - 1 } : { kind: "n", day: first };
}

/** When a change comes in a year, as if the clock showed UTC. In the GNU C library earlier years have their changes in 1970. */
function secondsOfChange({ day, time }: Change, year: number): number {
  const moved = dayNumber(Math.max(year, 1970), 0, 1) - dayNumber(year, 0, 1);
  return (dayOf(day, year) + moved) * DAY_SECONDS + time;
}

const MARCH = 2;

function dayOf(rule: YearlyDay, year: number): number {
  if (rule.kind === "M") {
    const first = dayNumber(year, rule.month, 1);
    const after = dayNumber(year, rule.month + 1, 1);
    const weekdayOfFirst = (((first + 4) % 7) + 7) % 7;
    const day = first + ((rule.weekday - weekdayOfFirst + 7) % 7) + (rule.week - 1) * 7;
    return day < after ? day : day - 7;
  }
  const leapDay = dayNumber(year, MARCH, 1) - dayNumber(year, 0, 1) - 59;
  return dayNumber(year, 0, 1) + rule.day + (rule.kind === "J" && rule.day >= 59 ? leapDay : 0);
}

/** Dates beyond this are none in JavaScript; their zone is that of the last one. */
const LAST_DATE_MS = 8.64e15;

/** JavaScript's zone: in whole minutes, with daylight saving time where the clock is ahead of what it is in January or July. */
function engineZone(seconds: number): Zone {
  const date = new Date(Math.max(-LAST_DATE_MS, Math.min(LAST_DATE_MS, seconds * 1000)));
  const minutes = 0 - date.getTimezoneOffset();
  const year = date.getFullYear();
  const standard = Math.min(-new Date(year, 0, 1).getTimezoneOffset(), -new Date(year, 6, 1).getTimezoneOffset());
  return {
    offsetSeconds: minutes * 60,
    daylightSaving: minutes > standard,
    get name() {
      const parts = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" }).formatToParts(date);
      return parts.find(({ type }) => type === "timeZoneName")?.value ?? "UTC";
    },
  };
}
