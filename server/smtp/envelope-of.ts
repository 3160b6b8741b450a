/** The envelope under which an accepted message enters the queue, and the lines that go before its header. */
import type { Envelope, ForwardPath } from "../queue/envelope.ts";
import type { RcptParameters } from "./esmtp-parameters.ts";
import type { Accepted } from "./judgement.ts";
import type { Session } from "./session.ts";
import type { Transaction } from "./transaction.ts";

/** Bytes of the session become Unicode text. `id` stands in the Received field; `eightBit`: the body has bytes above 127, whatever was declared. */
export function envelopeOf(
  session: Session,
  transaction: Transaction,
  accepted: Accepted,
  id: string,
  eightBit: boolean,
): Envelope {
  const { parameters, effects } = transaction;
  const byAddress = new Map(transaction.recipients.map((recipient) => [recipient.address, recipient.parameters]));
  const nowMs = Date.now();
  return {
    reversePath: unicode(returnPath(session, transaction, accepted)),
    forwardPaths: accepted.recipients.map((address) => forwardPath(address, byAddress.get(address))),
    ...(parameters.ret === undefined ? {} : { ret: parameters.ret }),
    ...(parameters.envid === undefined ? {} : { envid: unicode(parameters.envid) }),
    ...(parameters.eightBit || eightBit ? { eightBit: true } : {}),
    ...(parameters.smtpUtf8 ? { smtpUtf8: true } : {}),
    authenticatedUser: unicode(session.authenticatedUser),
    clientAddress: session.client.address,
    ehloName: unicode(session.helo),
    receivedAtMs: nowMs,
    ...(accepted.hold === undefined ? {} : { hold: accepted.hold }),
    headerLines: [received(session, transaction, id, nowMs), ...transaction.headerLines],
    ...(effects.keywords.length === 0 ? {} : { keywords: effects.keywords.map(unicode) }),
    headerModifiers: [...effects.headerModifiers, ...accepted.headerModifiers],
  };
}

/** BATV: mail of our users that leaves carries a tag in its return path. */
function returnPath(session: Session, { reversePath }: Transaction, accepted: Accepted): string {
  const { batv, directory } = session.parts;
  const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);
  if (batv === undefined || !session.globals.UseBATV || !session.mayRelay) return reversePath;
  if (!reversePath.includes("@") || !directory.isLocalDomain(domainOf(reversePath))) return reversePath;
  const leaves = accepted.recipients.some((address) => address.includes("@") && !directory.isLocalDomain(domainOf(address)));
  return leaves ? batv.tags.tag(reversePath, Date.now()) : reversePath;
}

function forwardPath(address: string, parameters: RcptParameters | undefined): ForwardPath {
  return {
    address: unicode(address),
    ...(parameters?.notify === undefined ? {} : { notify: parameters.notify }),
    ...(parameters?.orcpt === undefined ? {} : { orcpt: unicode(parameters.orcpt) }),
  };
}

/** RFC 5321 §4.4. Names the recipient only if there is one, so that nobody learns of the others. */
function received(session: Session, transaction: Transaction, id: string, nowMs: number): string {
  const { client, parts } = session;
  const literal = client.address.includes(":") ? `IPv6:${client.address}` : client.address;
  const helo = session.helo.replace(/[^!-~]|[()<>"\\]/g, "?");
  const protocol = `${transaction.parameters.smtpUtf8 ? "UTF8SMTP" : session.extended ? "ESMTP" : "SMTP"}${session.encryption === undefined ? "" : "S"}${session.authenticatedUser === "" ? "" : "A"}`;
  const [only] = transaction.addresses;
  const recipient = transaction.addresses.length === 1 && only !== undefined ? `\r\n\tfor <${only}>` : "";
  return `Received: from ${helo} ([${literal}])\r\n\tby ${parts.hostName} with ${protocol} id ${id}${recipient};\r\n\t${session.parts.dateTime(nowMs)}`;
}

/** Bytes as text: UTF-8 where they are, else one character a byte. */
function unicode(bytes: string): string {
  if (!/[\x80-\xff]/.test(bytes)) return bytes;
  const text = Buffer.from(bytes, "latin1").toString("utf8");
  return text.includes("\ufffd") ? bytes : text;
}
