/**
 * MAIL, RCPT and DATA up to 354. Syntax and permission are checked first, hooks and rules see only what would otherwise be accepted
 * (VPOP3.md §2.2: "valid").
 *
 * Governing text: RFC 5321 §3.3, §4.1.1.2–4, §4.5.3.1.10; RFC 6531 §3.4; VPOP3.md §2.2, §2.4, §9 C1, O10, O14.
 */
import { changedMailParameters, changedRcptParameters, mailParameters, rcptParameters } from "./esmtp-parameters.ts";
import { isInternational, type Path, parsePath, parsePathArgument } from "./path.ts";
import { isRefusal, type Reply, reply, replyText, scriptReply } from "./reply.ts";
import { ruleReply } from "./rule-reply.ts";
import { goOn, type Outcome, type Session } from "./session.ts";
import { isPublicAddress, spfResult } from "./spf.ts";
import { Transaction } from "./transaction.ts";

/** No message has more recipients than this, whatever the limits say: memory must stay bounded. */
const MAX_RECIPIENTS = 50_000;

export async function mail(session: Session, argument: string): Promise<Outcome> {
  const refusal = mayBegin(session);
  if (refusal !== undefined) return goOn(refusal);
  const parsed = parsePathArgument("FROM", argument);
  if ("problem" in parsed) return goOn(reply(501, "5.1.7", `Bad sender address: ${parsed.problem}`));
  const parameters = mailParameters(parsed.parameters, session.advertised);
  if ("code" in parameters) return goOn(parameters);
  if (isInternational(parsed.path.address) && !parameters.smtpUtf8)
    return goOn(reply(553, "5.6.7", "The address needs SMTPUTF8"));
  const { maxMessageBytes } = session;
  if (maxMessageBytes > 0 && (parameters.sizeBytes ?? 0) > maxMessageBytes) return goOn(tooBig(maxMessageBytes));

  const transaction = new Transaction(parsed.path, parameters, await spfOf(session, parsed.path.address));
  const standard = reply(250, "2.1.0", "Sender OK");
  const said = await session.hooks.call(
    "DoMAILFROM",
    parsed.data,
    parsed.path.address,
    parsed.parameters,
    transaction.spfResult,
    session.authenticatedUser,
  );
  const answer = scriptReply(said?.reply, standard);
  if (isRefusal(answer)) {
    session.decided({ stage: "MAIL", hook: "DoMAILFROM", effect: replyText(answer), reversePath: parsed.path.address });
    return goOn(answer);
  }
  if (said?.parameters !== undefined) {
    replaceReversePath(session, transaction, said.parameters);
    transaction.parameters = orKept(session, "DoMAILFROM", changedMailParameters(parameters, said.parameters), parameters);
  }
  if (session.rules.active) {
    const verdict = await session.rules.run(session.facts(1, transaction), transaction.effects);
    if (verdict.kind === "reject") return rejectedByRule(transaction, verdict);
  }
  session.transaction = transaction;
  return goOn(answer);
}

/** Asked only of clients outside, and only if a hook or a rule looks at it: it takes DNS. */
async function spfOf(session: Session, reversePath: string): Promise<string> {
  const { client, parts } = session;
  const wanted = session.hooks.has("DoMAILFROM") || session.rules.usesSpf;
  if (!wanted || session.mayRelay || !isPublicAddress(client.address)) return "";
  return spfResult({ address: client.address, helo: session.helo, hostName: parts.hostName }, reversePath, parts.resolve);
}

function mayBegin(session: Session): Reply | undefined {
  if (session.transaction !== undefined) return reply(503, "5.5.1", "A mail transaction is under way already");
  const { globals } = session;
  if (globals.AuthenticationRequired && globals.SMTPAuthenticatedUser === "")
    return reply(530, "5.7.0", "Authentication required");
  const limit = globals.MaxMessagesPerLocalSession;
  if (session.isLocal && limit > 0 && session.messages >= limit) return reply(452, "4.5.3", "Too many messages in one session");
  return undefined;
}

/** Parameters that a script gave, or those from before if they are none. */
function orKept<P extends object>(session: Session, hook: string, said: P | Reply, before: P): P {
  if (!("code" in said)) return said;
  session.log.warn({ hook }, `${hook}: parameters ignored: ${said.lines.join(" ")}`);
  return before;
}

/** A parameter MAILFROM that a script adds is the new reverse-path (VPOP3.md §2.2, since v5). */
function replaceReversePath(session: Session, transaction: Transaction, parameters: ReadonlyMap<string, string>): void {
  for (const [name, value] of parameters) {
    if (name.toUpperCase() !== "MAILFROM") continue;
    const path = parsePath(value.startsWith("<") ? value : `<${value}>`, true);
    if ("problem" in path) session.log.warn({ value }, `DoMAILFROM: parameter MAILFROM ignored: ${path.problem}`);
    else if (transaction.reversePath !== path.address) {
      transaction.reversePath = path.address;
      session.decided({ stage: "MAIL", hook: "DoMAILFROM", effect: `return path ${path.address}`, reversePath: path.address });
    }
  }
}

