/**
 * The SMTP commands but for those of the mail transaction: one table, one function each. A command gets its argument (what follows the
 * name, without white space around it) and gives a reply.
 *
 * Governing text: RFC 5321 §4.1.1; VPOP3.md §2.2, §9 O11, O12.
 */
import { isIP } from "node:net";
import { HookFailed } from "../hooks/script-hooks.ts";
import { after, type Soon } from "../soon.ts";
import { expand } from "./address-queries.ts";
import { farewell, isRefusal, reply, scriptReply } from "./reply.ts";
import { type Client, goOn, type Outcome, type Session } from "./session.ts";
import { data, mail, rcpt } from "./transaction-commands.ts";

interface Command {
  /** Refused with 503 before HELO or EHLO. */
  readonly needsHelo: boolean;
  readonly run: (session: Session, argument: string, line: string) => Soon<Outcome>;
}

const command = (run: Command["run"], needsHelo = false): Command => ({ needsHelo, run });

/** In this order HELP names them. */
const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["HELO", command((session, argument) => helo(session, argument, false))],
  ["EHLO", command((session, argument) => helo(session, argument, true))],
  ["MAIL", command(mail, true)],
  ["RCPT", command(rcpt, true)],
  ["DATA", command(data, true)],
  ["RSET", command(rset)],
  ["NOOP", command(noop)],
  ["QUIT", command(quit)],
  ["HELP", command(help)],
  ["VRFY", command((session, argument) => expand(session, argument, "VRFY"))],
  ["EXPN", command((session, argument) => expand(session, argument, "EXPN"))],
  ["STARTTLS", command(startTls)],
  ["AUTH", command(auth, true)],
]);

/** True for a line with control characters other than tabs: no command, and no answer to AUTH, has one. */
export function hasControlCharacters(line: string): boolean {
  return /[\0-\x08\x0a-\x1f\x7f]/.test(line);
}

/** Runs a command line. Errors of our own and of storage are thrown or come out as rejections; the caller answers them. */
export function runCommand(session: Session, line: string): Soon<Outcome> {
  if (hasControlCharacters(line)) return goOn(reply(500, "5.5.2", "Control characters are not allowed"));
  const space = line.search(/[ \t]/);
  const name = (space < 0 ? line : line.slice(0, space)).toUpperCase();
  const found = COMMANDS.get(name);
  session.occasion = { stage: found === undefined ? "unknown" : name };
  if (found === undefined) return unrecognised(session, line);
  if (found.needsHelo && session.helo === "") return goOn(reply(503, "5.5.1", "Send HELO or EHLO first"));
  const outcome = found.run(session, space < 0 ? "" : line.slice(space + 1).trim(), line);
  return outcome instanceof Promise ? outcome.then((settled) => obeyed(session, settled)) : obeyed(session, outcome);
}

/** What a command decided, unless the script has set ForceDisconnect. */
function obeyed(session: Session, outcome: Outcome): Outcome {
  if (!session.globals.ForceDisconnect) return outcome;
  return { reply: outcome.next === "data" ? farewell() : outcome.reply, next: "close" };
}

async function helo(session: Session, argument: string, extended: boolean): Promise<Outcome> {
  const name = extended ? "EHLO" : "HELO";
  if (argument === "") return goOn(reply(501, "", `${name} needs the name of the client`));
  if (argument.length > 255) return goOn(reply(501, "", `${name}: name too long`));
  session.resetTransaction();
  await session.askMaxMessageSize(argument);
  const own = capabilities(session);
  const listed = extended
    ? (await session.hooks.call("GetEHLOCapabilities", argument, own.join("\r\n")))?.capabilities
    : undefined;
  const said = await session.hooks.call("DoHELO", argument, false, extended);
  const standard = reply(250, "", `${session.parts.hostName} Hello ${argument} [${session.client.address}]`);
  const answer = scriptReply(said?.reply, standard);
  if (said?.bRefuse === true || isRefusal(answer)) {
    session.decided({ hook: "DoHELO", effect: `${argument} refused` });
    return goOn(isRefusal(answer) ? answer : reply(550, "", said?.reply ? (answer.lines[0] ?? "") : "Not accepted from you"));
  }
  session.helo = argument;
  session.extended = extended;
  session.advertised = new Set();
  // A reply of several lines is the whole reply; a single line stands before the capabilities.
  if (!extended || answer.lines.length > 1) return goOn(answer);
  const lines = listed === undefined ? own : listed.flatMap(capabilityLines);
  session.advertised = new Set(lines.map((line) => (line.split(" ")[0] ?? "").toUpperCase()));
  return goOn({ ...answer, lines: [...answer.lines, ...lines] });
}

/** What a script gave for one line, without a code and without white space around it (VPOP3.md §9 O12). */
function capabilityLines(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) => line.trim().replace(/^250[- ]/, ""))
    .filter((line) => line !== "");
}

