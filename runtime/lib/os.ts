/**
 * The os library. `vpop3` has no `execute`, `exit` and `setlocale` (VPOP3.md §1.2); what it has beyond Lua's is in `runtime/vpop3/`.
 *
 * Times are those of the host's clock and zone.
 *
 * Governing text: Lua 5.0 manual §5.7, Lua 5.1 manual §5.8, Lua 5.2 manual §6.9.
 */
import { charge, chargeMemory } from "../budget.ts";
import { cString } from "../c-string.ts";
import type { Dialect } from "../dialect.ts";
import { argumentError, quoted, raise } from "../error.ts";
import { granted, HostFailure } from "../host.ts";
import { index } from "../indexing.ts";
import { rt } from "../machine.ts";
import { stringToNumber } from "../number.ts";
import { truthy } from "../operators.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";
import { checkNumber, checkString, checkTable, optionalInteger, optionalNumber, optionalString, toInteger } from "./arguments.ts";
import { type CalendarTime, calendarTime } from "./calendar.ts";
import { formatDate, formatDate51, refusedConversion } from "./date-format.ts";
import { filesUsable } from "./file-access.ts";
import { attempted } from "./file-result.ts";
import { EVERY, type Library, STANDARD, tableOf } from "./library.ts";
import { libraryState } from "./library-state.ts";
import { setlocale } from "./locale.ts";
import { endResult } from "./program-end.ts";
import { usable } from "./safety.ts";

/** Units of fuel for asking the system what the process has used. */
const CLOCK_FUEL = 10;

function clock(): Result {
  charge(CLOCK_FUEL);
  return rt.realm.host.clock.cpuSeconds();
}

/** C's `struct tm` counts years from 1900 in an int. */
const MIN_YEAR = 1900 - 2 ** 31;
const MAX_YEAR = 1899 + 2 ** 31;
/** Units of fuel for a byte of a date format, which may be half a conversion. */
const CONVERSION_FUEL = 100;

/** 5.0's buffer. */
const MAX_DATE_50 = 255;

function date(format?: Value, at?: Value): Result {
  const { dialect, host } = rt.realm;
  const wanted = optionalString(format, 1, "date", "%c");
  const now = Math.floor(host.clock.nowMs() / 1000);
  let seconds = at === undefined ? now : toInteger(checkNumber(at, 2, "date"));
  if (dialect === "5.0" && seconds === -1) seconds = now;
  const utc = wanted.startsWith("!");
  const text = cString(utc ? wanted.slice(1) : wanted);
  if (Math.abs(seconds) > 1e17) return undefined;
  const time = calendarTime(seconds, utc, host.clock);
  if (time.year < MIN_YEAR || time.year > MAX_YEAR) return undefined;
  charge(text.length * CONVERSION_FUEL);
  if (text === "*t") return fieldsOf(time);
  const written = dateText(text, time, seconds, dialect);
  chargeMemory(written.length);
  return written;
}

function dateText(format: string, time: CalendarTime, seconds: number, dialect: Dialect): string {
  switch (dialect) {
    case "5.0": {
      const text = formatDate(format, time, seconds);
      return text === "" || text.length > MAX_DATE_50 ? raise(`${quoted("date")} format too long`) : text;
    }
    case "5.1":
      return formatDate51(format, time, seconds);
    case "5.2": {
      const refused = refusedConversion(format);
      if (refused !== undefined) return argumentError(1, "date", `invalid conversion specifier '${refused}'`);
      return formatDate(format, time, seconds);
    }
    case "vpop3":
      return formatDate(format, time, seconds);
  }
}

function fieldsOf(time: CalendarTime): LuaTable {
  const table = new LuaTable();
  table.set("sec", time.second);
  table.set("min", time.minute);
  table.set("hour", time.hour);
  table.set("day", time.day);
  table.set("month", time.month + 1);
  table.set("year", time.year);
  table.set("wday", time.weekday + 1);
  table.set("yday", time.yearday + 1);
  table.set("isdst", time.daylightSaving);
  return table;
}

/** Fuel for finding the moment of a local time. */
const TIME_FUEL = 20;

