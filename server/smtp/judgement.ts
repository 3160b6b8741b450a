/**
 * What becomes of a message that is there: CheckRecipients, the rules' third stage, ProcessMessage, and what they decided put together.
 *
 * Governing text: VPOP3.md §2.3, §2.4, §3, §9 C14, O3, O4, O9.
 */
import { HeaderFacts } from "../message/message-facts.ts";
import { messageView } from "../message/message-view.ts";
import type { Hold } from "../queue/envelope.ts";
import type { IncomingMessage } from "../queue/incoming.ts";
import { parsePath } from "./path.ts";
import { isRefusal, type Reply, reply, scriptReply } from "./reply.ts";
import { ruleReply } from "./rule-reply.ts";
import type { Session } from "./session.ts";
import type { Transaction } from "./transaction.ts";

export interface Accepted {
  readonly kind: "accepted";
  /** At least one. */
  readonly recipients: readonly string[];
  /** Those of ProcessMessage; the rules' are in the transaction. */
  readonly headerModifiers: readonly string[];
  readonly hold: Hold | undefined;
  /** The hook that changed something, "" if none did, and what. */
  readonly changedBy: string;
  readonly change: string;
}

export type Judgement =
  | Accepted
  | { readonly kind: "refused"; readonly reply: Reply; readonly why: string }
  | { readonly kind: "dropped"; readonly why: string; readonly reason: string };

/** More Received fields than this and the message runs in circles (RFC 5321 §6.3). */
const MAX_RECEIVED_FIELDS = 100;

/** Judges a message whose bytes are all there. Failing hooks and disks come out as rejections. */
export async function judge(session: Session, transaction: Transaction, incoming: IncomingMessage): Promise<Judgement> {
  const facts = new HeaderFacts(incoming.header(), transaction.addresses);
  if (facts.hops > MAX_RECEIVED_FIELDS) {
    return { kind: "refused", reply: reply(554, "5.4.6", "Too many hops: the message runs in circles"), why: "loop" };
  }
  const blocked = session.hooks.has("CheckRecipients")
    ? await checkRecipients(session, transaction, facts, incoming.sizeBytes)
    : undefined;
  if (blocked !== undefined) return { kind: "refused", reply: blocked, why: "CheckRecipients" };
  if (session.rules.active) {
    const verdict = await session.rules.run(
      { ...session.facts(3, transaction), sizeBytes: incoming.sizeBytes, message: facts },
      transaction.effects,
    );
    if (verdict.kind === "reject") return { kind: "refused", reply: ruleReply(verdict), why: "rule" };
  }
  const processed = session.hooks.has("ProcessMessage")
    ? await processMessage(session, transaction, facts, incoming)
    : unchanged(transaction);
  if (processed.kind !== "accepted") return processed;
  const judgement = withRuleEffects(session, transaction, processed);
  if (session.hooks.has("MonitorBcc") && facts.bccRecipients.length > 0) {
    await session.hooks.call("MonitorBcc", ...recipientArguments(session, transaction, facts, incoming.sizeBytes));
  }
  if (session.hooks.has("LogRecipients")) {
    await session.hooks.call("LogRecipients", ...recipientArguments(session, transaction, facts, incoming.sizeBytes));
  }
  return judgement;
}

function recipientArguments(session: Session, transaction: Transaction, facts: HeaderFacts, sizeBytes: number) {
  return [
    transaction.addresses,
    facts.to,
    facts.cc,
    facts.bccRecipients,
    session.client.address,
    session.authenticatedUser,
    transaction.reversePath,
    facts.subject,
    session.isLocal,
    sizeBytes,
  ] as const;
}

async function checkRecipients(
  session: Session,
  transaction: Transaction,
  facts: HeaderFacts,
  sizeBytes: number,
): Promise<Reply | undefined> {
  const values = recipientArguments(session, transaction, facts, sizeBytes);
  const said = await session.hooks.call("CheckRecipients", ...values);
  const answer = scriptReply(said?.reply, reply(250, "", ""), "245");
  if (!isRefusal(answer)) return undefined;
  await session.hooks.call("LogRecipientsBlocked", ...values);
  return answer;
}

function unchanged(transaction: Transaction): Accepted {
  const { addresses } = transaction;
  return { kind: "accepted", recipients: addresses, headerModifiers: [], hold: undefined, changedBy: "", change: "" };
}