/** What the server can do, one keyword with its parameters each. */
function capabilities(session: Session): string[] {
  const { service } = session.parts;
  const lines = ["PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "DSN"];
  lines.push(session.maxMessageBytes > 0 ? `SIZE ${session.maxMessageBytes}` : "SIZE");
  if (service.tls.mode === "starttls" && session.encryption === undefined) lines.push("STARTTLS");
  const mechanisms = authMechanisms(session);
  if (mechanisms.length > 0 && session.globals.SMTPAuthenticatedUser === "") lines.push(`AUTH ${mechanisms.join(" ")}`);
  lines.push("HELP");
  return lines;
}

/**
 * Mechanisms that are allowed on this connection: clear-text passwords only where nobody else can listen, CRAM-MD5 only where a password is good for it.
 * Clients take the strongest that is offered, and do not try another when it fails.
 */
function authMechanisms(session: Session): readonly string[] {
  const { service, directory } = session.parts;
  if (!offersAuthentication(session)) return [];
  const safe = session.encryption !== undefined || service.plainAuthenticationWithoutTls || isLoopback(session.client);
  return [...(safe ? ["PLAIN", "LOGIN"] : []), ...(directory.takesChallenges ? ["CRAM-MD5"] : [])];
}

/** Whether anybody could authenticate, perhaps only on an encrypted connection. */
function offersAuthentication({ parts: { service, directory } }: Session): boolean {
  return service.authentication !== "off" && directory.takesPasswords;
}

function isLoopback({ address, isNamed }: Client): boolean {
  if (!isNamed) return false;
  return address === "::1" || (isIP(address) === 4 && address.startsWith("127."));
}

function rset(session: Session): Soon<Outcome> {
  session.resetTransaction();
  return after(session.hooks.call("DoRSET"), (said) => goOn(scriptReply(said?.reply, reply(250, "2.0.0", "Reset"))));
}

function noop(session: Session): Soon<Outcome> {
  return after(session.hooks.call("DoNOOP"), (said) => goOn(scriptReply(said?.reply, reply(250, "2.0.0", "OK"))));
}

async function quit(session: Session): Promise<Outcome> {
  const said = await orNothing(async () => session.hooks.call("DoQUIT"));
  return { reply: scriptReply(said?.reply, reply(221, "2.0.0", `${session.parts.hostName} closing connection`)), next: "close" };
}

/** What a hook says, or nothing if it fails: to QUIT there is no "try again later", the session ends. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof HookFailed) return undefined;
    throw error;
  }
}

async function help(session: Session): Promise<Outcome> {
  const { tls } = session.parts.service;
  const absent = new Set([tls.mode === "starttls" ? "" : "STARTTLS", offersAuthentication(session) ? "" : "AUTH"]);
  const text = `Commands: ${[...COMMANDS.keys()].filter((name) => !absent.has(name)).join(" ")}`;
  const said = await session.hooks.call("DoHELP", text);
  return goOn(scriptReply(said?.reply, reply(214, "2.0.0", text)));
}

async function unrecognised(session: Session, line: string): Promise<Outcome> {
  const said = await session.hooks.call("DoUnrecognised", line);
  const answer = scriptReply(said?.reply, reply(500, "5.5.2", "Command not recognised"));
  // A command that the script takes is one that it knows.
  if (isRefusal(answer)) session.unknownCommands++;
  if (session.unknownCommands <= session.parts.limits.maxUnknownCommands || session.globals.ForceDisconnect) {
    return { reply: answer, next: session.globals.ForceDisconnect ? "close" : "continue" };
  }
  return { reply: reply(421, "4.7.0", "Too many unknown commands"), next: "close" };
}

function startTls(session: Session, argument: string): Outcome {
  if (argument !== "") return goOn(reply(501, "5.5.4", "STARTTLS takes no argument"));
  if (session.encryption !== undefined) return goOn(reply(503, "5.5.1", "TLS is active already"));
  if (session.parts.service.tls.mode !== "starttls") return goOn(reply(502, "5.5.1", "TLS is not offered here"));
  return { reply: reply(220, "2.0.0", "Ready to start TLS"), next: "starttls" };
}

function auth(session: Session, argument: string): Outcome {
  const mechanism = (argument.split(/[ \t]/)[0] ?? "").toUpperCase();
  if (!offersAuthentication(session)) return goOn(reply(502, "5.5.1", "Authentication is not offered here"));
  if (session.globals.SMTPAuthenticatedUser !== "") return goOn(reply(503, "5.5.1", "You are authenticated already"));
  if (session.transaction !== undefined) return goOn(reply(503, "5.5.1", "Not within a mail transaction"));
  if (authMechanisms(session).includes(mechanism)) return { reply: reply(334, "", ""), next: "auth" };
  if (["PLAIN", "LOGIN"].includes(mechanism)) return goOn(reply(538, "5.7.11", "Encryption is required for this mechanism"));
  return goOn(reply(504, "5.5.4", "Mechanism not offered"));
}
