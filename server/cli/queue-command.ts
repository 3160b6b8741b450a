/** `moonpost queue …`: looks at the queue of the running server and gives it orders. */
import type { MessageReport, QueueOrder } from "../admin/control-api.ts";
import { type ControlClient, controlClient } from "../admin/control-client.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { printable } from "../printable.ts";
import type { OrderOutcome, QueueEntry } from "../queue/queue.ts";
import { durationText, sizeText } from "./duration.ts";
import { findConfig } from "./find-config.ts";
import { textTable } from "./text-table.ts";

interface QueueOptions {
  readonly config?: string;
  readonly json?: boolean;
}

/** `moonpost queue list`; gives the exit status. Throws an `OperatorError` for a limit that is no whole number from 1. */
export async function listCommand(options: QueueOptions & { readonly state?: string; readonly limit: string }): Promise<number> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) {
    throw new OperatorError(`--limit: expected a whole number from 1, found "${options.limit}"`, EXIT.usage);
  }
  const entries = await (await client(options)).list(options.state, limit);
  if (options.json) process.stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
  else process.stdout.write(listText(entries, Date.now()));
  return EXIT.ok;
}

/** `moonpost queue show`; gives the exit status. Throws an `OperatorError` where no single message has the id. */
export async function showCommand(id: string, options: QueueOptions): Promise<number> {
  const message = await (await client(options)).show(id);
  if (!message) throw unknownMessage(id);
  process.stdout.write(options.json ? `${JSON.stringify(message, null, 2)}\n` : messageText(message));
  return EXIT.ok;
}

/** `retry`, `hold`, `release` and `remove`, for each of the ids. Exit code 1 if one of them could not be done. */
export async function orderCommand(order: QueueOrder, ids: readonly string[], options: QueueOptions): Promise<number> {
  const control = await client(options);
  if (order === "retry" && ids.includes("all")) {
    process.stdout.write(`retry: ${await control.retryAll()} messages\n`);
    return EXIT.ok;
  }
  let exitCode: number = EXIT.ok;
  for (const id of ids) {
    const outcome = await control.order(order, id);
    if (outcome === "done") process.stdout.write(`${order} ${id}: done\n`);
    else {
      process.stderr.write(`moonpost: ${order} ${id}: ${REASONS[outcome]}\n`);
      exitCode = EXIT.failed;
    }
  }
  return exitCode;
}

const REASONS: Readonly<Record<Exclude<OrderOutcome, "done">, string>> = {
  unknown: "no such message (delivered ones can't be changed), or several whose id starts so; see `moonpost queue list`",
  sending: "it is being sent right now; try again when that has ended",
  unchanged: "its state does not allow that; see `moonpost queue show`",
};

async function client(options: QueueOptions): Promise<ControlClient> {
  return controlClient((await findConfig(options.config)).config.admin.socket);
}

function unknownMessage(id: string): OperatorError {
  return new OperatorError(`queue show ${id}: no such message, or several whose id starts so; see \`moonpost queue list\``);
}

function listText(entries: readonly QueueEntry[], nowMs: number): string {
  if (entries.length === 0) return "no messages\n";
  const rows = entries.map((entry) => [
    entry.id,
    entry.state,
    durationText(nowMs - entry.receivedAtMs),
    sizeText(entry.sizeBytes),
    String(entry.attempts),
    entry.nextAttemptMs === undefined ? "" : nextText(entry.nextAttemptMs - nowMs),
    entry.reversePath || "<>",
    recipientsText(entry),
    entry.reason,
  ]);
  return textTable(
    [["ID", "STATE", "AGE", "SIZE", "TRIES", "NEXT", "FROM", "TO", "REASON"], ...rows],
    process.stdout.columns ?? 0,
  );
}

function nextText(ms: number): string {
  return ms <= 0 ? "now" : `in ${durationText(ms)}`;
}

function recipientsText(entry: QueueEntry): string {
  const [first, ...others] = entry.recipients;
  return others.length === 0 ? (first?.address ?? "") : `${first?.address} and ${others.length} more`;
}

function messageText(message: MessageReport): string {
  const time = (ms: number | undefined) => (ms === undefined ? "–" : new Date(ms).toISOString());
  const { ret, envid, forwardPaths, keywords } = message.envelope;
  const notices = parametersText({ RET: ret, ENVID: envid });
  const wishes = new Map(
    forwardPaths.map(({ address, notify, orcpt }) => [address, parametersText({ NOTIFY: notify, ORCPT: orcpt })]),
  );
  const recipients = message.recipients.map(({ address, state, reply }) => [
    `  ${address}`,
    state,
    wishes.get(address) ?? "",
    reply,
  ]);
  const facts = [
    ["id", message.id],
    ["state", `${message.state}${message.reason ? `: ${message.reason}` : ""}`],
    ["size", sizeText(message.sizeBytes)],
    ["received", `${time(message.receivedAtMs)} from ${message.envelope.clientAddress} (${message.envelope.ehloName})`],
    ["user", message.envelope.authenticatedUser || "–"],
    ["return path", message.reversePath || "<>"],
    ...(notices === "" ? [] : [["notices", notices]]),
    ...(keywords === undefined ? [] : [["keywords", keywords.join(" ")]]),
    ["attempts", `${message.attempts}, last ${time(message.lastAttemptMs)}, next ${time(message.nextAttemptMs)}`],
    ["recipients", ""],
  ];
  const header = printable(Buffer.from(message.header, "latin1").toString("utf8").replaceAll("\r\n", "\n")).trimEnd();
  // Of delivered messages the text is gone.
  return `${textTable(facts, 0)}${textTable(recipients, 0)}${header === "" ? "" : `\n${header}\n`}`;
}

/** DSN parameters (RFC 3461 §4) as the client gave them, decoded; "" if it gave none. */
function parametersText(parameters: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join(" ");
}
