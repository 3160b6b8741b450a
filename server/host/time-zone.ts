/**
 * The local time zone as C programs have it on Linux: what `TZ` names, or `/etc/localtime`, read from the time zone database. Where that is missing
 * JavaScript's own zone stands in; its names, old dates and kinds of time are not always C's.
 *
 * Governing text: RFC 8536 (TZif); where that leaves it open, the GNU C library's tzfile.c.
 */
import { join } from "node:path";
import { countWhile } from "../../runtime/count-while.ts";
import type { Zone } from "../../runtime/host.ts";
import { existsSync, readFileSync } from "../file-system.ts";
import { type TimeZone, type ZoneRule, zoneOfRule, zoneRule } from "./zone-rule.ts";

const DATABASE = "/usr/share/zoneinfo";
const SYSTEM_ZONE = "/etc/localtime";
/** When rules without dates change, if the database has it. */
const USUAL_CHANGES = "posixrules";
const UTC: Zone = { offsetSeconds: 0, daylightSaving: false, name: "UTC" };

/** The zone that the environment names now. */
export function localTimeZone(): TimeZone {
  const given = process.env.TZ?.replace(/^:/, "");
  if (given === "") return () => UTC;
  const database = process.env.TZDIR ?? DATABASE;
  const path = given === undefined ? SYSTEM_ZONE : given.startsWith("/") ? given : join(database, given);
  const known = zoneOfFile(path);
  if (known !== undefined) return known;
  if (given === undefined || (!existsSync(database) && isEngineZone(given))) return engineZone;
  const rule = zoneRule(given);
  return (rule.changes === undefined ? zoneOfFile(join(database, USUAL_CHANGES), rule) : undefined) ?? zoneOfRule(rule);
}

/** Undefined where there is no such file, or it is damaged: what it says lies beyond its end. */
function zoneOfFile(path: string, rule?: ZoneRule): TimeZone | undefined {
  try {
    return readTimeZone(readFileSync(path), rule);
  } catch {
    return undefined;
  }
}

const HEADER_BYTES = 44;
const TYPE_BYTES = 6;
/** The older block, which comes first, has times of four bytes. */
const OLD_TIME_BYTES = 4;
const TIME_BYTES = 8;

interface ZoneChange {
  readonly seconds: number;
  readonly zone: Zone;
}

/** The zone that a file of the database describes; undefined if it is none of version 2 or later. `rule`: the file only says when its summer starts and ends. */
function readTimeZone(bytes: Buffer, rule: ZoneRule | undefined): TimeZone | undefined {
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
  const written = Array.from(
    { length: times },
    (_, index): ZoneChange => ({
      seconds: Number(bytes.readBigInt64BE(start + HEADER_BYTES + index * TIME_BYTES)),
      zone: zones[bytes.readUInt8(indicesAt + index)] ?? UTC,
    }),
  );
  const footerAt = endOfBlock(bytes, start, TIME_BYTES) + 1;
  const footer = bytes.toString("latin1", footerAt, bytes.indexOf("\n", footerAt));
  const later = footer === "" ? undefined : zoneOfRule(zoneRule(footer));
  const changes = rule === undefined ? written : changesOfRule(written, rule);
  const first = rule?.standard ?? zones.find(({ daylightSaving }) => !daylightSaving) ?? zones[0];
  return (seconds) => {
    const passed = countWhile(times, (i) => (changes[i]?.seconds ?? 0) <= seconds);
    if (passed === times && later !== undefined) return later(seconds);
    return (passed === 0 ? first : changes[passed - 1]?.zone) ?? UTC;
  };
}

/**
 * The changes of a file for the zones of a rule. As the GNU C library has it, summer ends when it does in the file, and starts as many hours later as the
 * rule's standard time is ahead of the file's.
 */
function changesOfRule(changes: readonly ZoneChange[], { standard, summer }: ZoneRule): ZoneChange[] {
  const itsStandard = changes.findLast(({ zone }) => !zone.daylightSaving)?.zone ?? UTC;
  const ahead = standard.offsetSeconds - itsStandard.offsetSeconds;
  return changes.map(({ seconds, zone }, index) => ({
    seconds: changes[index - 1]?.zone.daylightSaving === true ? seconds : seconds + ahead,
    zone: zone.daylightSaving ? summer : standard,
  }));
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

/** Dates beyond this are none in JavaScript; their zone is that of the last one. */
const LAST_DATE_MS = 8.64e15;

function isEngineZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

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