async function processMessage(
  session: Session,
  transaction: Transaction,
  facts: HeaderFacts,
  incoming: IncomingMessage,
): Promise<Judgement> {
  const view = await messageView(incoming);
  session.currentMessage = view.message;
  const said = await session.hooks.call(
    "ProcessMessage",
    transaction.reversePath,
    facts.subject,
    transaction.addresses,
    {
      SendToOriginalRecipients: true,
      Delete: false,
      Ignore: false,
      Reason: "",
      Recipients: [],
      HeaderModifiers: [],
    },
    view.sections,
    incoming.sizeBytes,
    view.attachments,
  );
  session.currentMessage = undefined;
  const actions = said?.actions ?? {};
  const reason = actions.Reason ?? "";
  if (session.parts.scriptSettings.processMessageResult) {
    const answer = scriptReply(said?.result, reply(250, "", ""), "245");
    if (isRefusal(answer)) return { kind: "refused", reply: answer, why: "ProcessMessage" };
  }
  if (actions.Ignore === true) {
    if (actions.Delete !== true) return { kind: "dropped", why: "ProcessMessage", reason };
    return { kind: "refused", reply: scriptReply(reason, reply(550, "5.7.1", "Message refused"), "45"), why: "ProcessMessage" };
  }
  const extra = validAddresses(session, actions.Recipients ?? [], "ProcessMessage: Recipients");
  const original = actions.SendToOriginalRecipients === false ? [] : transaction.addresses;
  const recipients = [...new Set([...original, ...extra])];
  if (recipients.length === 0) return { kind: "dropped", why: "ProcessMessage", reason: `it left no recipient. ${reason}` };
  const headerModifiers = actions.HeaderModifiers ?? [];
  const sameRecipients = recipients.length === original.length && extra.length === 0;
  const changes = [
    sameRecipients ? "" : `to ${recipients.join(", ")}`,
    headerModifiers.length === 0 ? "" : "header changed",
  ].filter((change) => change !== "");
  return {
    kind: "accepted",
    hold: undefined,
    recipients,
    headerModifiers,
    changedBy: changes.length === 0 ? "" : "ProcessMessage",
    change: changes.join("; "),
  };
}

/** Redirection, copies, hold and drop that rules asked for at any stage. */
function withRuleEffects(session: Session, transaction: Transaction, accepted: Accepted): Judgement {
  const { effects } = transaction;
  const { globals } = session;
  const listed = globals.RBLFound && !session.mayRelay;
  if (listed && globals.RBLBlackhole) return { kind: "dropped", why: "RBLBlackhole", reason: session.blockLists.join(", ") };
  if (effects.drop) return { kind: "dropped", why: "rule", reason: "" };
  const hold = accepted.hold ?? (effects.hold ? { reason: "held by a rule" } : undefined);
  const headerModifiers =
    listed && globals.RBLHeader !== "" ? [...accepted.headerModifiers, `-${globals.RBLHeader}`] : accepted.headerModifiers;
  return { ...accepted, recipients: recipientsAfterRules(session, transaction, accepted, listed), headerModifiers, hold };
}

function recipientsAfterRules(
  session: Session,
  { effects }: Transaction,
  accepted: Accepted,
  listed: boolean,
): readonly string[] {
  const redirection = effects.redirectTo ?? (listed ? session.globals.RBLRedirect : "");
  if (redirection === "" && effects.redirected.size === 0 && effects.copyTo.length === 0) return accepted.recipients;
  const redirected = redirection === "" ? [] : validAddresses(session, addressList(redirection), "redirection");
  const kept = accepted.recipients.flatMap((address) => {
    const instead = effects.redirected.get(address);
    const others = instead === undefined ? [] : validAddresses(session, addressList(instead), "redirection");
    return others.length > 0 ? others : [address];
  });
  const copies = validAddresses(session, effects.copyTo.flatMap(addressList), "rule: copy");
  return [...new Set([...(redirected.length > 0 ? redirected : kept), ...copies])];
}

/** Several addresses may stand in one text, separated by commas or semicolons. */
function addressList(text: string): string[] {
  return text.split(/[,;]/).map((address) => address.trim());
}

/** Addresses that a script gave, without those that are none; a bare user name is one of a local user. */
function validAddresses(session: Session, addresses: readonly string[], where: string): string[] {
  return addresses.flatMap((address) => {
    const text = address.trim();
    const path = parsePath(text.startsWith("<") ? text : `<${text}>`, false);
    if (!("problem" in path)) return [path.address];
    if (/^[A-Za-z0-9._-]+$/.test(text)) return [text];
    session.log.warn({ address: text }, `${where}: address ignored: ${path.problem}`);
    return [];
  });
}
