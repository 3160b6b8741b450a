/**
 * The zone that a rule in `TZ`, or at the end of a file of the time zone database, describes: `CET-1CEST,M3.5.0,M10.5.0/3`. Any text is one; of what is
 * wrong in it the GNU C library takes what comes before, a name without an offset being one of UTC's.
 *
 * Governing text: POSIX.1-2017 §8.3 (`TZ`); where that leaves it open, the GNU C library's tzset.c.
 */
import type { Zone } from "../../runtime/host.ts";
import { dayNumber, yearOf } from "../../runtime/lib/calendar.ts";

/** The zone at an instant, in seconds since the epoch. */
export type TimeZone = (seconds: number) => Zone;

/** A day of each year: the `week`th `weekday` (0 Sunday) of a month, week 5 being the last; or a day counted from 0, with or without leap days. */
type YearlyDay =
  | { readonly kind: "M"; readonly month: number; readonly week: number; readonly weekday: number }
  | { readonly kind: "J" | "n"; readonly day: number };

interface Change {
  readonly day: YearlyDay;
  /** Seconds from the day's midnight; may be negative, or more than a day. */
  readonly time: number;
}

/** What a rule says. */
export interface ZoneRule {
  readonly standard: Zone;
  readonly summer: Zone;
  /** When summer starts and ends; undefined where the rule leaves that open. */
  readonly changes: readonly [start: Change, end: Change] | undefined;
}

const NAME = /^(?:<([A-Za-z0-9+-]{3,})>|([A-Za-z]{3,}))/;
const OFFSET = /^([+-]?)(?:(\d+)(?::(\d+)(?::(\d+))?)?)?/;
const DAY = /^,?(?:M(0*(?:[1-9]|1[0-2]))\.0*([1-5])\.0*([0-6])|J0*([1-9]\d?\d?)|(\d+))(?=$|[/,])/;
const TIME = /^\/(?!$)(-?)(?:(\d+)(?::(\d+)(?::(\d+))?)?)?/;

const HOUR = 3600;
const DAY_SECONDS = 24 * HOUR;
const CHANGE_TIME = 2 * HOUR;
const LAST_DAY = 365;
const NEW_YEAR: Change = { day: { kind: "n", day: 0 }, time: 0 };
const NEVER = [NEW_YEAR, NEW_YEAR] as const;
/** The United States' rules, where the text has none. */
const USUAL_CHANGES = [
  { day: { kind: "M", month: 2, week: 2, weekday: 0 }, time: CHANGE_TIME },
  { day: { kind: "M", month: 10, week: 1, weekday: 0 }, time: CHANGE_TIME },
] as const;

/** What the text says, and what the GNU C library takes where it says nothing. */
export function zoneRule(text: string): ZoneRule {
  let rest = text;
  const take = (pattern: RegExp): readonly (string | undefined)[] | undefined => {
    const match = pattern.exec(rest) ?? undefined;
    rest = rest.slice(match?.[0].length ?? 0);
    return match;
  };
  const takeZone = (
    daylightSaving: boolean,
    usualOffset: number,
  ): { readonly zone: Zone; readonly named: boolean; readonly placed: boolean } => {
    const name = take(NAME);
    const offset = name && take(OFFSET);
    const placed = offset?.[2] !== undefined;
    const offsetSeconds = placed ? secondsEast(offset) : name === undefined ? 0 : usualOffset;
    return { zone: { offsetSeconds, daylightSaving, name: name?.[1] ?? name?.[2] ?? "" }, named: name !== undefined, placed };
  };
  const takeChange = (usual: Change): Change | undefined => {
    if (rest === "" || rest === ",") return usual;
    const day = yearlyDay(take(DAY) ?? []);
    if (day === undefined) return undefined;
    if (!rest.startsWith("/")) return { day, time: CHANGE_TIME };
    const time = take(TIME);
    return time && { day, time: time[2] === undefined ? CHANGE_TIME : (time[1] === "-" ? -1 : 1) * secondsOf(time) };
  };
  const { zone: standard, placed } = takeZone(false, 0);
  const summerless = { standard, summer: { ...standard, daylightSaving: true }, changes: NEVER };
  if (!placed || rest === "") return summerless;
  const { zone: summer, named } = takeZone(true, standard.offsetSeconds + HOUR);
  if (named && (rest === "" || rest === ",")) return { standard, summer, changes: undefined };
  const start = takeChange(USUAL_CHANGES[0]);
  const end = start && takeChange(USUAL_CHANGES[1]);
  return { standard, summer, changes: [start ?? NEW_YEAR, end ?? NEW_YEAR] };
}

/** The zone of a rule. */
export function zoneOfRule({ standard, summer, changes: [start, end] = USUAL_CHANGES }: ZoneRule): TimeZone {
  return (seconds) => {
    const year = yearOf(seconds);
    const starts = secondsOfChange(start, year) - standard.offsetSeconds;
    const ends = secondsOfChange(end, year) - summer.offsetSeconds;
    // In the south summer spans the turn of the year.
    const isSummer = starts > ends ? seconds < ends || seconds >= starts : seconds >= starts && seconds < ends;
    return isSummer ? summer : standard;
  };
}

/** Of what stands for an offset: how far east of Greenwich it is. Offsets count westwards, and none is more than a day and an hour less a second. */
function secondsEast([, sign, hours = "0", minutes = "0", seconds = "0"]: readonly (string | undefined)[]): number {
  const west = Math.min(Number(hours), 24) * HOUR + Math.min(Number(minutes), 59) * 60 + Math.min(Number(seconds), 59);
  return sign === "-" ? west : 0 - west;
}

function secondsOf([, , hours = "0", minutes = "0", seconds = "0"]: readonly (string | undefined)[]): number {
  return Number(hours) * HOUR + Number(minutes) * 60 + Number(seconds);
}

function yearlyDay([, month, week, weekday, counted, day = counted]: readonly (string | undefined)[]): YearlyDay | undefined {
  if (month !== undefined) return { kind: "M", month: Number(month) - 1, week: Number(week), weekday: Number(weekday) };
  if (day === undefined || Number(day) > LAST_DAY) return undefined;
  return counted === undefined ? { kind: "n", day: Number(day) } : { kind: "J", day: Number(day) - 1 };
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
