/**
 * What VPOP3 adds to the os library: `sleep`, `timedexecute`, `getdirectory`, and the safety mode.
 *
 * Governing text: VPOP3.md §6.3.
 */
import { charge, chargeMemory } from "../budget.ts";
import type { DirectoryEntry } from "../host.ts";
import { checkInteger, checkNumber, checkString } from "../lib/arguments.ts";
import { calendarTime } from "../lib/calendar.ts";
import { formatDate } from "../lib/date-format.ts";
import { filesGranted } from "../lib/file-access.ts";
import { attempted } from "../lib/file-result.ts";
import { type Library, VPOP3 } from "../lib/library.ts";
import { SAFETY, usable } from "../lib/safety.ts";
import { rt } from "../machine.ts";
import { none, pair } from "../results.ts";
import { wait } from "../suspend.ts";
import { LuaTable } from "../table.ts";
import type { Result, Value } from "../value.ts";

function sleep(milliseconds?: Value): Result {
  const ms = checkNumber(milliseconds, 1, "sleep", arguments.length);
  return wait(rt.realm.host.sleep(ms).then(() => none));
}

/** The exit code, and the system's error number from starting the program. */
function timedexecute(program?: Value, timeAllowed?: Value): Result {
  const count = arguments.length;
  const commandLine = checkString(program, 1, "timedexecute", count);
  const timeoutMs = Math.max(0, checkInteger(timeAllowed, 2, "timedexecute", count));
  const programs = usable(rt.realm.host.programs, "os.timedexecute");
  const end = programs.timedExecute(commandLine, timeoutMs);
  return wait(
    end.then(
      ({ exitCode, errorCode }) =>
        () =>
          pair(exitCode, errorCode),
    ),
  );
}

/** A table of entries by name; nil, message, number for a folder that cannot be read. */
function getdirectory(folder?: Value): Result {
  const path = checkString(folder, 1, "getdirectory", arguments.length);
  const files = filesGranted("os.getdirectory", path);
  return attempted(() => {
    const table = new LuaTable();
    const entries = files.list(path);
    charge(10 * entries.length);
    chargeMemory(300 * entries.length);
    for (const entry of entries) table.set(entry.name, entryRow(entry));
    return table;
  }, path);
}

function entryRow(entry: DirectoryEntry): LuaTable {
  return LuaTable.record({
    Size: entry.sizeBytes,
    Attributes: attributes(entry),
    Creation: timeText(entry.createdMs),
    LastAccess: timeText(entry.accessedMs),
    LastWrite: timeText(entry.writtenMs),
  });
}

/** Letters in the order of the manual: A C D E H R S. */
function attributes({ folder, hidden, readOnly }: DirectoryEntry): string {
  return (folder ? "D" : "A") + (hidden ? "H" : "") + (readOnly ? "R" : "");
}

/** Local time as YYYYMMDDHHMMSS, the form that hooks get times in (VPOP3.md §1.5). */
function timeText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return formatDate("%Y%m%d%H%M%S", calendarTime(seconds, false, rt.realm.host.clock), seconds);
}

export const OS_ADDITIONS: Library = [
  ["getdirectory", VPOP3, getdirectory],
  ["sleep", VPOP3, sleep],
  ["timedexecute", VPOP3, timedexecute],
  ...SAFETY,
];
