/**
 * SMTP AUTH against the directory: smtp-server speaks the mechanisms, this decides. Too many failures end the connection.
 *
 * Governing text: RFC 4954 §4, §6; VPOP3.md §2.1 (AllowedUsers).
 */
import type { SMTPServerAuthentication, SMTPServerAuthenticationResponse } from "smtp-server";
import type { Session } from "./session.ts";

/** The user, or the reply: 535, and 421 at `maxFailedLogins`, after which smtp-server closes the connection. Counts and logs. */
export async function authenticate(session: Session, auth: SMTPServerAuthentication): Promise<SMTPServerAuthenticationResponse> {
  const name = Buffer.from(auth.username ?? "", "utf8").toString("latin1");
  const user = await userOf(session, auth, name);
  if (user !== undefined && isAllowed(session, user) && !actsForAnother(auth, user)) {
    session.authenticated(user);
    session.log.info({ user, method: auth.method }, "authenticated");
    return { user };
  }
  session.failedLogins++;
  const needs = auth.method === "CRAM-MD5" ? "; CRAM-MD5 needs a hash of `moonpost password --cram-md5`" : "";
  session.log.warn({ user: name, method: auth.method, failures: session.failedLogins }, `authentication failed${needs}`);
  if (session.failedLogins < session.parts.limits.maxFailedLogins) {
    return { responseCode: 535, message: "Authentication credentials invalid" };
  }
  return { responseCode: 421, message: "Too many failed logins" };
}

async function userOf(session: Session, auth: SMTPServerAuthentication, name: string): Promise<string | undefined> {
  const { directory } = session.parts;
  switch (auth.method) {
    case "PLAIN":
    case "LOGIN":
      return typeof auth.password !== "string"
        ? undefined
        : directory.authenticate(name, Buffer.from(auth.password, "utf8").toString("latin1"));
    case "CRAM-MD5": {
      const { challenge, challengeResponse } = auth;
      return challenge && challengeResponse ? directory.challenge(name, challenge, challengeResponse) : undefined;
    }
    default:
      return undefined;
  }
}

/** RFC 4616 §2: PLAIN may ask to act as another user, which nobody may here. Some clients give their own name there. */
function actsForAnother({ authzid = "" }: SMTPServerAuthentication, user: string): boolean {
  return authzid !== "" && Buffer.from(authzid, "utf8").toString("latin1").toLowerCase() !== user.toLowerCase();
}

/** AllowedUsers: names separated by spaces; "" allows all. */
function isAllowed(session: Session, user: string): boolean {
  const allowed = session.globals.AllowedUsers.split(/\s+/).filter((name) => name !== "");
  return allowed.length === 0 || allowed.some((name) => name.toLowerCase() === user.toLowerCase());
}
