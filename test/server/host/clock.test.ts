/** The host's time zone. C's names of zones are those of the time zone database. */
import { afterEach, expect, test } from "vitest";
import { hostClock } from "../../../server/host/clock.ts";

const USUAL = process.env.TZ;

afterEach(() => {
  if (USUAL === undefined) delete process.env.TZ;
  else process.env.TZ = USUAL;
});

const WINTER = Date.UTC(2001, 0, 15);
const SUMMER = Date.UTC(2001, 6, 15);
const BEFORE_1970 = -1000;

test.each([
  ["America/New_York", "EST", "EDT", "EST"],
  ["Europe/London", "GMT", "BST"],
  ["Europe/Berlin", "CET", "CEST", "CET"],
  ["Asia/Kolkata", "IST", "IST", "IST"],
  ["Australia/Sydney", "AEDT", "AEST", "AEST"],
  ["Africa/Johannesburg", "SAST", "SAST", "SAST"],
  ["America/Sao_Paulo", "-02", "-03", "-03"],
  ["UTC", "UTC", "UTC", "UTC"],
])("in %s winter is called %s, summer %s, and the last second of 1969 %s", (zone, ...names) => {
  process.env.TZ = zone;
  const clock = hostClock();
  const times = [WINTER, SUMMER, BEFORE_1970].slice(0, names.length); // London's in 1969 had another name in C than in JavaScript
  expect(times.map((ms) => clock.zone(ms).name)).toEqual(names);
});
