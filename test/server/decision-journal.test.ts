import { expect, test } from "vitest";
import { type Decision, DecisionJournal } from "../../server/decision-journal.ts";

const DECISION: Decision = {
  atMs: 0,
  session: "",
  stage: "RCPT",
  hook: "DoRCPTTO",
  script: "smtpsvr.lua",
  effect: "550 no",
  reversePath: "",
  recipient: "",
  message: "",
};

test("the newest decisions are kept, oldest first", () => {
  const journal = new DecisionJournal();
  for (let atMs = 0; atMs < 2500; atMs++) journal.record({ ...DECISION, atMs });
  const times = journal.recent().map(({ atMs }) => atMs);
  expect([times.length, times[0], times.at(-1)]).toEqual([1000, 1500, 2499]);
});

test("what scripts say at any length is kept shortened, and takes no more memory than that", () => {
  const journal = new DecisionJournal();
  const before = process.memoryUsage();
  for (let i = 0; i < 1000; i++) {
    const long = `${i} ${"x".repeat(1_000_000)}`;
    long.charCodeAt(5); // put together, as a text that has been read is
    journal.record({ ...DECISION, hook: `rule ${long}`, effect: long });
  }
  const after = process.memoryUsage();
  expect(journal.recent()[0]?.effect).toBe(`0 ${"x".repeat(498)}... (1000002 bytes)`);
  expect(journal.recent()[0]?.hook.length).toBeLessThan(600);
  expect(after.heapUsed - before.heapUsed).toBeLessThan(300_000_000);
});
