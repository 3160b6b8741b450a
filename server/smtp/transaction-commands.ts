/**
 * MAIL, RCPT and DATA up to 354. Syntax and permission are checked first, hooks and rules see only what would otherwise be accepted
 * (VPOP3.md §2.2: "valid").
 *
 * Governing text: RFC 5321 §3.3, §4.1.1.2–4, §4.5.3.1.10; RFC 6531 §3.4; VPOP3.md §2.2, §2.4, §9 C1, O10, O14.
 */
import type { ReturnsOf } from "../../runtime/vpop3/contract.ts";
import { after, type Soon } from "../soon.ts";
import {
  changedMailParameters,
  changedRcptParameters,
  type MailParameters,
  mailParameters,
  type RcptParameters,
  rcptParameters,
} from "./esmtp-parameters.ts";
import { isInternational, type Path, type PathArgument, parsePath, parsePathArgument } from "./path.ts";
import { isRefusal, type Reply, reply, replyText, scriptReply } from "./reply.ts";
import { ruleReply } from "./rule-reply.ts";
import { goOn, type Outcome, type Session } from "./session.ts";
import { isPublicAddress, spfResult } from "./spf.ts";
import { Transaction } from "./transaction.ts";

/** No message has more recipients than this, whatever the limits say: memory must stay bounded. */
const MAX_RECIPIENTS = 50_000;

/** Answers `MAIL argument` (RFC 5321 §4.1.1.2), after the hook and the rules. */
export function mail(session: Session, argument: string): Soon<Outcome> {
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
  return after(spfOf(session, parsed.path.address), (spf) => askAboutSender(session, parsed, parameters, spf));
}

function askAboutSender(session: Session, parsed: PathArgument, parameters: MailParameters, spf: string): Soon<Outcome> {
  const { data, path } = parsed;
  session.occasion = { stage: "MAIL", reversePath: path.address };
  const said = session.hooks.call("DoMAILFROM", data, path.address, parsed.parameters, spf, session.authenticatedUser);
  return after(said, (answer) => judgeSender(session, new Transaction(path, parameters, spf), answer));
}

function judgeSender(
  session: Session,
  transaction: Transaction,
  said: ReturnsOf<"smtpsvr", "DoMAILFROM"> | undefined,
): Soon<Outcome> {
  const answer = scriptReply(said?.reply, SENDER_OK);
  if (isRefusal(answer)) {
    session.decided({ hook: "DoMAILFROM", effect: replyText(answer) });
    return goOn(answer);
  }
  if (said?.parameters !== undefined) {
    const { parameters } = transaction;
    replaceReversePath(session, transaction, said.parameters);
    transaction.parameters = orKept(session, "DoMAILFROM", changedMailParameters(parameters, said.parameters), parameters);
  }
  const begin = (): Outcome => {
    session.transaction = transaction;
    return goOn(answer);
  };
  if (!session.rules.active) return begin();
  return after(session.rules.run(session.facts(1, transaction), transaction.effects), (verdict) =>
    verdict.kind === "reject" ? rejectedByRule(transaction, verdict) : begin(),
  );
}

const SENDER_OK = reply(250, "2.1.0", "Sender OK");
const RECIPIENT_OK = reply(250, "2.1.5", "Recipient OK");
const GO_AHEAD = reply(354, "", "End data with <CR><LF>.<CR><LF>");

/** Asked only of clients outside, and only if a hook or a rule looks at it: it takes DNS. */
function spfOf(session: Session, reversePath: string): Soon<string> {
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
      session.decided({ hook: "DoMAILFROM", effect: `return path ${path.address}`, reversePath: path.address });
    }
  }
}

