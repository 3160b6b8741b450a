/**
 * The host's time zone. The yardstick is what programs of the GNU C library find with the time zone database, of which `zoneinfo/` holds some files
 * (release 2025b, public domain): a machine may have none, or another release.
 */
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dayNumber, LocalTimes } from "../../../runtime/lib/calendar.ts";
import { hostClock } from "../../../server/host/clock.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

const DATABASE = join(import.meta.dirname, "zoneinfo");

beforeEach(() => {
  vi.stubEnv("TZDIR", DATABASE);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const WINTER = Date.UTC(2001, 0, 15);
const SUMMER = Date.UTC(2001, 6, 15);
const BEFORE_1970 = -1000;
const LONG_AGO = Date.UTC(1800, 0, 1);
const FAR = Date.UTC(2500, 6, 1);
/** JavaScript's dates end before. */
const JANUARY_OF_YEAR_A_MILLION = dayNumber(1_000_000, 0, 15) * 86_400_000;

test.each([
  ["America/New_York", "EST", "EDT", "EST", "LMT", "EDT"],
  ["Europe/London", "GMT", "BST", "BST", "LMT", "BST"],
  ["Europe/Berlin", "CET", "CEST", "CET", "LMT", "CEST"],
  ["Asia/Kolkata", "IST", "IST", "IST", "LMT", "IST"],
  ["Australia/Sydney", "AEDT", "AEST", "AEST", "LMT", "AEST"],
  ["Africa/Johannesburg", "SAST", "SAST", "SAST", "LMT", "SAST"],
  ["America/Sao_Paulo", "-02", "-03", "-03", "LMT", "-03"],
  [":UTC", "UTC", "UTC", "UTC", "UTC", "UTC"],
  ["", "UTC", "UTC", "UTC", "UTC", "UTC"],
  ["EST5EDT,M3.2.0,M11.1.0", "EST", "EDT", "EST", "EST", "EDT"],
  ["AEST-10AEDT,M10.1.0,M4.1.0/3", "AEDT", "AEST", "AEDT", "AEDT", "AEST"],
  ["<+0330>-3:30", "+0330", "+0330", "+0330", "+0330", "+0330"],
])("in %s winter is called %s, summer %s, the end of 1969 %s, 1800 %s, the summer of 2500 %s", (zone, ...names) => {
  vi.stubEnv("TZ", zone);
  const clock = hostClock();
  expect([WINTER, SUMMER, BEFORE_1970, LONG_AGO, FAR].map((ms) => clock.zone(ms).name)).toEqual(names);
});

test.each([
  ["America/New_York", LONG_AGO, -17762, false],
  ["Asia/Kolkata", LONG_AGO, 21208, false],
  ["Africa/Casablanca", SUMMER, 0, false],
  ["Europe/Dublin", WINTER, 0, true],
  ["Europe/Dublin", SUMMER, 3600, false],
  ["Australia/Lord_Howe", WINTER, 39600, true],
  ["IST-2IDT,M3.4.4/26,M10.5.0", SUMMER, 10800, true],
  ["<-02>2<-01>,M3.5.0/-1,M10.5.0/0", WINTER, -7200, false],
  ["XXX3YYY2,J60,300/1", SUMMER, -7200, true],
  ["Europe/Berlin", JANUARY_OF_YEAR_A_MILLION, 3600, false],
  ["Australia/Sydney", JANUARY_OF_YEAR_A_MILLION, 39600, true],
])("%s at %d is %d seconds east, daylight saving: %s", (zone, ms, offsetSeconds, daylightSaving) => {
  vi.stubEnv("TZ", zone);
  expect(hostClock().zone(ms)).toMatchObject({ offsetSeconds, daylightSaving });
});

test.each([20, 44, 60, 500, 1500])("a file of the database that ends after %d bytes is as good as none", (length) => {
  const file = join(temporaryFolder(), "zone");
  writeFileSync(file, readFileSync(join(DATABASE, "Europe/Berlin")).subarray(0, length));
  vi.stubEnv("TZ", file);
  expect(hostClock().zone(SUMMER)).toMatchObject({ offsetSeconds: 0, daylightSaving: false });
});

test.each([
  ["Foo/Bar", "Foo", "Foo", 0],
  ["AB", "", "", 0],
  ["EST 5", "EST", "EST", 0],
  ["EST25:70EDT", "EST", "EDT", -23 * 3600 - 59 * 60],
  ["EST5,M3.2.0,M11.1.0", "EST", "", 0],
  ["EST5EDT,M3.2.0", "EST", "EDT", -4 * 3600],
  ["EST5EDT,someday", "EDT", "EDT", -4 * 3600],
  ["EST5EDT,M3.99999999999.0,M11.1.0", "EDT", "EDT", -4 * 3600],
  ["CET-1CEST", "CET", "CEST", 7200],
])(
  "where the database has no zone %j, it is called %j in winter and %j in summer, then %d seconds east",
  (zone, winter, summer, offsetSeconds) => {
    vi.stubEnv("TZ", zone);
    const clock = hostClock();
    expect(clock.zone(WINTER).name).toBe(winter);
    expect(clock.zone(SUMMER)).toMatchObject({ name: summer, offsetSeconds });
  },
);

test("a rule without dates takes them from the database's usual changes, whose spring it moves", () => {
  const database = temporaryFolder();
  copyFileSync(join(DATABASE, "America/New_York"), join(database, "posixrules"));
  vi.stubEnv("TZDIR", database);
  vi.stubEnv("TZ", "CET-1CEST");
  const clock = hostClock();
  const starts = Date.UTC(1987, 3, 5, 13);
  const ends = Date.UTC(1987, 9, 25, 6);
  expect([LONG_AGO, starts - 1000, starts, ends - 1000, ends].map((ms) => clock.zone(ms).name)).toEqual([
    "CET",
    "CET",
    "CEST",
    "CEST",
    "CET",
  ]);
});

test.each(["Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3"])(
  "without a time zone database %s is JavaScript's, or the rule's",
  (zone) => {
    vi.stubEnv("TZDIR", join(temporaryFolder(), "none"));
    vi.stubEnv("TZ", zone);
    expect(hostClock().zone(SUMMER)).toMatchObject({ offsetSeconds: 7200, daylightSaving: true });
  },
);

/** Year, month from 0, day, hour, and whether daylight saving time is claimed. */
type Local = readonly [year: number, month: number, day: number, hour: number, daylightSaving?: boolean];

test.each<[string, string, readonly Local[], readonly number[]]>([
  ["of an hour left out is one later", "America/New_York", [[2023, 2, 12, 2]], [1678606200]],
  [
    "that comes twice is the one nearer to the last answer, in winter",
    "America/New_York",
    [
      [2023, 0, 1, 0],
      [2023, 10, 5, 1],
    ],
    [1672551000, 1699165800],
  ],
  [
    "that comes twice is the one nearer to the last answer, in summer",
    "America/New_York",
    [
      [2023, 6, 1, 0],
      [2023, 10, 5, 1],
    ],
    [1688185800, 1699162200],
  ],
  [
    "is what the fields claim",
    "America/New_York",
    [
      [2023, 10, 5, 1, true],
      [2023, 10, 5, 1, false],
    ],
    [1699162200, 1699165800],
  ],
  ["in the other kind of time has the offset of that", "Europe/Berlin", [[2023, 0, 1, 12, true]], [1672569000]],
  ["in the other kind of time is an hour away where there is none", "Asia/Kolkata", [[2023, 0, 1, 12, true]], [1672552800]],
])("a local time %s", (_, zone, locals, expected) => {
  vi.stubEnv("TZ", zone);
  const clock = hostClock();
  const times = new LocalTimes();
  const seconds = locals.map(([year, month, day, hour, daylightSaving]) =>
    times.epochSeconds({ year, month, day, hour, minute: 30, second: 0, daylightSaving }, clock),
  );
  expect(seconds).toEqual(expected);
});
