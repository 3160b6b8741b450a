/** The directory as SMTP sessions ask it: byte strings outside, Unicode text inside. */
import type { SmtpDirectory } from "../smtp/smtp-parts.ts";
import { bytesOf, textOf } from "./byte-text.ts";
import type { Directory } from "./directory.ts";

export function smtpDirectory(directory: Directory): SmtpDirectory {
  return {
    lookUp: (localPart, domain) => {
      const { kind } = directory.destination(domain === "" ? textOf(localPart) : `${textOf(localPart)}@${textOf(domain)}`);
      return kind === "unknown" || kind === "remote" ? kind : "local";
    },
    expand: (name) =>
      directory
        .expand(textOf(name))
        .filter((target) => target.kind === "user" || (target.kind === "remote" && target.name !== textOf(name)))
        .map((target) => bytesOf(target.name)),
    isAllowedClient: (address) => directory.isAllowedClient(address),
    authenticate: async (name, password) => optionalBytes(await directory.authenticate(textOf(name), textOf(password))),
    challenge: (name, challenge, response) => optionalBytes(directory.authenticateByChallenge(textOf(name), challenge, response)),
  };
}

function optionalBytes(unicode: string | undefined): string | undefined {
  return unicode === undefined ? undefined : bytesOf(unicode);
}