/** Answers `RCPT argument` (RFC 5321 §4.1.1.3), after the hook and the rules. */
export function rcpt(session: Session, argument: string): Soon<Outcome> {
  const { transaction } = session;
  if (transaction === undefined) return goOn(reply(503, "5.5.1", "MAIL comes first"));
  const parsed = parsePathArgument("TO", argument);
  if ("problem" in parsed) return goOn(reply(501, "5.1.3", `Bad recipient address: ${parsed.problem}`));
  const parameters = rcptParameters(parsed.parameters, session.advertised);
  if ("code" in parameters) return goOn(parameters);
  if (isInternational(parsed.path.address) && !transaction.parameters.smtpUtf8)
    return goOn(reply(553, "5.6.7", "The address needs SMTPUTF8"));
  if (transaction.recipients.length >= recipientLimit(session)) return goOn(reply(452, "4.5.3", "Too many recipients"));
  const path = withoutBounceTag(session, transaction, parsed.path);
  if ("code" in path) return goOn(path);
  return after(session.parts.directory.lookUp(path.localPart, path.domain), (place) => {
    const refusal = whyNot(session, place);
    if (refusal !== undefined) return goOn(refusal);
    return askAboutRecipient(session, transaction, parsed, { path, parameters, local: place === "local" });
  });
}

interface Candidate {
  readonly path: Path;
  readonly parameters: RcptParameters;
  readonly local: boolean;
}

function askAboutRecipient(
  session: Session,
  transaction: Transaction,
  { data, parameters }: PathArgument,
  candidate: Candidate,
): Soon<Outcome> {
  session.occasion = { stage: "RCPT", recipient: candidate.path.address };
  const said = session.hooks.call("DoRCPTTO", data, candidate.path.address, parameters, transaction.addresses);
  return after(said, (answer) => judgeRecipient(session, transaction, candidate, answer));
}

function judgeRecipient(
  session: Session,
  transaction: Transaction,
  { path, parameters, local }: Candidate,
  said: ReturnsOf<"smtpsvr", "DoRCPTTO"> | undefined,
): Soon<Outcome> {
  const { address } = path;
  const answer = scriptReply(said?.reply, RECIPIENT_OK);
  if (isRefusal(answer)) {
    session.decided({ hook: "DoRCPTTO", effect: replyText(answer) });
    return goOn(answer);
  }
  const accept = (): Outcome => {
    const changed = said?.parameters && changedRcptParameters(said.parameters);
    const obeyed = changed === undefined ? parameters : orKept(session, "DoRCPTTO", changed, parameters);
    transaction.add(path, { address, parameters: obeyed, local });
    return goOn(answer);
  };
  if (!session.rules.active) return accept();
  const judged = transaction.proposing(address, (recipients) =>
    session.rules.run({ ...session.facts(2, transaction), recipients }, transaction.effects),
  );
  return judged.then((verdict) => (verdict.kind === "reject" ? rejectedByRule(transaction, verdict) : accept()));
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
function whyNot(session: Session, place: "local" | "unknown" | "remote"): Reply | undefined {
  if (place === "unknown") return reply(550, "5.1.1", "No such user here");
  if (place === "local" || session.mayRelay) return undefined;
  return reply(550, "5.7.1", "Relaying denied");
}

function rejectedByRule(transaction: Transaction, verdict: { readonly temporary: boolean; readonly text: string }): Outcome {
  return { reply: ruleReply(verdict), next: transaction.effects.disconnect ? "close" : "continue" };
}

/** Answers `DATA` (RFC 5321 §4.1.1.4), after the hook; the message itself comes to the data phase. */
export function data(session: Session, argument: string): Soon<Outcome> {
  const { transaction } = session;
  if (argument !== "") return goOn(reply(501, "5.5.4", "DATA takes no argument"));
  if (transaction === undefined) return goOn(reply(503, "5.5.1", "MAIL comes first"));
  if (transaction.recipients.length === 0) return goOn(reply(503, "5.5.1", "RCPT comes first"));
  return after(session.hooks.call("DoDATAStart", transaction.addresses), (said) => {
    const answer = scriptReply(said?.reply, GO_AHEAD, "2345");
    if (isRefusal(answer)) {
      session.decided({ hook: "DoDATAStart", effect: replyText(answer) });
      return goOn(answer);
    }
    transaction.headerLines = said?.headerLines ?? [];
    // Whatever a script calls success, on the wire it is 354.
    return { reply: { ...answer, code: 354, enhanced: "" }, next: "data" };
  });
}

/** For SIZE of MAIL and for the data itself (RFC 1870 §6). */
export function tooBig(maxMessageBytes: number): Reply {
  return reply(552, "5.3.4", `The message is larger than the limit of ${maxMessageBytes} bytes`);
}
