/** `moonpost status`: how the running server is. */
import type { StatusReport } from "../admin/control-api.ts";
import { controlClient } from "../admin/control-client.ts";
import type { Decision } from "../decision-journal.ts";
import { EXIT } from "../operator-error.ts";
import { durationText, sizeText } from "./duration.ts";
import { findConfig } from "./find-config.ts";
import { textTable } from "./text-table.ts";

/** How many of the newest decisions people are shown; JSON has all that the server remembers. */
const DECISIONS = 10;

/** Gives the exit status `ok`; throws an `OperatorError` if no server answers. */
export async function statusCommand(options: { readonly config?: string; readonly json?: boolean }): Promise<number> {
  const { config } = await findConfig(options.config);
  const control = controlClient(config.admin.socket);
  const report = await control.status();
  const decisions = await control.decisions();
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...report, decisions }, null, 2)}\n` : statusText(report, decisions, Date.now()),
  );
  return EXIT.ok;
}

/** The report for people. */
function statusText(report: StatusReport, decisions: readonly Decision[], nowMs: number): string {
  const since = (iso: string) => durationText(nowMs - Date.parse(iso));
  const { queue, scripts } = report;
  const waiting =
    queue.oldestReceivedAtMs === undefined ? "" : `; the oldest waits for ${durationText(nowMs - queue.oldestReceivedAtMs)}`;
  const facts = [
    ["moonpost", `${report.version}, process ${report.pid}, up ${since(report.startedAt)}`],
    ["configuration", report.configFile || "none (demonstration)"],
    ...report.services.map(({ id, name, address, sessions }) => [`service ${id}`, `${name} on ${address}, ${sessions} sessions`]),
    [
      "queue",
      `${queue.due} due, ${queue.sending} sending, ${queue.held} held, ${queue.failed} failed, ${queue.delivered} delivered, ` +
        `${sizeText(queue.totalBytes)}${waiting}`,
    ],
    ...report.outgoing.map((text) => ["outgoing", text]),
    ...report.resting.map(({ relay, untilMs }) => [
      "",
      `relay "${relay}" does not answer; tried again ${untilMs > nowMs ? `in ${durationText(untilMs - nowMs)}` : "now"}`,
    ]),
    [
      "scripts",
      `version ${scripts.current.version} for ${since(scripts.current.since)}, from ${scripts.source}` +
        `${scripts.watching ? ", watched" : ""}${scripts.rolledBack ? ", rolled back" : ""}`,
    ],
  ];
  const names = scripts.current.scripts.map(({ name, version, hooks }) => [`  ${name}`, version, hooks.join(" ")]);
  const earlier = scripts.earlier.map(({ version, since: from }) => ["earlier", `version ${version}, served from ${from}`]);
  const failure = scripts.failure
    ? `\nThe last change of the scripts, ${since(scripts.failure.at)} ago, was NOT loaded:\n${scripts.failure.problems.map((line) => `  ${line}\n`).join("")}`
    : "";
  return textTable(facts, 0) + textTable(names, 0) + textTable(earlier, 0) + decisionsText(decisions, nowMs) + failure;
}

/** What hooks and rules decided last, the newest at the end; what one says of a message in each pass over the queue stands there once. */
function decisionsText(decisions: readonly Decision[], nowMs: number): string {
  const newest = new Map<string, Decision>();
  for (const decision of decisions) {
    const { atMs, ...what } = decision;
    const key = JSON.stringify(what);
    newest.delete(key); // or it would keep the place of the first
    newest.set(key, decision);
  }
  if (newest.size === 0) return "";
  const rows = [...newest.values()]
    .slice(-DECISIONS)
    .map(({ atMs, stage, script, hook, reversePath, recipient, message, effect }) => [
      `${durationText(nowMs - atMs)} ago`,
      stage,
      `${script} ${hook}`.trim(),
      recipient || reversePath,
      message,
      effect,
    ]);
  return `\nDecided last by scripts and rules:\n${textTable([["WHEN", "AT", "BY", "ADDRESS", "ID", "EFFECT"], ...rows], process.stdout.columns ?? 0)}`;
}
