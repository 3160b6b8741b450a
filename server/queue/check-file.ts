/**
 * Asks relayout.lua about a due message: shall it be sent now, and how soon.
 *
 * Governing text: VPOP3.md §4.1, wiki "Lua SMTP Relay Control".
 */

import type { HostGlobals, ScriptInstance } from "../../runtime/instance.ts";
import { bytesOf } from "../directory/byte-text.ts";
import { type GlobalsOf, globalsFor, type HookReports, ScriptHooks } from "../hooks/script-hooks.ts";
import { fieldLine, fieldValue, headerFields } from "../message/header-fields.ts";
import type { WorkItem } from "./queue-work.ts";

export type RelayHooks = ScriptHooks<"relayout">;
export type RelayGlobals = GlobalsOf<"relayout">;

/** Makes an instance of relayout.lua, with the globals set before its top level runs; undefined if there is no such script. */
export type OpenRelayScript = (globals: HostGlobals) => ScriptInstance | undefined | Promise<ScriptInstance | undefined>;

export interface RelayScript {
  readonly hooks: RelayHooks;
  /** The script's globals as the last hook left them. */
  readonly globals: RelayGlobals;
}

/** Opens relayout.lua for one pass over the queue by sender `id` and calls its `Start`. Undefined if there is no such script. */
export async function openRelayScript(
  open: OpenRelayScript,
  id: number,
  name: string,
  reports: HookReports,
): Promise<RelayScript | undefined> {
  const globals: RelayGlobals = {
    senderid: id,
    sendername: bytesOf(name),
    UseBATV: false,
    MaxMessagesPerConnection: 0,
    MaxRecipientsPerConnection: 0,
    MaxRecipientsPerMessage: 0,
    ConnectedServer: "",
  };
  const instance = await open(globalsFor("relayout", globals));
  if (instance === undefined) return undefined;
  const hooks = new ScriptHooks("relayout", instance, globals, reports, false);
  await hooks.call("Start");
  return { hooks, globals };
}

/** The priority of a message that no script has an opinion on. */
export const DEFAULT_PRIORITY = 50;

export interface CheckFileDecision {
  readonly skip: boolean;
  /** Higher goes first. */
  readonly priority: number;
  readonly reason: string;
}

const SEND: CheckFileDecision = { skip: false, priority: DEFAULT_PRIORITY, reason: "" };

/** What CheckFile says about a message. `header` as it will be sent; `recipients` those who still need it. Without the hook: send. */
export async function checkFile(
  { hooks }: RelayScript,
  item: WorkItem,
  header: Buffer,
  recipients: readonly string[],
): Promise<CheckFileDecision> {
  const fields = headerFields(header);
  const said = await hooks.call(
    "CheckFile",
    bytesOf(item.file ?? `${item.id}.eml`),
    { SkipSend: SEND.skip, Priority: SEND.priority, Reason: SEND.reason },
    item.sizeBytes,
    timeText(item.receivedAtMs),
    bytesOf(item.reversePath),
    recipients.map(bytesOf),
    lastOfEachName(fields.filter((field) => field.name !== "").map((field) => [field.name, fieldValue(field)])),
    fields.map(fieldLine),
  );
  const actions = said?.actions;
  return {
    skip: actions?.SkipSend ?? SEND.skip,
    priority: actions?.Priority ?? SEND.priority,
    reason: actions?.Reason ?? SEND.reason,
  };
}

/** Header name → value. Of fields whose names differ at most in case the last one counts, under its own spelling (VPOP3.md §9 C6). */
function lastOfEachName(fields: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const last = new Map<string, readonly [string, string]>();
  for (const field of fields) last.set(field[0].toLowerCase(), field);
  return new Map(last.values());
}

/** `YYYYMMDDHHMMSS` in local time (VPOP3.md §1.5). */
export function timeText(ms: number): string {
  const time = new Date(ms);
  const two = (n: number) => String(n).padStart(2, "0");
  const date = `${String(time.getFullYear()).padStart(4, "0")}${two(time.getMonth() + 1)}${two(time.getDate())}`;
  return `${date}${two(time.getHours())}${two(time.getMinutes())}${two(time.getSeconds())}`;
}