export async function rcpt(session: Session, argument: string): Promise<Outcome> {
  const { transaction } = session;
  if (transaction === undefined) return goOn(reply(503, "5.5.1", "MAIL comes first"));
  const parsed = parsePathArgument("TO", argument);
  if ("problem" in parsed) return goOn(reply(501, "5.1.3", `Bad recipient address: ${parsed.problem}`));
  const parameters = rcptParameters(parsed.parameters, session.advertised);
  if ("code" in parameters) return goOn(parameters);
  if (isInternational(parsed.path.address) && !transaction.parameters.smtpUtf8)
    return goOn(reply(553, "5.6.7", "The address needs SMTPUTF8"));
  if (transaction.recipients.length >= recipientLimit(session)) return goOn(reply(452, "4.5.3", "Too many recipients"));
  const bounce = withoutBounceTag(session, transaction, parsed.path);
  if ("code" in bounce) return goOn(bounce);
  const path = bounce;
  const { refusal, local } = await whetherAllowed(session, path);
  if (refusal !== undefined) return goOn(refusal);

  const said = await session.hooks.call("DoRCPTTO", parsed.data, path.address, parsed.parameters, transaction.addresses);
  const answer = scriptReply(said?.reply, reply(250, "2.1.5", "Recipient OK"));
  if (isRefusal(answer)) {
    session.decided({ stage: "RCPT", hook: "DoRCPTTO", effect: replyText(answer), recipient: path.address });
    return goOn(answer);
  }
  if (session.rules.active) {
    const facts = session.facts(2, transaction);
    const recipients = [...facts.recipients, path.address];
    const verdict = await session.rules.run({ ...facts, recipients }, transaction.effects);
    if (verdict.kind === "reject") return rejectedByRule(transaction, verdict);
  }
  const obeyed =
    said?.parameters === undefined ? parameters : orKept(session, "DoRCPTTO", changedRcptParameters(said.parameters), parameters);
  transaction.add(path, { address: path.address, parameters: obeyed, local });
  return goOn(answer);
}

function recipientLimit(session: Session): number {
  const { globals } = session;
  const limit = session.isLocal ? globals.MaxRecipientsPerLocalMessage : globals.MaxRecipientsPerIncomingMessage;
  return limit > 0 ? Math.min(limit, MAX_RECIPIENTS) : MAX_RECIPIENTS;
}

/**
 * BATV: a recipient that carries a tag of ours is the address behind it. Where UseBATV holds, a tag that is wrong or old is refused; so
 * is a bounce from outside to an address without one, if that is configured.
 */
function withoutBounceTag(session: Session, transaction: Transaction, path: Path): Path | Reply {
  const { batv } = session.parts;
  if (batv === undefined) {
    if (session.globals.UseBATV) session.log.warn("UseBATV has no effect: the configuration has no batv.key");
    return path;
  }
  const tag = batv.tags.read(path, Date.now());
  const isOurs = (one: Path) => one.domain !== "" && session.parts.directory.isLocalDomain(one.domain);
  if (tag.kind === "none") {
    const isBounce = transaction.mailFrom.address === "" && !session.mayRelay && isOurs(path);
    if (!isBounce || !session.globals.UseBATV || batv.untaggedBounces === "accept") return path;
    session.log.info({ recipient: path.address }, "bounce without a tag refused");
    return reply(550, "5.7.1", "This address has sent no message that could bounce");
  }
  if (!isOurs(tag.original)) return path;
  if (tag.kind === "good") return tag.original;
  if (!session.globals.UseBATV) return path;
  session.log.info({ recipient: path.address, tag: tag.kind }, "bounce with a bad tag refused");
  return reply(
    550,
    "5.7.1",
    tag.kind === "expired" ? "The address's bounce tag has expired" : "The address's bounce tag is wrong",
  );
}

/** Nobody relays who may not; nobody writes to a user who is not there. The domain behind the last `@` decides. */
async function whetherAllowed(
  session: Session,
  path: Path,
): Promise<{ readonly refusal: Reply | undefined; readonly local: boolean }> {
  const place = await session.parts.directory.lookUp(path.localPart, path.domain);
  if (place === "unknown") return { refusal: reply(550, "5.1.1", "No such user here"), local: true };
  if (place === "remote" && !session.mayRelay) session.log.info({ recipient: path.address }, "relaying denied");
  if (place === "remote" && !session.mayRelay) return { refusal: reply(550, "5.7.1", "Relaying denied"), local: false };
  return { refusal: undefined, local: place === "local" };
}

function rejectedByRule(transaction: Transaction, verdict: { readonly temporary: boolean; readonly text: string }): Outcome {
  return { reply: ruleReply(verdict), next: transaction.effects.disconnect ? "close" : "continue" };
}

export async function data(session: Session, argument: string): Promise<Outcome> {
  const { transaction } = session;
  if (argument !== "") return goOn(reply(501, "5.5.4", "DATA takes no argument"));
  if (transaction === undefined) return goOn(reply(503, "5.5.1", "MAIL comes first"));
  if (transaction.recipients.length === 0) return goOn(reply(503, "5.5.1", "RCPT comes first"));
  const said = await session.hooks.call("DoDATAStart", transaction.addresses);
  const answer = scriptReply(said?.reply, reply(354, "", "End data with <CR><LF>.<CR><LF>"), "2345");
  if (isRefusal(answer)) {
    session.decided({ stage: "DATA", hook: "DoDATAStart", effect: replyText(answer) });
    return goOn(answer);
  }
  transaction.headerLines = said?.headerLines ?? [];
  // Whatever a script calls success, on the wire it is 354.
  return { reply: { ...answer, code: 354, enhanced: "" }, next: "data" };
}

export function tooBig(maxMessageBytes: number): Reply {
  return reply(552, "5.3.4", `The message is larger than the limit of ${maxMessageBytes} bytes`);
}
