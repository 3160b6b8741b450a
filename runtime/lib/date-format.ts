/**
 * C's `strftime` in the C locale, with the GNU C library's additions (`%k %l %P %s`, the flags `_ - 0 ^ #` and widths), because `os.date` hands
 * its format to it.
 *
 * Governing text: C11 §7.27.3.5; POSIX.1-2017 `strftime`.
 */
import { type CalendarTime, dayNumber } from "./calendar.ts";

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** A conversion: a text, or a number with the width and the character it is padded with. */
type Piece = string | { readonly value: number; readonly width: number; readonly pad: "0" | " " };

type Conversion = (time: CalendarTime, seconds: number) => Piece;

function digits(value: number, width = 2, pad: "0" | " " = "0"): Piece {
  return { value, width, pad };
}

function twelve(hour: number): number {
  return hour % 12 === 0 ? 12 : hour % 12;
}

/** Number of the week that begins on `first` (0 Sunday, 1 Monday); days before the first such day are in week 0. */
function week({ yearday, weekday }: CalendarTime, first: number): number {
  return Math.floor((yearday + 7 - ((weekday - first + 7) % 7)) / 7);
}

/** The week of ISO 8601: it belongs to the year that has its Thursday. */
function isoWeek(time: CalendarTime): { readonly year: number; readonly week: number } {
  const weekday = (time.weekday + 6) % 7;
  const thursday = time.yearday - weekday + 3;
  const daysIn = (year: number): number => dayNumber(year + 1, 0, 1) - dayNumber(year, 0, 1);
  if (thursday < 0) return { year: time.year - 1, week: Math.floor((thursday + daysIn(time.year - 1)) / 7) + 1 };
  if (thursday >= daysIn(time.year)) return { year: time.year + 1, week: Math.floor((thursday - daysIn(time.year)) / 7) + 1 };
  return { year: time.year, week: Math.floor(thursday / 7) + 1 };
}

function offsetText(offsetSeconds: number): string {
  const minutes = Math.floor(Math.abs(offsetSeconds) / 60);
  const text = String(Math.floor(minutes / 60) * 100 + (minutes % 60)).padStart(4, "0");
  return (offsetSeconds < 0 ? "-" : "+") + text;
}

function modulo100(year: number): number {
  return ((year % 100) + 100) % 100;
}

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  a: ({ weekday }) => (DAYS[weekday] ?? "?").slice(0, 3),
  A: ({ weekday }) => DAYS[weekday] ?? "?",
  b: ({ month }) => (MONTHS[month] ?? "?").slice(0, 3),
  B: ({ month }) => MONTHS[month] ?? "?",
  c: (time, seconds) => formatDate("%a %b %e %H:%M:%S %Y", time, seconds),
  C: ({ year }) => digits(Math.floor(year / 100)),
  d: ({ day }) => digits(day),
  D: (time, seconds) => formatDate("%m/%d/%y", time, seconds),
  e: ({ day }) => digits(day, 2, " "),
  F: (time, seconds) => formatDate("%Y-%m-%d", time, seconds),
  g: (time) => digits(modulo100(isoWeek(time).year)),
  G: (time) => digits(isoWeek(time).year, 1),
  h: ({ month }) => (MONTHS[month] ?? "?").slice(0, 3),
  H: ({ hour }) => digits(hour),
  I: ({ hour }) => digits(twelve(hour)),
  j: ({ yearday }) => digits(yearday + 1, 3),
  k: ({ hour }) => digits(hour, 2, " "),
  l: ({ hour }) => digits(twelve(hour), 2, " "),
  m: ({ month }) => digits(month + 1),
  M: ({ minute }) => digits(minute),
  n: () => "\n",
  p: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  P: ({ hour }) => (hour < 12 ? "am" : "pm"),
  r: (time, seconds) => formatDate("%I:%M:%S %p", time, seconds),
  R: (time, seconds) => formatDate("%H:%M", time, seconds),
  s: (_, seconds) => digits(seconds, 1),
  S: ({ second }) => digits(second),
  t: () => "\t",
  T: (time, seconds) => formatDate("%H:%M:%S", time, seconds),
  u: ({ weekday }) => digits(weekday === 0 ? 7 : weekday, 1),
  U: (time) => digits(week(time, 0)),
  V: (time) => digits(isoWeek(time).week),
  w: ({ weekday }) => digits(weekday, 1),
  W: (time) => digits(week(time, 1)),
  x: (time, seconds) => formatDate("%m/%d/%y", time, seconds),
  X: (time, seconds) => formatDate("%H:%M:%S", time, seconds),
  y: ({ year }) => digits(modulo100(year)),
  Y: ({ year }) => digits(year, 1),
  z: ({ offsetSeconds }) => offsetText(offsetSeconds),
  Z: ({ zone }) => zone,
  "%": () => "%",
};

/** A conversion specification: flags, width, modifier, letter. */
const SPECIFICATION = /%([_\-0^#]*)([0-9]*)([EO]?)([\s\S]?)/g;

/** `%#Z` and `%#p` change to lower case, other letters to upper. */
const LOWERED = "Zp";

/** What `strftime` writes for `format`; an unknown conversion is left as it is. `seconds` since the epoch are for `%s`. */
export function formatDate(format: string, time: CalendarTime, seconds: number): string {
  return format.replace(SPECIFICATION, (text: string, flags: string, width: string, _modifier: string, letter: string) => {
    const conversion = Object.hasOwn(CONVERSIONS, letter) ? CONVERSIONS[letter] : undefined;
    if (conversion === undefined) return text;
    const piece = conversion(time, seconds);
    const written = typeof piece === "string" ? padText(piece, flags, width) : padNumber(piece, flags, width);
    if (flags.includes("#")) return LOWERED.includes(letter) ? written.toLowerCase() : written.toUpperCase();
    return flags.includes("^") ? written.toUpperCase() : written;
  });
}

function padNumber({ value, width, pad }: Exclude<Piece, string>, flags: string, wanted: string): string {
  const sign = value < 0 ? "-" : "";
  const text = String(Math.abs(value));
  if (flags.includes("-")) return sign + text;
  const filler = flags.includes("_") ? " " : flags.includes("0") ? "0" : pad;
  const length = Math.max(width, Math.min(Number(wanted), 1024));
  return filler === "0" ? sign + text.padStart(length - sign.length, "0") : (sign + text).padStart(length, " ");
}

function padText(text: string, flags: string, wanted: string): string {
  const length = Math.min(Number(wanted), 1024);
  return text.padStart(length, flags.includes("0") ? "0" : " ");
}

/** The same with conversions of one letter only: 5.1 hands them to C one by one, so flags and modifiers are left as they are. */
export function formatDate51(format: string, time: CalendarTime, seconds: number): string {
  return format.replace(/%([^EO\0])/g, (text: string, letter: string) => {
    if (/[1-9]/.test(letter)) return text.padStart(Number(letter), " ");
    return formatDate(text, time, seconds);
  });
}

/** 5.2 takes the conversions of C99 only, and says so. */
const STANDARD = /^%(?:[aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%]|E[cCxXyY]|O[deHImMSuUVwWy])/;

/** What follows from the first conversion that 5.2 refuses (`%Ez …`), undefined if there is none. */
export function refusedConversion(format: string): string | undefined {
  for (let at = format.indexOf("%"); at >= 0; at = format.indexOf("%", at)) {
    const rest = format.slice(at, at + 3);
    const taken = STANDARD.exec(rest)?.[0];
    if (taken === undefined) return format.slice(at);
    at += taken.length;
  }
  return undefined;
}