function time(table?: Value): Result {
  const { clock: hostClock } = rt.realm.host;
  if (table === undefined) return Math.floor(hostClock.nowMs() / 1000);
  const given = checkTable(table, 1, "time", arguments.length);
  charge(TIME_FUEL);
  const second = dateField(given, "sec", 0);
  const minute = dateField(given, "min", 0);
  const hour = dateField(given, "hour", 12);
  const day = dateField(given, "day");
  // C counts months from 0 and years from 1900, in ints that wrap.
  const month = (dateField(given, "month") - 1) | 0;
  const year = ((dateField(given, "year") - 1900) | 0) + 1900;
  const daylight = index(given, "isdst");
  const seconds = libraryState().localTimes.epochSeconds(
    { year, month, day, hour, minute, second, daylightSaving: daylight === undefined ? undefined : truthy(daylight) },
    hostClock,
  );
  const { year: normalised } = calendarTime(seconds, true, hostClock);
  // C's mktime says −1 for "cannot be told", and Lua nil for −1.
  return seconds === -1 || normalised < MIN_YEAR || normalised > MAX_YEAR ? undefined : seconds;
}

/** A field of a date table as C's int. */
function dateField(table: LuaTable, key: string, fallback?: number): number {
  const value = index(table, key);
  const number = typeof value === "string" ? stringToNumber(value, rt.realm.dialect) : value;
  if (typeof number === "number") return toInteger(number) | 0;
  return fallback ?? raise(`field ${quoted(key)} missing in date table`);
}

function difftime(later?: Value, earlier?: Value): Result {
  // The second first, as GCC evaluates the arguments of a C function.
  const from = toInteger(optionalNumber(earlier, 2, "difftime", 0));
  return toInteger(checkNumber(later, 1, "difftime", arguments.length)) - from;
}

function getenv(name?: Value): Result {
  const variable = cString(checkString(name, 1, "getenv", arguments.length));
  return usable(rt.realm.host.environment, "os.getenv").get(variable);
}

function remove(path?: Value): Result {
  const name = cString(checkString(path, 1, "remove", arguments.length));
  const files = filesUsable("os.remove", name);
  return attempted(() => {
    files.remove(name);
    return true;
  }, name);
}

function rename(from?: Value, to?: Value): Result {
  const count = arguments.length;
  const source = cString(checkString(from, 1, "rename", count));
  const target = cString(checkString(to, 2, "rename", count));
  const files = filesUsable("os.rename", `${source}/${target}`);
  return attempted(
    () => {
      files.rename(source, target);
      return true;
    },
    rt.realm.dialect === "5.2" ? undefined : source,
  );
}

function tmpname(): Result {
  const files = filesUsable("os.tmpname", "");
  try {
    return files.temporaryName();
  } catch (error) {
    if (error instanceof HostFailure) return raise("unable to generate a unique filename");
    throw error;
  }
}

function execute(command?: Value): Result {
  const old = rt.realm.dialect !== "5.2";
  const line = optionalString(command, 1, "execute", undefined);
  const { process } = rt.realm.host;
  if (line === undefined) return old ? 1 : true;
  const end = granted(process, "os.execute").execute(line);
  if (!old) return endResult(end);
  return end.kind === "exit" ? end.code * 256 : end.code;
}

function exit(code?: Value): Result {
  const { dialect, host } = rt.realm;
  const process = granted(host.process, "os.exit");
  if (dialect === "5.2" && typeof code === "boolean") return process.exit(code ? 0 : 1);
  return process.exit(optionalInteger(code, 1, "exit", 0) | 0);
}

const OS: Library = [
  ["clock", EVERY, clock],
  ["date", EVERY, date],
  ["difftime", EVERY, difftime],
  ["execute", STANDARD, execute],
  ["exit", STANDARD, exit],
  ["getenv", EVERY, getenv],
  ["remove", EVERY, remove],
  ["rename", EVERY, rename],
  ["setlocale", STANDARD, setlocale],
  ["time", EVERY, time],
  ["tmpname", EVERY, tmpname],
];

/** The table `os` of a dialect, fresh. */
export function createOsLibrary(dialect: Dialect): LuaTable {
  return tableOf(OS, dialect);
}
