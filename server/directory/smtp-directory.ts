/** The directory as SMTP sessions ask it: byte strings outside, Unicode text inside. */
import type { SmtpDirectory } from "../smtp/smtp-parts.ts";
import { findInAddressBook } from "./address-book.ts";
import { bytesOf, textOf } from "./byte-text.ts";
import type { Directory } from "./directory.ts";

/** See `SmtpDirectory`: what it takes and gives are bytes (UTF-8). */
export function smtpDirectory(directory: Directory): SmtpDirectory {
  return {
    lookUp: (localPart, domain) => {
      const address = domain === "" ? textOf(localPart) : `${textOf(localPart)}@${textOf(domain)}`;
      const { kind } = directory.destination(address);
      if (kind === "alias" && !directory.reachesSomebody(address)) return "unknown";
      return kind === "unknown" || kind === "remote" ? kind : "local";
    },
    find: (name, user) => findInAddressBook(directory, name, user),
    isAllowedClient: (address) => directory.isAllowedClient(address),
    isLocalDomain: (domain) => directory.isLocalDomain(textOf(domain)),
    userOf: (address) => {
      const users = directory.expand(textOf(address)).filter((target) => target.kind === "user");
      const [only] = users;
      return users.length === 1 && only !== undefined && address !== "" ? bytesOf(only.name) : undefined;
    },
    remember: (user, addresses) => directory.rememberAddresses(textOf(user), addresses.map(textOf), Date.now()),
    authenticate: async (name, password) => optionalBytes(await directory.authenticate(textOf(name), textOf(password))),
    takesPasswords: directory.takesPasswords(),
    takesChallenges: directory.takesChallenges(),
    challenge: (name, challenge, response) => optionalBytes(directory.authenticateByChallenge(textOf(name), challenge, response)),
  };
}

function optionalBytes(unicode: string | undefined): string | undefined {
  return unicode === undefined ? undefined : bytesOf(unicode);
}
