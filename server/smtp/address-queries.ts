/**
 * VRFY and EXPN: what the address book has for a name. Told only to whom the configuration allows it; all others hear 252, which says neither
 * yes nor no. The script's hook gets the addresses in any case: what it makes of them is its author's decision.
 *
 * Governing text: RFC 5321 §3.5, §7.3; RFC 6531 §3.7.4.2 (SMTPUTF8 on these commands); VPOP3.md §2.2; VPOP3 wiki: VRFY/EXPN tab.
 */
import { isInternational } from "./path.ts";
import { type Reply, reply, scriptReply } from "./reply.ts";
import { goOn, type Outcome, type Session } from "./session.ts";
import type { AddressBookEntry, AddressBookFinding } from "./smtp-parts.ts";

type Query = "VRFY" | "EXPN";

/** Answers `VRFY argument` or `EXPN argument`, after the script's hook. */
export async function expand(session: Session, argument: string, query: Query): Promise<Outcome> {
  const [, asked = "", utf8] = /^(.*?)([ \t]+SMTPUTF8)?$/is.exec(argument) ?? [];
  if (asked === "") return goOn(reply(501, "5.5.4", `${query} needs a name or an address`));
  const finding = session.parts.directory.find(asked.replace(/^<(.*)>$/s, "$1"), session.authenticatedUser);
  const standard = session.mayQuery ? told(query, finding, utf8 !== undefined) : HIDDEN[query];
  const text = standard.lines.map((line, i, all) => `${standard.code}${i < all.length - 1 ? "-" : " "}${line}`).join("\r\n");
  session.occasion = { stage: query, recipient: asked };
  const said = await session.hooks.call(
    `Do${query}`,
    finding.entries.map(({ address }) => address),
    text,
  );
  return goOn(said?.reply === text ? standard : scriptReply(said?.reply, standard));
}

/** Whoever may not ask gets no code that could be taken for a yes or a no (RFC 5321 §7.3). */
const HIDDEN: Readonly<Record<Query, Reply>> = {
  VRFY: reply(252, "2.5.0", "Send some mail and see"),
  EXPN: reply(252, "2.5.0", "Lists are not told to you"),
};

function told(query: Query, { kind, entries }: AddressBookFinding, utf8: boolean): Reply {
  if (kind === "remote") {
    return query === "VRFY"
      ? reply(252, "2.5.0", "Not an address of this server")
      : reply(550, "5.1.1", "No list of this server");
  }
  if (entries.length === 0) return reply(550, "5.1.1", "No such user or list");
  if (query === "VRFY" && kind === "list" && entries.length > 1) return reply(252, "2.5.0", "A list: use EXPN");
  if (!utf8 && entries.some(({ address }) => isInternational(address)))
    return reply(252, "2.6.8", `The answer is in UTF-8: use ${query} with SMTPUTF8`);
  const lines = entries.map((entry) => mailbox(entry, utf8));
  // Addresses of other servers are known, but nobody has checked them.
  if (kind === "remembered") return reply(252, "2.5.0", ...lines);
  if (kind === "people" && entries.length > 1) return reply(553, "5.1.4", "Several people have that name:", ...lines);
  return reply(250, "2.1.5", ...lines);
}

/** `Full Name <address>` (RFC 5321 §3.5.1), the name only if the client can read it. */
function mailbox({ address, fullName }: AddressBookEntry, utf8: boolean): string {
  const name = isInternational(fullName) && !utf8 ? "" : fullName.replace(/[<>"\\]/g, "").trim();
  return name === "" ? `<${address}>` : `${name} <${address}>`;
}
