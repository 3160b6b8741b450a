/**
 * The address book: what VRFY and EXPN find. Three parts, as VPOP3 has them: users (by name, address or full name) and lists, which are everybody's;
 * and the addresses that a user has written to (AddUserAddresses), which only that user sees.
 *
 * Governing text: RFC 5321 §3.5.
 */
import type { AddressBookEntry, AddressBookFinding } from "../smtp/smtp-parts.ts";
import { bytesOf, textOf } from "./byte-text.ts";
import type { Directory } from "./directory.ts";

/** More matches of a name than this are not told. */
const MAX_MATCHES = 20;

/** What `asked` (a name or an address) stands for. `user`: who asks, "" if nobody has authenticated. Bytes on both sides. */
export function findInAddressBook(directory: Directory, asked: string, user: string): AddressBookFinding {
  const text = textOf(asked);
  const targets = directory.expand(text);
  const [first] = targets;
  if (first?.kind === "remote") return { kind: "remote", entries: [] };
  const entries = targets.flatMap(({ kind, name }) =>
    kind === "user" ? [entryOf(directory, name)] : kind === "remote" ? [{ address: bytesOf(name), fullName: "" }] : [],
  );
  if (first?.kind === "list") return { kind: "list", entries };
  if (entries.length > 0) return { kind: "people", entries };
  const named = directory.usersNamed(text, MAX_MATCHES).map((name) => entryOf(directory, name));
  if (named.length > 0 || user === "" || text === "" || text.includes("@")) return { kind: "people", entries: named };
  const written = directory.rememberedAddresses(textOf(user), `${text}@`, MAX_MATCHES);
  return { kind: "remembered", entries: written.map(({ address }) => ({ address: bytesOf(address), fullName: "" })) };
}

function entryOf(directory: Directory, user: string): AddressBookEntry {
  return { address: bytesOf(directory.addressOf(user)), fullName: bytesOf(directory.fullName(user)) };
}
