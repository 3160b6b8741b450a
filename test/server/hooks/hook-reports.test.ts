/** What LUAERRORS.LOG holds of a script that fails. */
import pino from "pino";
import { expect, test } from "vitest";
import { hookReports } from "../../../server/hooks/hook-reports.ts";

test.each([
  ["case:1: oops", "case:1: oops"],
  ["x\n2026-01-01T00:00:00.000Z smtpsvr.lua End: not an entry", "x\n\t2026-01-01T00:00:00.000Z smtpsvr.lua End: not an entry"],
  ["\0\x1b[31mred\r\n\ttext", "\\0\\27[31mred\\13\n\t\ttext"],
])("a message stands behind its hook, with nothing that could be taken for another entry", (message, shown) => {
  const entries: string[] = [];
  const decided: unknown[] = [];
  const luaErrors = { append: (entry: string) => void entries.push(entry) };
  const reports = hookReports(pino({ level: "silent" }), luaErrors, (decision) => void decided.push(decision));
  reports.failed("DoMAILFROM", { kind: "error", message, traceback: "stack traceback:", script: "SMTPSVR.LUA", line: 1 });
  expect(entries.map((entry) => entry.slice(entry.indexOf(" ") + 1))).toEqual([
    `SMTPSVR.LUA DoMAILFROM: ${shown}\nstack traceback:`,
  ]);
  expect(decided).toEqual([{ hook: "DoMAILFROM", script: "smtpsvr.lua", effect: `failed, and decided nothing: ${message}` }]);
});
